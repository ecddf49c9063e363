import { listTrials, readOwnTasks } from '#lib/questions/gains/trials/data.server.ts';
import { isBegun, timersOf, trialsRoomOf } from '../../../trials.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const room = await trialsRoomOf(event);
  const { db, inquiry, secret } = room;
  const timers = timersOf(event, room);
  const trials = [];
  for (const trial of await listTrials(db, inquiry.id)) {
    if (trial.state === 'draft') continue;
    const { number, plan } = trial;
    const tasks = await readOwnTasks(db, { inquiry: inquiry.id, secret, number });
    const begins = isBegun(trial) && inquiry.state === 'open';
    // One that is over concerns her where she has tasks in it.
    if (!begins && tasks.length === 0) continue;
    trials.push({
      number,
      question: plan.question,
      lastDay: plan.lastDay,
      begins,
      tasks: tasks.length,
      running: timers.filter((timer) => timer.trial === number).length,
    });
  }
  return { trials, erased: event.url.searchParams.has('erased') };
};
