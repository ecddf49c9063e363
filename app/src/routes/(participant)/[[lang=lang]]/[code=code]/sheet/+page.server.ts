import { listPutStatements } from '#lib/entry/data.server.ts';
import { roomOf } from '../../../room.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { db, inquiry } = await roomOf(event);
  return { title: inquiry.title, statements: await listPutStatements(db, inquiry.id) };
};
