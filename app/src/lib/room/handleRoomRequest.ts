import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { ballotSecretIn } from '#lib/entry/ballotCookie.ts';
import { endOnceRead } from '#lib/entry/endOnceRead.ts';
import { roomCodeOf } from '#lib/entry/roomCode.ts';
import type { Guide } from '#lib/questions/everyone/next.server.ts';
import { faultText } from '#lib/store/faultText.ts';
import type { Store } from '#lib/store/openStore.ts';
import { castVote } from './castVote.ts';
import type { Rooms } from './rooms.ts';

/** Signs of an event's id, at most; ours have thirteen. */
const LONGEST_ID = 64;

const VOTE = /^\/-\/vote(?:\?|$)/;
const ROOM = /^\/-\/room\/([^/?]{1,64})(\/events)?(?:\?|$)/;

/** Is this request one of those that the room answers itself? */
export function isRoomRequest(url: string): boolean {
  return url.startsWith('/-/room/') || VOTE.test(url);
}

/** What the room needs of the house, and whether the request came by https. */
export interface RoomHouse {
  readonly store: Store;
  readonly rooms: Rooms;
  readonly guide: Pick<Guide, 'next'>;
  readonly secure: boolean;
  /** Is there place for one more stream? */
  hasPlace(): boolean;
}

/**
 * What phones, the wall and the console ask of a room without a page: `POST /-/vote`, `GET /-/room/CODE`
 * (what the room may know, as JSON) and `GET /-/room/CODE/events` (the same at each change, as server-sent
 * events). Whoever asks has been found not to be foreign.
 */
export async function handleRoomRequest(
  request: IncomingMessage,
  response: ServerResponse,
  house: RoomHouse,
): Promise<void> {
  try {
    await answer(request, response, house);
  } catch (error) {
    console.error(`${request.method} ${request.url?.split('?')[0]}: ${faultText(error)}`);
    if (response.headersSent) response.destroy();
    else send(response, 503, { outcome: 'not-stored' }, { 'retry-after': '2' });
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, house: RoomHouse): Promise<void> {
  const url = request.url ?? '';
  const voting = VOTE.test(url);
  const allowed = voting ? 'POST' : 'GET';
  if (request.method !== allowed) {
    return send(response, 405, { outcome: 'malformed' }, { allow: allowed, connection: 'close' });
  }
  if (voting) {
    const { status, retryAfter, ...told } = await castVote(request, house);
    return send(response, status, told, {
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
      // What is left of a body that is too large is not waited for.
      ...(!request.complete && { connection: 'close' }),
    });
  }
  const [, typed = '', events] = ROOM.exec(url) ?? [];
  const code = roomCodeOf(typed);
  const inquiry = code && (await house.rooms.inquiry(code));
  if (!code || !inquiry) return send(response, 404, { outcome: 'unknown-room' });
  if (!events) return send(response, 200, (await house.rooms.state(code))!);

  // Every event tells everything: whatever the last one was that came through, the next is enough.
  const last = request.headers['last-event-id'] ?? '';
  if (last.length > LONGEST_ID) return send(response, 400, { outcome: 'malformed' });
  if (!house.hasPlace()) return send(response, 503, { outcome: 'busy' }, { 'retry-after': '5' });
  response.removeHeader('transfer-encoding');
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
  const visitor = ballotSecretIn(request.headers.cookie, inquiry, house.secure);
  return house.rooms.stream(code, response, visitor);
}

function send(response: ServerResponse, status: number, body: object, more: OutgoingHttpHeaders = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...more });
  endOnceRead(response, JSON.stringify(body));
}
