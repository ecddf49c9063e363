import { error } from '@sveltejs/kit';
import { countWaiting } from '#lib/host/statements/data.server.ts';
import { readInquiry } from '#lib/inquiry/data.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, params }) => {
  const { db } = locals.house.store;
  const inquiry = await readInquiry(db, params.inquiry);
  if (!inquiry) error(404);
  return { inquiry, waiting: await countWaiting(db, inquiry.id) };
};
