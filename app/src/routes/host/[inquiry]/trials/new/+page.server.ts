import { fail, redirect } from '@sveltejs/kit';
import { planTrial } from '#lib/questions/gains/trials/mutations.server.ts';
import { blankPlan, planOf } from '#lib/questions/gains/trials/planForm.ts';
import { note } from '../../../note.server.ts';
import { gainsIn, sentPlan } from '../trialsOf.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { frame } = await gainsIn(locals, params.inquiry);
  return { frame, fields: blankPlan };
};

export const actions: Actions = {
  async default({ locals, params, request }) {
    const { inquiry, frame } = await gainsIn(locals, params.inquiry);
    const fields = sentPlan(await request.formData());
    const read = planOf(fields, frame);
    if ('faults' in read) return fail(400, { fields, faults: read.faults });
    const number = await planTrial(locals.house.store.db, inquiry.id, read.plan);
    await note(locals, { act: 'trial_planned', inquiry: inquiry.id });
    redirect(303, `/host/${inquiry.id}/trials/${number}?saved`);
  },
};
