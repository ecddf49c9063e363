import { minimumBehind } from '@abord/release';
import { error } from '@sveltejs/kit';
import { listSignedPractices } from '#lib/questions/everyone/comments/data.server.ts';
import { readCommentsRelease } from '#lib/questions/everyone/comments/release.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { inquiry } = await parent();
  // Where nobody joins, nobody tells anything.
  if (!inquiry.joined) error(404);
  const { db } = locals.house.store;
  return {
    unsigned: await readCommentsRelease(db, params.inquiry, 'practice'),
    signed: await listSignedPractices(db, params.inquiry),
    least: minimumBehind('comments', 'inside', inquiry.figureMinimum),
  };
};
