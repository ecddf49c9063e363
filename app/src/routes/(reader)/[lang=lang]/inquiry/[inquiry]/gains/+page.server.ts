import { waitingAfter } from '#lib/inquiry/register.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const said = (await parent()).gains?.said;
  return {
    waiting: said && (await waitingAfter(locals.house.store.db, params.inquiry, 'gains', said.number)),
  };
};
