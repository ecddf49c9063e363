import { minimum } from '@abord/release';
import { error, fail, redirect } from '@sveltejs/kit';
import { listStatements } from '#lib/host/statements/data.server.ts';
import { asksDebate } from '#lib/inquiry/asksDebate.ts';
import { type Inquiry, readInquiry } from '#lib/inquiry/data.server.ts';
import { foreseen } from '#lib/inquiry/foreseen.ts';
import { readHeard } from '#lib/inquiry/heard/data.server.ts';
import { closeInquiry, openInquiry, setMinimum } from '#lib/inquiry/mutations.server.ts';
import { MOST_BEHIND, readMinimum } from '#lib/inquiry/schema.ts';
import { publishAnswer } from '#lib/room/publishAnswer.server.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import { answerSaid, reportUnpublished } from '../answerSaid.server.ts';
import { fieldText } from '../fieldText.ts';
import { note } from '../note.server.ts';
import { today } from '../today.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  const { store, settings } = locals.house;
  const statements = await listStatements(store.db, params.inquiry, 'accepted');
  const { inquiry } = await parent();
  const released = async (question: string) =>
    (await latestRelease(store.db, params.inquiry, question)) !== undefined;
  const answered = await released('everyone');
  return {
    foreseen: foreseen(inquiry),
    behind: { least: leastBehind(inquiry), most: MOST_BEHIND, now: inquiry.figureMinimum ?? minimum.figure },
    statements: statements.length,
    lacksStatement: statements.length === 0 && asksDebate(inquiry.questions),
    answer: answerSaid(url),
    address: settings.publicUrl?.host ?? url.host,
    answered,
    answeredWork: await released('work'),
    heard: answered ? await readHeard(store.db, params.inquiry, locals.lang) : undefined,
  };
};

/** A draft may be put right; what people were told when they came in does not get weaker. */
function leastBehind({ state, figureMinimum }: Pick<Inquiry, 'state' | 'figureMinimum'>): number {
  return state === 'draft' ? minimum.floor : (figureMinimum ?? minimum.figure);
}

export const actions: Actions = {
  async open({ locals, params }) {
    const { store, roster } = locals.house;
    const problem = await openInquiry(store.db, params.inquiry, today(), roster?.db);
    if (problem) return fail(409, { problem });
    await note(locals, { act: 'opened', inquiry: params.inquiry });
    locals.house.rooms.changed(params.inquiry);
    redirect(303, `/host/${params.inquiry}`);
  },
  async minimum({ locals, params, request }) {
    const { db } = locals.house.store;
    const inquiry = await readInquiry(db, params.inquiry);
    if (!inquiry) error(404);
    const given = fieldText(await request.formData(), 'minimum');
    const figureMinimum = readMinimum(given, leastBehind(inquiry));
    if (figureMinimum === undefined || (await setMinimum(db, params.inquiry, figureMinimum))) {
      return fail(400, { given });
    }
    if (inquiry.state !== 'draft') {
      await note(locals, { act: 'minimum', inquiry: inquiry.id, count: figureMinimum });
    }
    locals.house.rooms.changed(params.inquiry);
    redirect(303, `/host/${params.inquiry}#minimum`);
  },
  async close({ locals, params }) {
    const problem = await closeInquiry(locals.house.store.db, params.inquiry, today());
    if (problem) return fail(409, { problem });
    await note(locals, { act: 'closed', inquiry: params.inquiry });
    locals.house.rooms.changed(params.inquiry);
    const answer = await publishAnswer(locals.house, params.inquiry, reportUnpublished);
    redirect(303, `/host/${params.inquiry}?answer=${answer}`);
  },
  /** While people answer, or again where it failed at the end. */
  async publish({ locals, params }) {
    const inquiry = await readInquiry(locals.house.store.db, params.inquiry);
    // What is being prepared has no answer.
    if (!inquiry || inquiry.state === 'draft') error(404);
    const answer = await publishAnswer(locals.house, inquiry.id, reportUnpublished);
    await note(locals, { act: 'published', inquiry: inquiry.id });
    redirect(303, `/host/${params.inquiry}?answer=${answer}`);
  },
};
