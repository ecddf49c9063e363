import type { IncomingMessage, ServerResponse } from 'node:http';
import * as v from 'valibot';
import { faultText } from '#lib/store/faultText.ts';
import type { Roster } from '#lib/store/openRoster.ts';
import type { Store } from '#lib/store/openStore.ts';
import { attempts } from '../attempts.ts';
import { endOnceRead } from '../endOnceRead.ts';
import { jsonBody } from '../jsonBody.ts';
import { roomCodeOf } from '../roomCode.ts';
import { drawSchema } from './drawSchema.ts';
import { drawToken, openDoor } from './mutations.server.ts';
import type { TokenPublicKey } from './tokenPublicKey.ts';

const DRAW = /^\/-\/draw(?:\?|$)/;

/** Bytes of a request, at most: it has some four hundred. */
const LARGEST = 2_048;
/** All phones behind one address, or behind one proxy: only what would stop the machine is stopped. */
const perAddress = attempts(1_000, 1_000);

/** What a phone is told that wants a token signed. */
type DrawAnswer =
  | { readonly status: 200; readonly signature: string }
  | { readonly status: 400 | 403 | 404 | 405 | 409 | 413 | 429 | 503; readonly outcome: string };

/** Is this a request for a token? */
export function isDrawRequest(url: string): boolean {
  return DRAW.test(url);
}

/**
 * `POST /-/draw`: a token is signed unseen. Only what is sent on a page's own button comes here, never what a
 * mail scanner opens. The connection ends with it, so that what follows is another one.
 */
export async function handleDrawRequest(
  request: IncomingMessage,
  response: ServerResponse,
  house: { readonly store: Store; readonly roster: Roster | undefined },
): Promise<void> {
  const { status, ...told } = await answer(request, house).catch((error): DrawAnswer => {
    console.error(`${request.method} /-/draw: ${faultText(error)}`);
    return { status: 503, outcome: 'not-stored' };
  });
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    connection: 'close',
    ...(status === 405 && { allow: 'POST' }),
  });
  endOnceRead(response, JSON.stringify(told));
}

async function answer(
  request: IncomingMessage,
  { store, roster }: { readonly store: Store; readonly roster: Roster | undefined },
): Promise<DrawAnswer> {
  if (request.method !== 'POST') return { status: 405, outcome: 'malformed' };
  if (!/^application\/json(;|$)/i.test(request.headers['content-type'] ?? '')) return malformed;
  const body = await jsonBody(request, LARGEST);
  if (body === 'too-big') return { status: 413, outcome: 'too-big' };
  const sent = v.safeParse(drawSchema, body.json);
  if (!sent.success) return malformed;
  if (!perAddress.allow(request.socket.remoteAddress ?? '', performance.now())) {
    return { status: 429, outcome: 'too-fast' };
  }
  const { code: typed, secret, blinded } = sent.output;
  const inquiry = await store.db
    .selectFrom('inquiry')
    .select(['id', 'state', 'token_key', 'door'])
    .where('code', '=', roomCodeOf(typed) ?? '')
    .executeTakeFirst();
  if (!inquiry) return { status: 404, outcome: 'unknown-room' };
  if (inquiry.state !== 'open' || inquiry.token_key === null) return { status: 409, outcome: 'closed' };
  if (!roster) return { status: 503, outcome: 'no-roster' };
  const publicKey: TokenPublicKey = JSON.parse(inquiry.token_key);
  const drawn = await drawToken(roster.db, { inquiry: inquiry.id, publicKey, secret, blinded });
  if (drawn === 'malformed') return malformed;
  if (drawn === 'refused') return { status: 403, outcome: 'refused' };
  // The token is hers, whatever comes of this.
  if (inquiry.door === 0) await openDoor(roster.db, store.db, inquiry.id).catch(report);
  return { status: 200, signature: drawn.signature };
}

const malformed: DrawAnswer = { status: 400, outcome: 'malformed' };

function report(error: unknown): void {
  console.error(faultText(error));
}
