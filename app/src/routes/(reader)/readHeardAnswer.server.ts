import { render } from '#lib/answer/render.ts';
import { answerHeard } from '#lib/inquiry/heard/answer.ts';
import { readHeard } from '#lib/inquiry/heard/data.server.ts';
import type { Database } from '#lib/store/schema.ts';
import type { Lang } from '../../language.ts';

/** Who was heard and who was not, as published, with the sentences about it; nothing while it is not. */
export async function readHeardAnswer(db: Database, inquiry: string, lang: Lang) {
  const release = await readHeard(db, inquiry);
  return release && { release, answer: render(answerHeard(release), lang) };
}
