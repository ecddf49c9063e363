import { readActs } from '#lib/host/log/data.server.ts';
import { listTeam } from '#lib/host/team/data.server.ts';
import { readInquiry } from '#lib/inquiry/data.server.ts';
import type { PageServerLoad } from './$types';

/** Lines on one page. */
const MOST = 100;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { roster, store } = locals.house;
  const before = Number(url.searchParams.get('before') ?? '');
  const acts = roster
    ? await readActs(roster.db, {
        inquiry: params.inquiry,
        most: MOST + 1,
        ...(Number.isSafeInteger(before) && before > 0 && { before }),
      })
    : [];
  return {
    accounts: roster !== undefined,
    acts: acts.slice(0, MOST),
    older: acts.length > MOST ? acts[MOST - 1]?.number : undefined,
    team: roster ? await listTeam(roster.db, params.inquiry) : [],
    draft: (await readInquiry(store.db, params.inquiry))?.state === 'draft',
  };
};
