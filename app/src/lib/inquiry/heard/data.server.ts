import { type Released, reopen } from '@abord/release';
import { render } from '#lib/answer/render.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import type { Database } from '#lib/store/schema.ts';
import { answerHeard } from './answer.ts';
import type { HeardRelease } from './release.ts';

/** Who was heard, as published with the answer that stands, and the sentences about it; nothing where it was not. */
export async function readHeard(db: Database, inquiry: string, lang: 'fr' | 'en') {
  const latest = await latestRelease(db, inquiry, 'heard');
  if (!latest) return undefined;
  const release: Released<HeardRelease> = reopen(latest.bytes, latest.hash);
  return { release, answer: render(answerHeard(release), lang), number: latest.number };
}
