import { type Released, reopen } from '@abord/release';
import { render } from '#lib/answer/render.ts';
import { answerEveryone } from '#lib/questions/everyone/answer.ts';
import type { EveryoneRelease } from '#lib/questions/everyone/release.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import type { Database } from '#lib/store/schema.ts';
import type { Lang } from '../../language.ts';

/** The published answer to `everyone`, with the release that it speaks of; nothing while none is published. */
export async function readEveryone(db: Database, inquiry: string, lang: Lang) {
  const latest = await latestRelease(db, inquiry, 'everyone');
  if (!latest) return undefined;
  const release: Released<EveryoneRelease> = reopen(latest.bytes, latest.hash);
  return { release, answer: render(answerEveryone(release), lang), number: latest.number, day: latest.day };
}
