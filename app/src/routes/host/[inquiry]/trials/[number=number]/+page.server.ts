import { createHash } from 'node:crypto';
import { fail, redirect } from '@sveltejs/kit';
import type { Trial } from '#lib/questions/gains/trials/data.server.ts';
import { changePlan, dropPlan, endTrial, startTrial } from '#lib/questions/gains/trials/mutations.server.ts';
import { fieldsOf, planOf } from '#lib/questions/gains/trials/planForm.ts';
import { releaseTrial } from '#lib/questions/gains/trials/release.server.ts';
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
    result: results.find((result) => result === url.searchParams.get('result')),
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
    const shown = await publish(locals, trial);
    redirect(303, `/host/${inquiry.id}/trials/${trial.number}?result=${shown}`);
  },

  async publish({ locals, params }) {
    const { inquiry, trial } = await trialIn(locals, params);
    if (trial.state === 'draft') return fail(409, { problem: 'not_running' } as const);
    const shown = await publish(locals, trial);
    if (shown === 'shown') await note(locals, { act: 'published', inquiry: inquiry.id });
    redirect(303, `/host/${inquiry.id}/trials/${trial.number}?result=${shown}`);
  },

  async drop({ locals, params }) {
    const { inquiry, trial } = await trialIn(locals, params);
    const refused = await dropPlan(locals.house.store.db, trial);
    if (refused) return fail(409, { problem: refused } as const);
    await note(locals, { act: 'trial_dropped', inquiry: inquiry.id });
    redirect(303, `/host/${inquiry.id}/trials`);
  },
};

/** What has become of a result: shown to everybody; too few to say; the earlier one stays; hidden by its rule. */
const results = ['shown', 'few', 'stays', 'hidden'] as const;

async function publish({ house }: App.Locals, trial: Trial): Promise<(typeof results)[number]> {
  const published = await releaseTrial(house.store, trial, house.engine, today());
  if (!published) return 'hidden';
  if (published.stays) return 'stays';
  return published.heard ? 'shown' : 'few';
}

/** Tells the plan that a window shows from one that another window has changed since. */
function mark(plan: TrialPlan): string {
  return createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 16);
}
