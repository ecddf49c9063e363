import { fail, redirect } from '@sveltejs/kit';
import { ballotCookieName, ballotCookieOptions } from '#lib/entry/ballotCookie.ts';
import { readOwnBallot } from '#lib/entry/data.server.ts';
import { secretOf } from '#lib/entry/returnPhrase.ts';
import { returning } from '../../../limits.server.ts';
import { roomOf } from '../../../room.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { db, inquiry, secret } = await roomOf(event);
  return { other: secret !== undefined && (await readOwnBallot(db, inquiry.id, secret)) !== undefined };
};

export const actions: Actions = {
  async default(event) {
    const room = await roomOf(event);
    const { inquiry, db, base } = room;
    const secret = secretOf(String((await event.request.formData()).get('phrase') ?? ''));
    // What she typed does not come back on the page: it opens all her answers.
    if (secret === undefined) return fail(400, { fault: 'shape' } as const);
    if (!(await readOwnBallot(db, inquiry.id, secret))) {
      const allowed = returning.allow(room.code, Date.now());
      return allowed ? fail(404, { fault: 'unknown' } as const) : fail(429, { fault: 'wait' } as const);
    }
    event.cookies.set(
      ballotCookieName(inquiry.id, room.secure),
      secret,
      ballotCookieOptions(room.secure, room.kiosk),
    );
    redirect(303, `${base}/mine`);
  },
};
