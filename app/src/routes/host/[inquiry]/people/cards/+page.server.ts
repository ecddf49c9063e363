import { countPeople, listPeople } from '#lib/entry/roster/data.server.ts';
import { roomAddress } from '../../../../wall/roomAddress.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { roster, settings } = locals.house;
  const { typed, choices } = roomAddress(url, settings.publicUrl);
  if (!roster) return { cardless: 0, carded: 0, typed, choices };
  const { cardless } = await countPeople(roster.db, params.inquiry);
  const carded = (await listPeople(roster.db, params.inquiry)).filter(
    ({ email, card }) => email === null && card,
  );
  return { cardless, carded: carded.length, typed, choices };
};
