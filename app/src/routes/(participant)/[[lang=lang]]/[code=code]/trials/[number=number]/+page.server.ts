import { fail, redirect } from '@sveltejs/kit';
import { leaveTrial } from '#lib/questions/gains/trials/mutations.server.ts';
import { ownSummary } from '#lib/questions/gains/trials/ownSummary.ts';
import { shownTask } from '#lib/questions/gains/trials/shownTask.ts';
import { runningOn, stopped } from '#lib/questions/gains/trials/timers.ts';
import { randomId } from '#lib/store/randomId.ts';
import { secretHash } from '#lib/store/secretHash.ts';
import { telling } from '../../../../limits.server.ts';
import { keepTimers, timersOf, trialRoomOf } from '../../../../trials.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const room = await trialRoomOf(event);
  const { trial, tasks, begins } = room;
  const timers = timersOf(event, room);
  return {
    number: trial.number,
    plan: trial.plan,
    begins,
    // Names the next task: its form sent twice is one task.
    next: randomId('inquiry'),
    tasks: tasks.map((task) => ({
      ...shownTask(task),
      running: runningOn(timers, { trial: trial.number, task: task.id }) !== undefined,
    })),
    summary: ownSummary(tasks),
    sure: event.url.searchParams.has('sure'),
  };
};

export const actions = {
  async erase(event) {
    const room = await trialRoomOf(event);
    const { db, inquiry, secret, base, trial } = room;
    if (!telling.allow(secretHash(secret), Date.now())) return fail(429, { fault: 'busy' } as const);
    await leaveTrial(db, { inquiry: inquiry.id, number: trial.number, secret });
    keepTimers(event, room, stopped(timersOf(event, room), { trial: trial.number }));
    redirect(303, `${base}/trials?erased`);
  },
} satisfies Actions;
