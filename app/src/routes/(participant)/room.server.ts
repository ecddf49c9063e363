import { error, type RequestEvent, redirect } from '@sveltejs/kit';
import { ballotCookieName, isBallotSecret } from '#lib/entry/ballotCookie.ts';
import { type OwnBallot, readOwnBallot } from '#lib/entry/data.server.ts';
import { kioskCookie } from '#lib/entry/kioskCookie.ts';
import { type Inquiry, inquiryByCode, readInquiry } from '#lib/inquiry/data.server.ts';
import type { Database } from '#lib/store/schema.ts';

type Event = Pick<RequestEvent, 'locals' | 'cookies' | 'url'> & {
  readonly params: { readonly code: string; readonly lang?: 'fr' | 'en' | undefined };
};

/** A room as one browser comes to it. */
export interface Room {
  readonly db: Database;
  readonly code: string;
  readonly inquiry: Inquiry;
  /** The address under which the room's pages lie, in the language that the visitor chose. */
  readonly base: string;
  readonly secure: boolean;
  /** The device is shared: nothing stays on it. */
  readonly kiosk: boolean;
  /** What the browser's cookie holds, where it can be a ballot's secret. */
  readonly secret: string | undefined;
}

/** The room of this code; 404 where there is none. */
export async function roomOf(event: Event): Promise<Room> {
  const { db } = event.locals.house.store;
  const { code } = event.params;
  const id = await inquiryByCode(db, code);
  const inquiry = id === undefined ? undefined : await readInquiry(db, id);
  if (!inquiry) error(404);
  const secure = event.url.protocol === 'https:';
  const secret = event.cookies.get(ballotCookieName(inquiry.id, secure));
  return {
    db,
    code,
    inquiry,
    base: baseOf(event.params),
    secure,
    kiosk: isKiosk(event),
    secret: secret !== undefined && isBallotSecret(secret) ? secret : undefined,
  };
}

export type OwnRoom = Room & { readonly secret: string; readonly own: OwnBallot };

/** The room and the visitor's ballot in it; who has none is sent to the door. */
export async function ownRoomOf(event: Event): Promise<OwnRoom> {
  const room = await roomOf(event);
  const own = room.secret && (await readOwnBallot(room.db, room.inquiry.id, room.secret));
  if (!room.secret || !own) redirect(303, room.base);
  return { ...room, secret: room.secret, own };
}

export function baseOf(params: Event['params']): string {
  return `${params.lang ? `/${params.lang}` : ''}/${params.code}`;
}

export function isKiosk({ cookies, params, url }: Pick<Event, 'cookies' | 'params' | 'url'>): boolean {
  return cookies.get(kioskCookie(params.code, url.protocol === 'https:').name) === '1';
}

/** Today's ISO date: all that is kept of when somebody comes in. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
