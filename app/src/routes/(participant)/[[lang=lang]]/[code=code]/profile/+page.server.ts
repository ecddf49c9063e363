import { fail, redirect } from '@sveltejs/kit';
import { ballotCookieName, ballotCookieOptions } from '#lib/entry/ballotCookie.ts';
import { readOwnBallot } from '#lib/entry/data.server.ts';
import { join } from '#lib/entry/mutations.server.ts';
import { joining } from '../../../limits.server.ts';
import { type Room, roomOf, today } from '../../../room.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const room = await roomOf(event);
  await sendOnwards(room);
  return { attributes: room.inquiry.attributes };
};

export const actions: Actions = {
  async default(event) {
    const room = await roomOf(event);
    await sendOnwards(room);
    const { inquiry } = room;
    const given = await event.request.formData();
    const profile = Object.fromEntries(
      inquiry.attributes.map(({ key }) => [key, String(given.get(`profile-${key}`) ?? '')]),
    );
    if (!joining.allow(room.code, Date.now())) return fail(429, { refused: 'busy' } as const);
    const drawn = await join(room.db, { inquiry: inquiry.id, profile, day: today() });
    if (drawn === 'closed') return fail(409, { refused: 'closed' } as const);
    event.cookies.set(
      ballotCookieName(inquiry.id, room.secure),
      drawn.secret,
      ballotCookieOptions(room.secure, room.kiosk),
    );
    event.locals.house.rooms.seen(room.code, drawn.secret);
    redirect(303, `${room.base}/vote`);
  },
};

/**
 * A profile is given once, when the ballot is drawn, and only where the entry mode may use it; where cards
 * are given out, at the door, with the card.
 */
async function sendOnwards({ db, inquiry, secret, base }: Room): Promise<void> {
  if (inquiry.entry === 'open' || inquiry.entry === 'codes' || inquiry.attributes.length === 0) {
    redirect(303, base);
  }
  if (secret !== undefined && (await readOwnBallot(db, inquiry.id, secret))) redirect(303, `${base}/vote`);
}
