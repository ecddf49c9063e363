import { newSetupLink } from '#lib/host/access/mutations.server.ts';
import { countWaiting } from '#lib/host/statements/data.server.ts';
import { listInquiries } from '#lib/inquiry/data.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { today } from './today.ts';

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

export const actions: Actions = {
  /** A link for another device: said this once. */
  async link({ locals, url }) {
    const token = await newSetupLink(locals.house.store.db, today());
    return { link: new URL(`/host/enter/${token}`, locals.house.settings.publicUrl ?? url).href };
  },
};
