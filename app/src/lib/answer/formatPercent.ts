/** A share of 1 as a whole percentage: 54 % in French, 54% in English; a negative one keeps its sign. */
export function formatPercent(share: number, lang: 'fr' | 'en'): string {
  return `${percent(share)}${lang === 'fr' ? '\u00A0%' : '%'}`;
}

/** An interval of shares: de 46 à 62 % in French, 46 to 62% in English. */
export function formatInterval(low: number, high: number, lang: 'fr' | 'en'): string {
  return lang === 'fr'
    ? `de ${percent(low)} à ${percent(high)}\u00A0%`
    : `${percent(low)} to ${percent(high)}%`;
}

/** A difference of shares in points: 32. */
export function formatPoints(difference: number): string {
  return percent(difference);
}

function percent(share: number): string {
  const rounded = Math.round(share * 100);
  return rounded < 0 ? `\u2212${-rounded}` : String(rounded + 0);
}
