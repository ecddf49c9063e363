import { error } from '@sveltejs/kit';
import { inquiryByCode, readInquiry } from '#lib/inquiry/data.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, params }) => {
  const { db } = locals.house.store;
  const id = await inquiryByCode(db, params.code);
  const inquiry = id === undefined ? undefined : await readInquiry(db, id);
  if (!inquiry) error(404);
  const { title, organisation, state } = inquiry;
  return { announced: { id: inquiry.id, code: params.code, title, organisation, state } };
};
