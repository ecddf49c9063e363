import { foldedWords } from '#lib/host/statements/foldedWords.ts';
import { builtInJobs, type Job } from '#lib/references/builtInJobs.ts';
import type { References } from '#lib/references/openReferences.ts';
import { findByWords } from './findByWords.ts';

/** Proposals on one screen. */
const MOST = 5;
/** Unit groups that are looked at. */
const GROUPS = 8;
/** Proposals by words alone, where the matcher has enough of its own. */
const BESIDE = 2;
/** Share of what was typed that a job's name must have, at least. */
const LEAST = 0.3;

const names = [...builtInJobs.values()].flatMap((job) =>
  (['fr', 'en'] as const).flatMap((lang) =>
    [job.title[lang].m, job.title[lang].f, ...job.names[lang]].map((name) => ({
      entry: { job, length: foldedWords(name).length },
      words: foldedWords(name),
    })),
  ),
);

const tasks = [...builtInJobs.values()].map((job) => ({
  entry: job,
  words: job.tasks.flatMap(({ fr, en }) => [...foldedWords(fr), ...foldedWords(en)]),
}));

/** A job on the screen: one that is built in, or a unit group of ISCO-08 that no built-in job is in. */
export type Proposed = { readonly job: Job } | { readonly isco: string; readonly label: string };

export interface Proposals {
  /** Five at most, the likeliest first; none where nothing of it was recognised. */
  readonly jobs: readonly Proposed[];
  /** Words that were not recognised. */
  readonly unknown: readonly string[];
}

/**
 * What is proposed to somebody who said her job in her own words: what the matcher finds, and beside it built-in jobs
 * whose names have her words, or whose tasks have, since each finds jobs that the others do not. A unit group without a built-in job is
 * proposed where a published list names it in her language. Her words are kept nowhere.
 */
export async function proposeJobs(
  references: Pick<References, 'match' | 'occupation'>,
  words: { readonly title: string; readonly does: string; readonly lang: 'fr' | 'en' },
): Promise<Proposals> {
  const { found, unknown } = findByWords(names, words.title);
  const scores = new Map<Job, number>();
  for (const { entry, score } of found) {
    // Of two names that have the words the shorter one says less that was not said.
    const value = score - 0.02 * entry.length;
    scores.set(entry.job, Math.max(scores.get(entry.job) ?? 0, value));
  }
  const named = [...scores].filter(([, score]) => score >= LEAST).sort(([, a], [, b]) => b - a);
  // Without a name for it, what she does is all that there is to go by.
  const match = await references.match({ title: words.title, tasks: words.does }, { top: GROUPS });
  const matched = match.recognised
    ? match.proposals.flatMap(({ code }) => inGroup(references, code, scores, words.lang))
    : [];
  const byName = named.map(([job]): Proposed => ({ job }));
  const byTask = findByWords(tasks, words.does)
    .found.filter(({ score }) => score >= LEAST)
    .map(({ entry }): Proposed => ({ job: entry }));
  const beside = words.title === '' ? byTask : byName;
  const jobs = new Map<string, Proposed>();
  const likely = [...matched.slice(0, MOST - BESIDE), ...beside.slice(0, BESIDE)];
  for (const one of [...likely, ...matched, ...byName, ...byTask]) {
    const key = 'job' in one ? one.job.id : one.isco;
    if (jobs.size < MOST && !jobs.has(key)) jobs.set(key, one);
  }
  return { jobs: [...jobs.values()], unknown: unknown.filter((word) => match.unknown.includes(word)) };
}

/** The built-in jobs of a unit group, that with most of the words first; else the group itself. */
function inGroup(
  references: Pick<References, 'occupation'>,
  code: string,
  scores: ReadonlyMap<Job, number>,
  lang: 'fr' | 'en',
): Proposed[] {
  const jobs = [...builtInJobs.values()].filter(({ isco }) => isco === code);
  if (jobs.length > 0) {
    const [best] = jobs.sort((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0));
    return [{ job: best! }];
  }
  const label = references.occupation('isco', code)?.label[lang];
  return label === undefined ? [] : [{ isco: code, label }];
}
