import { redirect } from '@sveltejs/kit';
import { ballotCookieName, ballotCookieOptions } from '#lib/entry/ballotCookie.ts';
import { listOwnStatements, listPutStatements } from '#lib/entry/data.server.ts';
import { eraseBallot, eraseStatement, eraseVote } from '#lib/entry/mutations.server.ts';
import { returnPhrase } from '#lib/entry/returnPhrase.ts';
import { readOwnComment } from '#lib/questions/everyone/comments/data.server.ts';
import { readOwnGains } from '#lib/questions/gains/data.server.ts';
import { eraseGains } from '#lib/questions/gains/mutations.server.ts';
import { readOwnWork } from '#lib/questions/work/data.server.ts';
import { jobName } from '#lib/questions/work/jobName.ts';
import { eraseWork } from '#lib/questions/work/mutations.server.ts';
import { ownRoomOf, roomOf } from '../../../room.server.ts';
import { keepTimers, offersTrials } from '../../../trials.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  if (searchParams.has('gone')) {
    const { inquiry } = await roomOf(event);
    return { gone: true as const, entry: inquiry.entry, open: inquiry.state === 'open' };
  }
  const room = await ownRoomOf(event);
  const { inquiry, db } = room;
  const statements = await listPutStatements(db, inquiry.id);
  const work = await readOwnWork(db, inquiry.id, room.secret);
  return {
    gone: false as const,
    open: inquiry.state === 'open',
    until: inquiry.days?.to,
    answered: statements.flatMap((statement) => {
      const value = room.own.votes.get(statement.id);
      return value === undefined ? [] : [{ ...statement, value }];
    }),
    wrote: await listOwnStatements(db, inquiry.id, room.secret),
    comment: await readOwnComment(db, inquiry.id, room.secret),
    asksWork: inquiry.questions.includes('work'),
    work: work && { said: work, job: jobName(event.locals.house.references, work, event.locals.lang) },
    asksGains: inquiry.questions.includes('gains'),
    gains: await readOwnGains(db, inquiry.id, room.secret),
    trials: await offersTrials(room),
    practice: await readOwnComment(db, inquiry.id, room.secret, 'practice'),
    phrase: returnPhrase(room.secret),
    erased: searchParams.get('erased'),
    sure: searchParams.has('sure'),
  };
};

export const actions: Actions = {
  async vote(event) {
    const { db, inquiry, secret, base } = await ownRoomOf(event);
    const statement = statementIn(await event.request.formData());
    await eraseVote(db, { inquiry: inquiry.id, secret, statement });
    event.locals.house.rooms.changed(inquiry.id);
    redirect(303, `${base}/mine?erased=vote`);
  },
  async words(event) {
    const { db, inquiry, secret, base } = await ownRoomOf(event);
    const id = statementIn(await event.request.formData());
    await eraseStatement(db, { inquiry: inquiry.id, secret, id });
    event.locals.house.rooms.changed(inquiry.id);
    redirect(303, `${base}/mine?erased=words`);
  },
  async work(event) {
    const { db, inquiry, secret, base } = await ownRoomOf(event);
    await eraseWork(db, inquiry.id, secret);
    redirect(303, `${base}/mine?erased=work`);
  },
  async gains(event) {
    const { db, inquiry, secret, base } = await ownRoomOf(event);
    await eraseGains(db, inquiry.id, secret);
    redirect(303, `${base}/mine?erased=gains`);
  },
  async everything(event) {
    const room = await ownRoomOf(event);
    const { db, inquiry, secret, secure, base } = room;
    await eraseBallot(db, inquiry.id, secret);
    event.cookies.delete(ballotCookieName(inquiry.id, secure), ballotCookieOptions(secure));
    keepTimers(event, room, []);
    event.locals.house.rooms.changed(inquiry.id);
    redirect(303, `${base}/mine?gone`);
  },
};

/** The statement that a form names; nothing where it can be no statement's id. */
function statementIn(form: FormData): string {
  const id = String(form.get('statement') ?? '');
  return /^[\w.~-]{1,64}$/.test(id) ? id : '';
}
