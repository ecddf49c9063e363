import { error } from '@sveltejs/kit';
import { readInquiry } from '#lib/inquiry/data.server.ts';
import { readDossier } from '#lib/inquiry/dossier/data.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { db } = locals.house.store;
  const inquiry = await readInquiry(db, params.inquiry);
  if (!inquiry) error(404);
  return {
    dossier: await readDossier(locals.house, inquiry),
    today: new Date().toISOString().slice(0, 10),
  };
};
