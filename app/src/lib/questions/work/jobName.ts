import { builtInJobs } from '#lib/references/builtInJobs.ts';
import type { References } from '#lib/references/openReferences.ts';
import { groupNames } from './groupNames.ts';
import { jobTitle } from './jobTitle.ts';
import type { WorkSaid } from './schema.ts';

/**
 * The job that somebody said, as she chose it; nothing where she said none. A unit group of ISCO-08 has the name that
 * a published list gives it, or where that is no longer there ours for the group around it.
 */
export function jobName(
  references: Pick<References, 'occupation'>,
  { job, isco }: Pick<WorkSaid, 'job' | 'isco'>,
  lang: 'fr' | 'en',
): string | undefined {
  const known = job === undefined ? undefined : builtInJobs.get(job);
  if (known) return jobTitle(known.title[lang], lang);
  if (isco === undefined) return undefined;
  return references.occupation('isco', isco)?.label[lang] ?? groupNames.get(isco.slice(0, 3))?.[lang];
}
