import { countWaiting } from '#lib/host/statements/data.server.ts';
import { listInquiries } from '#lib/inquiry/data.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { db } = locals.house.store;
  const inquiries = (await listInquiries(db)).filter(({ code }) => code !== undefined);
  return {
    inquiries: await Promise.all(
      inquiries.map(async ({ id, title, state, code }) => ({
        id,
        title,
        state,
        code,
        waiting: await countWaiting(db, id),
      })),
    ),
  };
};
