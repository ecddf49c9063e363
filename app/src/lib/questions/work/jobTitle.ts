import type { Job } from '#lib/references/builtInJobs.ts';

/**
 * A job in both genders, where its language has two words; what they have in common at their end comes once.
 *
 * @example jobTitle({ m: 'agent d’accueil', f: 'agente d’accueil' }, 'fr') // 'Agente ou agent d’accueil'
 */
export function jobTitle({ m, f }: Job['title']['fr'], lang: 'fr' | 'en'): string {
  const [his, hers] = [m.split(' '), f.split(' ')];
  let end = 0;
  while (end < Math.min(his.length, hers.length) && his.at(-1 - end) === hers.at(-1 - end)) end++;
  const head = (words: readonly string[]) => words.slice(0, words.length - end).join(' ');
  const or = lang === 'fr' ? ' ou ' : ' or ';
  const title = m === f ? m : [`${head(hers)}${or}${head(his)}`, ...his.slice(his.length - end)].join(' ');
  return title.charAt(0).toUpperCase() + title.slice(1);
}
