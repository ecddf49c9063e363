import type { RenderedSentence } from '#lib/answer/answer.ts';
import { listInquiries } from '#lib/inquiry/data.server.ts';
import type { Database } from '#lib/store/schema.ts';
import type { Lang } from '../../../language.ts';
import { placeOf } from '../placeOf.ts';
import { readEveryone } from '../readEveryone.server.ts';
import { readWorkAnswer } from '../readWorkAnswer.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { db } = locals.house.store;
  // What is being prepared is its host's alone.
  const inquiries = (await listInquiries(db)).filter(({ state }) => state !== 'draft');
  return {
    stories: await Promise.all(
      inquiries.map(async (inquiry) => ({
        id: inquiry.id,
        title: inquiry.title,
        simulated: inquiry.simulated,
        place: placeOf(inquiry, locals.lang),
        answer: await answerOf(db, inquiry.id, locals.lang),
      })),
    ),
  };
};

/** The answer that stands for an inquiry here: that of the debate, or of the work where there is none. */
async function answerOf(db: Database, inquiry: string, lang: Lang) {
  const answered = (await readEveryone(db, inquiry, lang)) ?? (await readWorkAnswer(db, inquiry, lang));
  if (!answered) return undefined;
  const text = (sentences: readonly RenderedSentence[]) => sentences.map(({ text }) => text).join(' ');
  const { headline, standfirst } = answered.answer.sentences;
  return { headline: text(headline), standfirst: text(standfirst) };
}
