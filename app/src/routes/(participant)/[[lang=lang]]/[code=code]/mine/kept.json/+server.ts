import { redirect } from '@sveltejs/kit';
import { readOwnFile } from '#lib/entry/ownFile.server.ts';
import { ownRoomOf } from '../../../../room.server.ts';
import type { RequestHandler } from './$types';

/** What is kept under the secret of this browser, as a file for its holder; never on a device that is shared. */
export const GET: RequestHandler = async (event) => {
  const { db, inquiry, secret, base, code, kiosk } = await ownRoomOf(event);
  const own = kiosk ? undefined : await readOwnFile(db, inquiry, secret);
  if (!own) redirect(303, `${base}/mine`);
  const { id, title, organisation } = inquiry;
  const file = { format: 1, inquiry: { id, title, organisation }, ...own };
  return new Response(`${JSON.stringify(file, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="abord-${code}.json"`,
      'cache-control': 'no-store',
      vary: 'cookie',
    },
  });
};
