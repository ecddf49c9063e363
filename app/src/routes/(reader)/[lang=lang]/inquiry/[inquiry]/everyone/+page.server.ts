import { minimumBehind } from '@abord/release';
import { readHeard } from '#lib/inquiry/heard/data.server.ts';
import { waitingAfter } from '#lib/inquiry/register.server.ts';
import { readCommentsRelease } from '#lib/questions/everyone/comments/release.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { everyone, inquiry } = await parent();
  const { db } = locals.house.store;
  return {
    waiting: everyone && (await waitingAfter(db, params.inquiry, 'everyone', everyone.number)),
    heard: everyone && (await readHeard(db, params.inquiry, locals.lang)),
    // Where nobody joins, nobody adds anything.
    comments: inquiry.joined
      ? { release: (await readCommentsRelease(db, params.inquiry, 'comment'))?.release }
      : undefined,
    least: minimumBehind('comments', 'inside', inquiry.figureMinimum),
  };
};
