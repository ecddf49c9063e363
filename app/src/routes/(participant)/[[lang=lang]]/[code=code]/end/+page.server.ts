import { redirect } from '@sveltejs/kit';
import { listPutStatements } from '#lib/entry/data.server.ts';
import { roomPlace } from '#lib/entry/roomPlace.ts';
import { readOwnComment } from '#lib/questions/everyone/comments/data.server.ts';
import { readOwnGains } from '#lib/questions/gains/data.server.ts';
import { readOwnWork } from '#lib/questions/work/data.server.ts';
import { ownRoomOf } from '../../../room.server.ts';
import { offersTrials } from '../../../trials.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const room = await ownRoomOf(event);
  const { db, inquiry, own, base, code, secret } = room;
  const state = await event.locals.house.rooms.state(code);
  const seance = state?.seance;
  const looked = event.url.searchParams.has('look');
  if (looked && seance && seance.kind !== 'close') redirect(303, `${base}/vote`);
  const statements = await listPutStatements(db, inquiry.id);
  const { statement } = seance ?? {};
  return {
    inquiry: inquiry.id,
    open: inquiry.state === 'open',
    until: inquiry.days?.to,
    answers: own.votes.size,
    work: inquiry.questions.includes('work')
      ? { said: (await readOwnWork(db, inquiry.id, secret)) !== undefined }
      : undefined,
    gains: inquiry.questions.includes('gains')
      ? { said: (await readOwnGains(db, inquiry.id, secret)) !== undefined }
      : undefined,
    trials: await offersTrials(room),
    added: (await readOwnComment(db, inquiry.id, secret)) !== undefined,
    told: (await readOwnComment(db, inquiry.id, secret, 'practice')) !== undefined,
    left: seance ? 0 : statements.filter(({ id, voting }) => voting && !own.votes.has(id)).length,
    place: roomPlace(state),
    looked,
    seance: seance && {
      over: seance.kind === 'close',
      asks: statement?.open === true && !own.votes.has(statement.id),
    },
  };
};
