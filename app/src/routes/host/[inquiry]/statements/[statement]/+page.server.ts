import { error, fail, redirect } from '@sveltejs/kit';
import { readStatement } from '#lib/host/statements/data.server.ts';
import { editStatement, refuseStatement, replaceStatement } from '#lib/host/statements/mutations.server.ts';
import { readReason } from '#lib/host/statements/reason.ts';
import { readTexts } from '#lib/host/statements/schema.ts';
import { actOf } from '../../../actOf.ts';
import { fieldText } from '../../../fieldText.ts';
import { note } from '../../../note.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const statement = await readStatement(locals.house.store.db, params.inquiry, params.statement);
  if (statement?.state !== 'accepted') error(404);
  return { statement };
};

export const actions: Actions = {
  async edit({ locals, params, request }) {
    const form = await request.formData();
    const words = { fr: fieldText(form, 'fr'), en: fieldText(form, 'en') };
    const read = readTexts(words);
    if ('faults' in read) return fail(400, { words, faults: read.faults });
    const act = actOf(params.inquiry, form, params.statement);
    const problem = await editStatement(locals.house.store.db, { ...act, texts: read.texts });
    if (problem) return fail(409, { words, problem });
    await note(locals, { act: 'statements', inquiry: params.inquiry });
    locals.house.rooms.changed(params.inquiry);
    redirect(303, `/host/${params.inquiry}/statements#${params.statement}`);
  },

  async replace({ locals, params, request }) {
    const form = await request.formData();
    const words = { fr: fieldText(form, 'fr'), en: fieldText(form, 'en') };
    const read = readTexts(words);
    if ('faults' in read) return fail(400, { otherWords: words, otherFaults: read.faults });
    const act = actOf(params.inquiry, form, params.statement);
    const made = await replaceStatement(locals.house.store.db, { ...act, texts: read.texts });
    if (typeof made === 'string') return fail(409, { otherWords: words, problem: made });
    await note(locals, { act: 'statements', inquiry: params.inquiry });
    locals.house.rooms.changed(params.inquiry);
    redirect(303, `/host/${params.inquiry}/statements#${made.id}`);
  },

  async withdraw({ locals, params, request }) {
    const form = await request.formData();
    const reason = readReason(fieldText(form, 'reason'), fieldText(form, 'other'), locals.lang);
    if (reason === undefined) return fail(400, { problem: 'reason-missing' });
    const act = actOf(params.inquiry, form, params.statement);
    const problem = await refuseStatement(locals.house.store.db, { ...act, from: 'accepted', reason });
    if (problem) return fail(409, { problem });
    await note(locals, { act: 'statements', inquiry: params.inquiry });
    locals.house.rooms.changed(params.inquiry);
    redirect(303, `/host/${params.inquiry}/statements`);
  },
};
