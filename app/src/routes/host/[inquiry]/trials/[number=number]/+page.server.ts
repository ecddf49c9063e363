import { createHash } from 'node:crypto';
import { fail, redirect } from '@sveltejs/kit';
import { changePlan, dropPlan, endTrial, startTrial } from '#lib/questions/gains/trials/mutations.server.ts';
import { fieldsOf, planOf } from '#lib/questions/gains/trials/planForm.ts';
import type { TrialPlan } from '#lib/questions/gains/trials/schema.ts';
import { fieldText } from '../../../fieldText.ts';
import { note } from '../../../note.server.ts';
import { today } from '../../../today.ts';
import { sentPlan, trialIn } from '../trialsOf.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { frame, trial } = await trialIn(locals, params);
  return {
    frame,
    trial,
    fields: fieldsOf(trial.plan),
    seen: mark(trial.plan),
    over: trial.state === 'running' && trial.plan.lastDay < today(),
    said: trial.state === 'draft' && url.searchParams.has('saved'),
    begun: trial.state === 'running' && url.searchParams.has('started'),
  };
};

export const actions: Actions = {
  async change({ locals, params, request }) {
    const { inquiry, frame, trial } = await trialIn(locals, params);
    const form = await request.formData();
    if (trial.state !== 'draft') return fail(409, { problem: 'frozen' } as const);
    const fields = sentPlan(form);
    const read = planOf(fields, frame);
    if ('faults' in read) return fail(400, { problem: 'faults', fields, faults: read.faults } as const);
    const refused =
      fieldText(form, 'seen') === mark(trial.plan)
        ? await changePlan(locals.house.store.db, trial, read.plan, trial.plan)
        : 'changed';
    if (refused === 'changed') return fail(409, { problem: 'kept', fields } as const);
    if (refused) return fail(409, { problem: refused } as const);
    await note(locals, { act: 'trial_changed', inquiry: inquiry.id });
    redirect(303, `/host/${inquiry.id}/trials/${trial.number}?saved`);
  },

  async start({ locals, params, request }) {
    const { inquiry, frame, trial } = await trialIn(locals, params);
    const seen = fieldText(await request.formData(), 'seen');
    if (trial.state !== 'draft') return fail(409, { problem: 'frozen' } as const);
    if (inquiry.state !== 'open') return fail(409, { problem: 'not_open' } as const);
    if (seen !== mark(trial.plan)) return fail(409, { problem: 'changed' } as const);
    // A plan may have lain for weeks: its last day has passed, or the inquiry has other lists now.
    const read = planOf(fieldsOf(trial.plan), frame);
    if ('faults' in read) return fail(409, { problem: 'stale', faults: read.faults } as const);
    const refused = await startTrial(locals.house.store.db, trial, trial.plan, today());
    if (refused) return fail(409, { problem: refused } as const);
    await note(locals, { act: 'trial_started', inquiry: inquiry.id });
    redirect(303, `/host/${inquiry.id}/trials/${trial.number}?started`);
  },

  async end({ locals, params }) {
    const { inquiry, trial } = await trialIn(locals, params);
    const refused = await endTrial(locals.house.store.db, trial, today());
    if (refused) return fail(409, { problem: 'not_running' } as const);
    await note(locals, { act: 'trial_ended', inquiry: inquiry.id });
    redirect(303, `/host/${inquiry.id}/trials/${trial.number}`);
  },

  async drop({ locals, params }) {
    const { inquiry, trial } = await trialIn(locals, params);
    const refused = await dropPlan(locals.house.store.db, trial);
    if (refused) return fail(409, { problem: refused } as const);
    await note(locals, { act: 'trial_dropped', inquiry: inquiry.id });
    redirect(303, `/host/${inquiry.id}/trials`);
  },
};

/** Tells the plan that a window shows from one that another window has changed since. */
function mark(plan: TrialPlan): string {
  return createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 16);
}
