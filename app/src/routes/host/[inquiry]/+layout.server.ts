import { error } from '@sveltejs/kit';
import { hatFor, rules } from '#lib/host/access/rights.ts';
import { countWaiting } from '#lib/host/statements/data.server.ts';
import { readInquiry } from '#lib/inquiry/data.server.ts';
import { countComments } from '#lib/questions/everyone/comments/data.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, params }) => {
  const { db } = locals.house.store;
  const inquiry = await readInquiry(db, params.inquiry);
  if (!inquiry) error(404);
  const moderates = locals.hats.includes('moderator');
  return {
    inquiry,
    /** Routes of an inquiry that whoever asks may see. */
    open: Object.keys(rules).filter((route) => hatFor({ route }, locals.hats) !== undefined),
    // How much waits is known to those alone who read it.
    waiting: moderates ? await countWaiting(db, inquiry.id) : 0,
    comments: moderates ? (await countComments(db, inquiry.id)).waiting : 0,
  };
};
