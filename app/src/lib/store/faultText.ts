/**
 * What an operator may read of an error that nobody foresaw: what kind it is and where it happened. A database
 * writes the row that it refused into its own words and properties: of those only its code and the name of
 * the rule are kept.
 *
 * @example faultText(error) // 'error 23514 statement_state_check\n    at …'
 */
export function faultText(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code, constraint } = error as { code?: string; constraint?: string };
  const told = 'severity' in error ? constraint : error.message;
  const where = error.stack?.match(/^ {4}at .*$/gm) ?? [];
  return [[error.name, code, told].filter(Boolean).join(' '), ...where].join('\n');
}
