import { readHeard } from '#lib/inquiry/heard/data.server.ts';
import { waitingAfter } from '#lib/inquiry/register.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { everyone } = await parent();
  const { db } = locals.house.store;
  return {
    waiting: everyone && (await waitingAfter(db, params.inquiry, 'everyone', everyone.number)),
    heard: everyone && (await readHeard(db, params.inquiry, locals.lang)),
  };
};
