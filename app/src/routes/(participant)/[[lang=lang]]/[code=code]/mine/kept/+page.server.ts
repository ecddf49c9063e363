import { readOwnFile } from '#lib/entry/ownFile.server.ts';
import { jobName } from '#lib/questions/work/jobName.ts';
import { ownRoomOf } from '../../../../room.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { db, inquiry, secret } = await ownRoomOf(event);
  const own = await readOwnFile(db, inquiry, secret);
  return {
    inquiry: { id: inquiry.id, title: inquiry.title, organisation: inquiry.organisation },
    own,
    job: own?.work && jobName(event.locals.house.references, own.work, event.locals.lang),
  };
};
