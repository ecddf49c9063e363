import { foldedWords } from '#lib/host/statements/foldedWords.ts';
import { builtInJobs, type Job } from '#lib/references/builtInJobs.ts';
import { findByWords } from './findByWords.ts';

/** Proposals on one screen. */
const MOST = 5;
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
  words: job.tasks.flatMap(({ fr, en }) => foldedWords(`${fr} ${en}`)),
}));

/** What is proposed to somebody who said her job in her own words. */
export interface Proposals {
  /** Five at most, the likeliest first; none where nothing of it was recognised. */
  readonly jobs: readonly Job[];
  /** Words that were not recognised. */
  readonly unknown: readonly string[];
}

/** Proposes built-in jobs by the words of their names, and by those of their tasks where she said what she does. */
export function proposeJobs(words: { readonly title: string; readonly does: string }): Proposals {
  const { found, unknown } = findByWords(names, words.title);
  const scores = new Map<Job, number>();
  for (const { entry, score } of found) {
    if (score < LEAST) continue;
    // Of two names that have the words the shorter one says less that was not said.
    const value = score - 0.02 * entry.length;
    scores.set(entry.job, Math.max(scores.get(entry.job) ?? 0, value));
  }
  for (const { entry, score } of findByWords(tasks, words.does).found) {
    if (scores.has(entry) || score >= LEAST) scores.set(entry, (scores.get(entry) ?? 0) + 0.3 * score);
  }
  const jobs = [...scores].sort(([, a], [, b]) => b - a).map(([job]) => job);
  return { jobs: jobs.slice(0, MOST), unknown };
}
