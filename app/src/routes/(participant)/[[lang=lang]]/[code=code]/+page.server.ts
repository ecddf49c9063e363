import { minimum } from '@abord/release';
import { fail, type RequestEvent, redirect } from '@sveltejs/kit';
import { ballotCookieName, ballotCookieOptions, isBallotSecret } from '#lib/entry/ballotCookie.ts';
import { cardCodeOf } from '#lib/entry/codes/cardCode.ts';
import { cardCookie } from '#lib/entry/codes/cardCookie.ts';
import { joinByCard } from '#lib/entry/codes/mutations.server.ts';
import { readOwnBallot } from '#lib/entry/data.server.ts';
import type { AtDoorOutcome } from '#lib/entry/joinOnce.ts';
import { join } from '#lib/entry/mutations.server.ts';
import { ENOUGH } from '#lib/entry/token/data.server.ts';
import { joinByToken, openDoor } from '#lib/entry/token/mutations.server.ts';
import { tokenIn } from '#lib/entry/token/tokenIn.ts';
import { firstReaders } from '#lib/host/team/data.server.ts';
import { asksDebate } from '#lib/inquiry/asksDebate.ts';
import { foreseen } from '#lib/inquiry/foreseen.ts';
import { randomId } from '#lib/store/randomId.ts';
import { cameIn } from '../../cameIn.server.ts';
import { joining, trying } from '../../limits.server.ts';
import { type Room, roomOf, today } from '../../room.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const room = await roomOf(event);
  // The first screen of a shared device is always the next person's.
  if (room.kiosk) {
    event.cookies.delete(ballotCookieName(room.inquiry.id, room.secure), ballotCookieOptions(room.secure));
  }
  const { inquiry } = room;
  const card = inquiry.entry === 'codes';
  const token = inquiry.entry === 'token';
  if (card && inquiry.state === 'open') offerKey(event, room);
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
      keepMonths: inquiry.keepMonths,
      erasedDay: inquiry.erasedDay,
    },
    foreseen: foreseen(inquiry),
    readers: await firstReaders(event.locals.house.roster?.db, inquiry.id),
    card,
    ...(token && {
      token: {
        door: await isDoorOpen(event, room),
        enough: ENOUGH,
        // Drawn for this page: its form sent twice leads to one ballot, without a cookie that a draw could bear.
        key: randomId('secret'),
      },
    }),
    // Asked on this page, with the card or the token.
    attributes: card || token ? inquiry.attributes : [],
    asksProfile: inquiry.entry !== 'open' && inquiry.attributes.length > 0,
    known: Boolean(known),
    asksWork: inquiry.questions.includes('work'),
    asksGains: inquiry.questions.includes('gains'),
    asksDebate: asksDebate(inquiry.questions),
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
    if (inquiry.entry === 'codes') return enterByCard(event, room);
    if (inquiry.entry === 'token') return enterByToken(event, room);
    if (!joining.allow(room.code, Date.now())) return fail(429, { refused: 'busy' } as const);
    const drawn = await join(db, { inquiry: inquiry.id, day: today() });
    if (drawn === 'closed') return fail(409, { refused: 'closed' } as const);
    return enter(event, room, drawn.secret);
  },
};

/** Gives the browser the key with which it tries cards; on a shared device everybody gets another. */
function offerKey({ cookies }: Pick<RequestEvent, 'cookies'>, room: Room): void {
  const { name, options } = cardCookie(room.inquiry.id, room.secure);
  if (room.kiosk || !isBallotSecret(cookies.get(name) ?? '')) {
    cookies.set(name, randomId('secret'), options);
  }
}

async function enterByCard(event: RequestEvent, room: Room) {
  const { inquiry } = room;
  const { name, options } = cardCookie(inquiry.id, room.secure);
  const form = await event.request.formData();
  const code = cardCodeOf(String(form.get('card') ?? ''));
  if (code === undefined) return fail(400, { refused: 'shape' } as const);
  const key = event.cookies.get(name);
  if (key === undefined || !isBallotSecret(key)) return fail(400, { refused: 'expired' } as const);
  if (!trying.allow(`${room.code} ${key}`, Date.now())) return fail(429, { refused: 'tries' } as const);
  if (!joining.allow(room.code, Date.now())) return fail(429, { refused: 'busy' } as const);
  const profile = profileIn(form, room);
  const drawn = await joinByCard(room.db, { inquiry: inquiry.id, code, key, profile, day: today() });
  if (typeof drawn !== 'string') event.cookies.delete(name, options);
  return enterBy(event, room, drawn, 'card');
}

/** With a token, or with the card of somebody who could not draw one. */
async function enterByToken(event: RequestEvent, room: Room) {
  const { inquiry, db } = room;
  const form = await event.request.formData();
  const text = (name: string) => String(form.get(name) ?? '');
  const code = cardCodeOf(text('card'));
  const token = tokenIn(text('token'));
  const key = text('key');
  if (!isBallotSecret(key)) return fail(400, { refused: 'expired' } as const);
  if (text('card') !== '' ? code === undefined : token === undefined) {
    return fail(400, { refused: text('card') !== '' ? 'shape' : 'token-shape' } as const);
  }
  if (!joining.allow(room.code, Date.now())) return fail(429, { refused: 'busy' } as const);
  const entry = { inquiry: inquiry.id, key, profile: profileIn(form, room), day: today() };
  return code === undefined
    ? enterBy(event, room, await joinByToken(db, { ...entry, token: token! }), 'token')
    : enterBy(event, room, await joinByCard(db, { ...entry, code }), 'card');
}

async function enterBy(event: RequestEvent, room: Room, drawn: AtDoorOutcome, by: 'card' | 'token') {
  if (drawn === 'closed') return fail(409, { refused: 'closed' } as const);
  if (drawn === 'shut') return fail(409, { refused: 'shut' } as const);
  if (drawn === 'refused') return fail(404, { refused: by } as const);
  return enter(event, room, drawn.secret);
}

function profileIn(form: FormData, { inquiry }: Room): Record<string, string> {
  return Object.fromEntries(
    inquiry.attributes.map(({ key }) => [key, String(form.get(`profile-${key}`) ?? '')]),
  );
}

/** Looked up while it is shut alone: a node that was killed after the tenth draw keeps nobody out. */
async function isDoorOpen({ locals }: RequestEvent, { db, inquiry }: Room): Promise<boolean> {
  if (inquiry.doorOpen) return true;
  const { roster } = locals.house;
  return inquiry.state === 'open' && roster !== undefined && openDoor(roster.db, db, inquiry.id);
}

/** The browser keeps its ballot's secret, and goes to the first question; while a séance is live, into the room. */
async function enter(event: RequestEvent, room: Room, secret: string): Promise<never> {
  event.cookies.set(
    ballotCookieName(room.inquiry.id, room.secure),
    secret,
    ballotCookieOptions(room.secure, room.kiosk),
  );
  await cameIn(event, room);
  const { rooms } = event.locals.house;
  rooms.seen(room.code, secret);
  const { questions } = room.inquiry;
  const live = Boolean((await rooms.state(room.code))?.seance);
  const first = questions.includes('work') ? 'work' : asksDebate(questions) ? 'vote' : 'gains';
  redirect(303, `${room.base}/${live ? 'vote' : first}`);
}
