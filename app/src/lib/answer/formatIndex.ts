/**
 * A place on a scale from 0 to 1, or a span of it where its ends differ: 0,58; de 0,49 à 0,60; 0.49 to 0.60.
 *
 * @example formatIndex({ from: 0.58, to: 0.58 }, 'fr') // '0,58'
 */
export function formatIndex(
  { from, to }: { readonly from: number; readonly to: number },
  lang: 'fr' | 'en',
): string {
  const said = (value: number) => (lang === 'fr' ? value.toFixed(2).replace('.', ',') : value.toFixed(2));
  if (from === to) return said(from);
  return lang === 'fr' ? `de ${said(from)} à ${said(to)}` : `${said(from)} to ${said(to)}`;
}
