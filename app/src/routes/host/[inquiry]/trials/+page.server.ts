import { listTrials } from '#lib/questions/gains/trials/data.server.ts';
import type { PageServerLoad } from './$types';
import { gainsIn } from './trialsOf.server.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
  await gainsIn(locals, params.inquiry);
  const trials = await listTrials(locals.house.store.db, params.inquiry);
  return { trials: trials.reverse().map(({ number, state, plan }) => ({ number, state, plan })) };
};
