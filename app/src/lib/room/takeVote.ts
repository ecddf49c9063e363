import type { Cast, Outcome } from '#lib/store/castVotes.ts';
import type { Store } from '#lib/store/openStore.ts';
import type { Rooms } from './rooms.ts';

/** Where votes go, and who is told of them. */
export interface Ballots {
  readonly store: Store;
  readonly rooms: Rooms;
}

/** What became of a vote, and after how many seconds it may be sent again, where it may. */
export interface Taken {
  readonly outcome: Outcome | 'too-fast';
  readonly retryAfter?: number;
}

/**
 * Takes a vote in a room, whether a form or a script sent it: not faster than people vote, and the wall and
 * the phones move with it. Answers once it is safe.
 */
export async function takeVote({ store, rooms }: Ballots, code: string, vote: Cast): Promise<Taken> {
  const may = rooms.mayVote(code, vote.secret);
  if (may !== true) return { outcome: 'too-fast', retryAfter: may };
  const outcome = await store.votes.cast(vote);
  if (outcome === 'counted') {
    rooms.seen(code, vote.secret);
    rooms.voted(vote.inquiry);
  }
  return outcome === 'busy' || outcome === 'not-stored' ? { outcome, retryAfter: 2 } : { outcome };
}
