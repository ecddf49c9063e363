import { listPutStatements } from '#lib/entry/data.server.ts';
import { ownRoomOf } from '../../../room.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { db, inquiry, own } = await ownRoomOf(event);
  const statements = await listPutStatements(db, inquiry.id);
  return {
    inquiry: inquiry.id,
    open: inquiry.state === 'open',
    until: inquiry.days?.to,
    answers: own.votes.size,
    left: statements.filter(({ id, voting }) => voting && !own.votes.has(id)).length,
  };
};
