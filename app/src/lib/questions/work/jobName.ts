import type { Job } from '#lib/references/builtInJobs.ts';

/**
 * The name of a built-in job, both genders where they differ: « infirmier ou infirmière », and once what they share:
 * « chargé ou chargée des ressources humaines ».
 */
export function jobName({ title }: Pick<Job, 'title'>): Readonly<Record<'fr' | 'en', string>> {
  return { fr: bothOf(title.fr, 'ou'), en: bothOf(title.en, 'or') };
}

function bothOf({ m, f }: { readonly m: string; readonly f: string }, or: string): string {
  if (m === f) return m;
  const [one, other] = [m.split(' '), f.split(' ')];
  let shared = 0;
  while (shared < one.length - 1 && one.at(-1 - shared) === other.at(-1 - shared)) shared++;
  const tail = one.slice(one.length - shared);
  return [
    one.slice(0, one.length - shared).join(' '),
    or,
    other.slice(0, other.length - shared).join(' '),
    ...tail,
  ].join(' ');
}
