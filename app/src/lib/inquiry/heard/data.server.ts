import { type Released, reopen } from '@abord/release';
import { render } from '#lib/answer/render.ts';
import type { Door } from '#lib/entry/doorKeys.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import type { Database } from '#lib/store/schema.ts';
import { answerHeard } from './answer.ts';
import type { HeardRelease } from './release.ts';

/** People who came in, by door: at least so many, in steps of five. */
export async function readDoors(db: Database, inquiry: string): Promise<{ readonly [Way in Door]?: number }> {
  const rows = await db
    .selectFrom('door')
    .select(['door', 'people'])
    .where('inquiry', '=', inquiry)
    .orderBy('door')
    .execute();
  return Object.fromEntries(rows.map(({ door, people }) => [door, people]));
}

/** Who was heard, as published with the answer that stands, and the sentences about it; nothing where it was not. */
export async function readHeard(db: Database, inquiry: string, lang: 'fr' | 'en') {
  const latest = await latestRelease(db, inquiry, 'heard');
  if (!latest) return undefined;
  const release: Released<HeardRelease> = reopen(latest.bytes, latest.hash);
  return { release, answer: render(answerHeard(release), lang), number: latest.number };
}
