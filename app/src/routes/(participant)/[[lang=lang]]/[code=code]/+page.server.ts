import { minimum } from '@abord/release';
import { fail, redirect } from '@sveltejs/kit';
import { ballotCookieName, ballotCookieOptions } from '#lib/entry/ballotCookie.ts';
import { readOwnBallot } from '#lib/entry/data.server.ts';
import { join } from '#lib/entry/mutations.server.ts';
import { foreseen } from '#lib/inquiry/foreseen.ts';
import { joining } from '../../limits.server.ts';
import { roomOf, today } from '../../room.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const room = await roomOf(event);
  // The first screen of a shared device is always the next person's.
  if (room.kiosk) {
    event.cookies.delete(ballotCookieName(room.inquiry.id, room.secure), ballotCookieOptions(room.secure));
  }
  const { inquiry } = room;
  const known =
    !room.kiosk && room.secret !== undefined && (await readOwnBallot(room.db, inquiry.id, room.secret));
  return {
    inquiry: {
      title: inquiry.title,
      organisation: inquiry.organisation,
      state: inquiry.state,
      // A day that is past says nothing of when it opens.
      opens: inquiry.days && inquiry.days.from > today() ? inquiry.days.from : undefined,
      id: inquiry.id,
    },
    foreseen: foreseen(inquiry),
    asksProfile: inquiry.entry !== 'open' && inquiry.attributes.length > 0,
    known: Boolean(known),
    floor: minimum.floor,
  };
};

export const actions: Actions = {
  async default(event) {
    const room = await roomOf(event);
    const { inquiry, db, base } = room;
    if (!room.kiosk && room.secret !== undefined && (await readOwnBallot(db, inquiry.id, room.secret))) {
      redirect(303, `${base}/vote`);
    }
    if (inquiry.state === 'open' && inquiry.entry !== 'open' && inquiry.attributes.length > 0) {
      redirect(303, `${base}/profile`);
    }
    if (!joining.allow(room.code, Date.now())) return fail(429, { refused: 'busy' } as const);
    const drawn = await join(db, { inquiry: inquiry.id, profile: {}, day: today() });
    if (drawn === 'closed') return fail(409, { refused: 'closed' } as const);
    event.cookies.set(
      ballotCookieName(inquiry.id, room.secure),
      drawn.secret,
      ballotCookieOptions(room.secure, room.kiosk),
    );
    event.locals.house.rooms.seen(room.code, drawn.secret);
    redirect(303, `${base}/vote`);
  },
};
