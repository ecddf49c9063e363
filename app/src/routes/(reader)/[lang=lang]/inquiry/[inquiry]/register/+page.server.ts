import { countCards } from '#lib/entry/codes/data.server.ts';
import { ENOUGH, readTokenKey } from '#lib/entry/token/data.server.ts';
import { readRegister } from '#lib/inquiry/register.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { db } = locals.house.store;
  const key = await readTokenKey(db, params.inquiry);
  return {
    register: await readRegister(db, params.inquiry),
    ...(key && {
      token: {
        groups: key.fingerprint.split(' '),
        enough: ENOUGH,
        cards: (await countCards(db, params.inquiry)).made,
      },
    }),
  };
};
