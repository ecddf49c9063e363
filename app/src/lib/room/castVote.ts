import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { attempts } from '#lib/entry/attempts.ts';
import { ballotSecretIn } from '#lib/entry/ballotCookie.ts';
import { jsonBody } from '#lib/entry/jsonBody.ts';
import { roomCodeOf } from '#lib/entry/roomCode.ts';
import type { Guide } from '#lib/questions/everyone/next.server.ts';
import type { Outcome } from '#lib/store/castVotes.ts';
import { faultText } from '#lib/store/faultText.ts';
import { type Card, nextCards } from './nextCards.server.ts';
import { type Ballots, takeVote } from './takeVote.ts';
import { voteSchema } from './voteSchema.ts';

/** Bytes of a vote, at most: it has some two hundred. */
const LARGEST = 2_048;
/** All phones behind one address, or behind one proxy: only what would stop the machine is stopped. */
const perAddress = attempts(6_000, 1_000);

/** What a phone is told of its vote. */
export type VoteAnswer = {
  readonly status: 200 | 400 | 404 | 409 | 413 | 429 | 503;
  readonly outcome: Outcome | 'unknown-room' | 'too-big' | 'too-fast';
  /** Seconds after which it may be sent again, with the same key. */
  readonly retryAfter?: number;
  /** What to ask her next, for a phone that wants to know. */
  readonly next?: readonly Card[];
};

const statusOf: Readonly<Record<Outcome | 'too-fast', VoteAnswer['status']>> = {
  counted: 200,
  repeated: 200,
  malformed: 400,
  'unknown-inquiry': 404,
  'unknown-ballot': 404,
  'unknown-statement': 404,
  closed: 409,
  'too-fast': 429,
  busy: 503,
  'not-stored': 503,
};

/** Takes the vote that a request brings: `POST /-/vote`. Answers once it is safe. */
export async function castVote(
  request: IncomingMessage,
  { secure, ...house }: Ballots & { readonly guide: Pick<Guide, 'next'>; readonly secure: boolean },
): Promise<VoteAnswer> {
  if (!/^application\/json(;|$)/i.test(request.headers['content-type'] ?? '')) return malformed;
  const body = await jsonBody(request, LARGEST);
  if (body === 'too-big') return { status: 413, outcome: 'too-big' };
  const sent = v.safeParse(voteSchema, body.json);
  if (!sent.success) return malformed;
  const { code: typed, shown, replaces, next: wanted, ...vote } = sent.output;
  const code = roomCodeOf(typed);
  const address = request.socket.remoteAddress ?? '';
  if (!perAddress.allow(address, performance.now()))
    return { status: 429, outcome: 'too-fast', retryAfter: 1 };
  const inquiry = code && (await house.rooms.inquiry(code));
  if (!code || !inquiry) return { status: 404, outcome: 'unknown-room' };
  const secret = ballotSecretIn(request.headers.cookie, inquiry, secure);
  if (!secret) return { status: 404, outcome: 'unknown-ballot' };
  const { outcome, retryAfter } = await takeVote(house, code, {
    ...vote,
    inquiry,
    secret,
    ...(shown !== undefined && { shown }),
    ...(replaces && { replaces }),
  });
  const status = statusOf[outcome];
  const next =
    wanted && status === 200
      ? // The vote is safe, whatever comes of this.
        await nextCards(house, { inquiry, secret, ...wanted }).catch((error) =>
          console.error(faultText(error)),
        )
      : undefined;
  return { status, outcome, ...(retryAfter && { retryAfter }), ...(next && { next }) };
}

const malformed: VoteAnswer = { status: 400, outcome: 'malformed' };
