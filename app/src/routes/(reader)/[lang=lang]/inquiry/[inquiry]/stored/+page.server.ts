import { error } from '@sveltejs/kit';
import { readInquiry } from '#lib/inquiry/data.server.ts';
import { storedText } from '#lib/inquiry/dossier/storedText.ts';
import { keptUntil } from '#lib/inquiry/keeping/keptUntil.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const inquiry = await readInquiry(locals.house.store.db, params.inquiry);
  if (!inquiry) error(404);
  return {
    groups: storedText(locals.lang),
    roster: locals.house.roster !== undefined,
    closed: inquiry.state === 'closed',
    months: inquiry.keepMonths,
    until: keptUntil(inquiry),
    erased: inquiry.erasedDay,
  };
};
