import { setTimeout } from 'node:timers/promises';
import { releaseComments } from '#lib/questions/everyone/comments/release.server.ts';
import type { Jobs } from '#lib/questions/jobs.ts';
import { type Answering, releaseAnswers } from '#lib/questions/releaseAnswers.server.ts';
import type { Store } from '#lib/store/openStore.ts';

/**
 * What has become of the answers: published, or published without a figure since too few voted; kept as it
 * was since too few voted since; still being computed; or not published since the computation failed.
 */
export const publications = ['published', 'few', 'kept', 'later', 'failed'] as const;

export type Publication = (typeof publications)[number];

/** Milliseconds for which whoever ends a séance waits; publishing goes on after that. */
const PATIENCE = 5_000;

/**
 * Publishes the answer for those who leave, and what they added where it may be shown. It never throws: whatever ended stays ended, and why nothing
 * was published is reported to whoever runs the instance, and said in one sentence to whoever asked.
 */
export async function publishAnswer(
  house: { readonly store: Pick<Store, 'db'>; readonly engine: Pick<Jobs, Answering> },
  inquiry: string,
  report: (error: unknown) => void,
): Promise<Publication> {
  const today = new Date().toISOString().slice(0, 10);
  releaseComments(house.store.db, inquiry, today).catch(report);
  const publishing = releaseAnswers(house.store, inquiry, house.engine).then(
    (answers): Publication => {
      if (answers.some(({ heard, stays }) => heard && !stays)) return 'published';
      return answers.some(({ stays }) => stays) ? 'kept' : 'few';
    },
    (error): Publication => {
      report(error);
      return 'failed';
    },
  );
  return Promise.race([publishing, setTimeout(PATIENCE, 'later' as const, { ref: false })]);
}
