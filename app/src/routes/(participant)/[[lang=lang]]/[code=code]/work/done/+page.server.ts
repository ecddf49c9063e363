import { minimumBehind } from '@abord/release';
import { redirect } from '@sveltejs/kit';
import { listPutStatements } from '#lib/entry/data.server.ts';
import { jobName } from '#lib/questions/work/jobName.ts';
import { workRoomOf } from '../../../../work.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { db, inquiry, said, base, own } = await workRoomOf(event);
  if (!said) redirect(303, `${base}/work`);
  const statements = await listPutStatements(db, inquiry.id);
  return {
    said,
    job: jobName(event.locals.house.references, said, event.locals.lang),
    byJob: inquiry.entry !== 'open',
    least: minimumBehind('heard', 'inside', inquiry.figureMinimum),
    votes: statements.some(({ id, voting }) => voting && !own.votes.has(id)),
  };
};
