import { redirect } from '@sveltejs/kit';
import { qr } from '#lib/entry/qr.ts';
import { readTokenKey } from '#lib/entry/token/data.server.ts';
import { roomAddress } from '../../../../wall/roomAddress.ts';
import { roomOf } from '../../../room.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { db, code, inquiry, base } = await roomOf(event);
  if (inquiry.entry !== 'token') redirect(303, base);
  const key = await readTokenKey(db, inquiry.id);
  const { origin } = roomAddress(event.url, event.locals.house.settings.publicUrl);
  return {
    title: inquiry.title,
    code,
    print: key && {
      groups: key.fingerprint.split(' '),
      qr: qr(`${origin}/${code}/invited#.${key.fingerprint.replaceAll(' ', '')}`),
    },
  };
};
