import { readOwnFile } from '#lib/entry/ownFile.server.ts';
import { ownRoomOf } from '../../../../room.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { db, inquiry, secret } = await ownRoomOf(event);
  return {
    inquiry: { id: inquiry.id, title: inquiry.title, organisation: inquiry.organisation },
    own: await readOwnFile(db, inquiry, secret),
  };
};
