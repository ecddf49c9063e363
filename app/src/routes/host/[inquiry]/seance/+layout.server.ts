import { error } from '@sveltejs/kit';
import { readInquiry } from '#lib/inquiry/data.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, params }) => {
  const inquiry = await readInquiry(locals.house.store.db, params.inquiry);
  if (!inquiry) error(404);
  const { id, title, state, code } = inquiry;
  return { room: { id, title, open: state === 'open', ...(code !== undefined && { code }) } };
};
