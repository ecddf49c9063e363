import { waitingAfter } from '#lib/inquiry/register.server.ts';
import { readHeardAnswer } from '../../../../readHeardAnswer.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { everyone } = await parent();
  const { db } = locals.house.store;
  return {
    waiting: everyone && (await waitingAfter(db, params.inquiry, 'everyone', everyone.number)),
    heard: everyone && (await readHeardAnswer(db, params.inquiry, locals.lang)),
  };
};
