import { listInquiries } from '#lib/inquiry/data.server.ts';
import { placeOf } from '../placeOf.ts';
import { readEveryone } from '../readEveryone.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { db } = locals.house.store;
  // What is being prepared is its host's alone.
  const inquiries = (await listInquiries(db)).filter(({ state }) => state !== 'draft');
  return {
    stories: await Promise.all(
      inquiries.map(async (inquiry) => ({
        id: inquiry.id,
        title: inquiry.title,
        simulated: inquiry.simulated,
        place: placeOf(inquiry, locals.lang),
        everyone: (await readEveryone(db, inquiry.id, locals.lang))?.answer,
      })),
    ),
  };
};
