import { readLog } from '#lib/host/statements/data.server.ts';
import { readCommentLog } from '#lib/questions/everyone/comments/data.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  log: await readLog(locals.house.store.db, params.inquiry),
  comments: await readCommentLog(locals.house.store.db, params.inquiry),
});
