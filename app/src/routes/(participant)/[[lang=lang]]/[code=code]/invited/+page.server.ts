import { redirect } from '@sveltejs/kit';
import { ENOUGH, readTokenKey } from '#lib/entry/token/data.server.ts';
import { roomOf } from '../../../room.server.ts';
import type { PageServerLoad } from './$types';

/** The same page for everybody: who is invited stands behind the # of the address, and never comes here. */
export const load: PageServerLoad = async (event) => {
  const { db, code, inquiry, base } = await roomOf(event);
  if (inquiry.entry !== 'token') redirect(303, base);
  const key = await readTokenKey(db, inquiry.id);
  return {
    code,
    inquiry: inquiry.id,
    title: inquiry.title,
    organisation: inquiry.organisation,
    state: inquiry.state,
    key: key && JSON.stringify(key.publicKey),
    address: `${event.url.host}/${code}`,
    enough: ENOUGH,
  };
};
