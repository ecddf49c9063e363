import { type Released, reopen } from '@abord/release';
import { render } from '#lib/answer/render.ts';
import { answerWork } from '#lib/questions/work/answer.ts';
import type { WorkRelease } from '#lib/questions/work/release.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import type { Database } from '#lib/store/schema.ts';
import type { Lang } from '../../language.ts';

/** The published answer to `work`, with the release that it speaks of; nothing while none is published. */
export async function readWorkAnswer(db: Database, inquiry: string, lang: Lang) {
  const latest = await latestRelease(db, inquiry, 'work');
  if (!latest) return undefined;
  const release: Released<WorkRelease> = reopen(latest.bytes, latest.hash);
  return { release, answer: render(answerWork(release), lang), number: latest.number, day: latest.day };
}
