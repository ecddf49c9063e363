import { waitingAfter } from '#lib/inquiry/register.server.ts';
import { sectorExamples } from '#lib/questions/work/sectorExamples.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { work } = await parent();
  return {
    waiting: work && (await waitingAfter(locals.house.store.db, params.inquiry, 'work', work.number)),
    examples: work ? sectorExamples(work.release) : [],
  };
};
