const address = /^http:\/\/data\.europa\.eu\/esco\/(occupation|isco)\/(.+)$/;

/** What stands after the common part of the address of an occupation or a group of ESCO. */
export function escoCode(uri: string, of: 'occupation' | 'isco'): string | undefined {
  const [, kind, code] = address.exec(uri) ?? [];
  return kind === of ? code : undefined;
}

/** Labels in one cell, which line ends, or in later versions bars, set apart. */
export function labelsIn(cell: string): string[] {
  return [...new Set(cell.split(/[\r\n|]+/).map((label) => label.replace(/\s+/g, ' ').trim()))].filter(
    (label) => label !== '',
  );
}
