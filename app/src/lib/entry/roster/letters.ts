import { setTimeout as wait } from 'node:timers/promises';
import type { LetterFault, NotSent } from '#lib/post/letterFault.ts';
import { openPost, type Post } from '#lib/post/openPost.ts';
import type { RosterDatabase } from '#lib/store/rosterSchema.ts';
import type { Words } from './invitationWords.ts';
import { newInvitation } from './mutations.server.ts';

/** Milliseconds from one letter to the next: thirty a minute, which the strictest of the large servers take. */
const PACE = 2_000;

/** Letters one after the other that the server puts off or drops, before it is left alone. */
const MOST_FAULTS = 3;

/** Faults that say something of one letter; any other is one of the line. */
const OWN: ReadonlySet<LetterFault> = new Set(['recipient', 'refused']);

/** Puts letters on their way, in the background, one run after the other of an inquiry. */
export interface Letters {
  /** Sends what waits of a round. `wordsOf` is given each secret; a reminder has none. */
  run(batch: {
    readonly inquiry: string;
    readonly round: number;
    wordsOf(secret: string | undefined): Words;
  }): void;
  /** Whether a run is under way here, or why the last one stopped. */
  standing(inquiry: string): { readonly running: boolean; readonly stopped?: NotSent };
  /** Waits for the letter that is on its way. */
  close(): Promise<void>;
}

/** `onFault` is told of what nobody foresaw. */
export function startLetters(
  db: RosterDatabase,
  { onFault, pace = PACE }: { onFault(error: unknown): void; pace?: number },
): Letters {
  /** The last run asked for, of each inquiry: it begins when those before it have ended. */
  const runs = new Map<string, Promise<void>>();
  const stops = new Map<string, NotSent>();
  const closed = new AbortController();
  return {
    run(batch) {
      const { inquiry } = batch;
      const run: Promise<void> = (runs.get(inquiry) ?? Promise.resolve())
        .then(() => sendAll(db, { ...batch, pace, signal: closed.signal }))
        .then((stopped) => {
          if (stopped) stops.set(inquiry, stopped);
          else stops.delete(inquiry);
        })
        .catch(onFault)
        .finally(() => {
          if (runs.get(inquiry) === run) runs.delete(inquiry);
        });
      runs.set(inquiry, run);
    },
    standing(inquiry) {
      const stopped = stops.get(inquiry);
      return { running: runs.has(inquiry), ...(stopped && { stopped }) };
    },
    async close() {
      closed.abort();
      await Promise.all(runs.values());
    },
  };
}

/** Sends what waits, in the order of random ids, until all is sent or the line is no good. */
async function sendAll(
  db: RosterDatabase,
  batch: Parameters<Letters['run']>[0] & { readonly pace: number; readonly signal: AbortSignal },
): Promise<NotSent | undefined> {
  const { pace, signal } = batch;
  if (!(await next(db, batch, ''))) return undefined;
  const post = await openPost(db);
  if ('fault' in post) return post;
  try {
    let [after, faults] = ['', 0];
    while (!signal.aborted) {
      const letter = await take(db, batch, after);
      if (!letter) return undefined;
      after = letter.person;
      const notSent = await sendOne(db, post, { ...batch, ...letter });
      faults = notSent && !OWN.has(notSent.fault) ? faults + 1 : 0;
      if (notSent && (faults === MOST_FAULTS || endsAll(notSent.fault))) return notSent;
      await wait(pace, undefined, { signal }).catch(() => {});
    }
    return undefined;
  } finally {
    post.close();
  }
}

/** What no further letter of the same sender gets round. */
function endsAll(fault: LetterFault): boolean {
  return !OWN.has(fault) && fault !== 'later' && fault !== 'cut';
}

/**
 * The next letter that waits, which waits no longer: another run, of another node too, passes it over, and
 * after a crash nobody takes it for one that was never handed over.
 */
async function take(
  db: RosterDatabase,
  { inquiry, round }: { readonly inquiry: string; readonly round: number },
  after: string,
): Promise<{ readonly person: string; readonly to: string } | undefined> {
  for (let from = after; ; ) {
    const letter = await next(db, { inquiry, round }, from);
    if (!letter) return undefined;
    from = letter.person;
    const { numUpdatedRows } = await db
      .updateTable('letter')
      .set({ state: 'unsure', fault: null, said: null })
      .where('inquiry', '=', inquiry)
      .where('round', '=', round)
      .where('person', '=', letter.person)
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 1n) return letter;
  }
}

/** The first letter that waits, by the random ids of people. */
async function next(
  db: RosterDatabase,
  { inquiry, round }: { readonly inquiry: string; readonly round: number },
  after: string,
): Promise<{ readonly person: string; readonly to: string } | undefined> {
  return db
    .selectFrom('letter')
    .innerJoin('person', (join) =>
      join.onRef('person.inquiry', '=', 'letter.inquiry').onRef('person.id', '=', 'letter.person'),
    )
    .select('letter.person')
    .select('person.email as to')
    .$narrowType<{ to: string }>()
    .where('letter.inquiry', '=', inquiry)
    .where('letter.round', '=', round)
    .where('letter.state', '=', 'waiting')
    .where('letter.person', '>', after)
    .where('person.email', 'is not', null)
    .orderBy('letter.person')
    .limit(1)
    .executeTakeFirst();
}

async function sendOne(
  db: RosterDatabase,
  post: Post,
  letter: Parameters<Letters['run']>[0] & { readonly person: string; readonly to: string },
): Promise<NotSent | undefined> {
  const { inquiry, round, person, to, wordsOf } = letter;
  // A reminder has none: with a new secret it would shut the door that the first letter opens.
  const secret = round === 0 ? await newInvitation(db, inquiry, person) : undefined;
  const notSent = await post.send({ to, ...wordsOf(secret) });
  const state = !notSent
    ? 'sent'
    : OWN.has(notSent.fault)
      ? 'refused'
      : notSent.fault === 'cut'
        ? 'unsure'
        : 'waiting';
  await db
    .updateTable('letter')
    .set({ state, fault: notSent?.fault ?? null, said: notSent?.said ?? null })
    .where('inquiry', '=', inquiry)
    .where('round', '=', round)
    .where('person', '=', person)
    .execute();
  return notSent;
}
