import { setTimeout as wait } from 'node:timers/promises';
import { type Cast, castVotes, type Outcome } from './castVotes.ts';
import type { Database } from './schema.ts';
import { hasFewSaid, isSettled, settle } from './settle.ts';

/** Milliseconds for which the first vote of a commit waits for others. */
const WINDOW = 4;
/** Votes in one commit, at most. */
const BATCH = 1_000;
/** Votes that may wait; beyond, people are asked to send again, rather than all kept waiting. */
const CAPACITY = 20_000;
/** Counted votes after which the intake is put at rest: on SQLite ten to twenty milliseconds during which others wait. */
const SETTLE_AFTER = 500;
/** Milliseconds after which whatever has come in is put at rest all the same. */
const SETTLE_EVERY = 15_000;
/** Times that a commit is tried when it crossed another node's. */
const ATTEMPTS = 3;

/** The way in for votes, from all the requests of one node. */
export interface VoteQueue {
  /**
   * Takes a vote. Answers once it is safe on the disk, or why it is not taken; never throws. Sent again
   * with the same key, it counts once.
   */
  cast(vote: Cast): Promise<Outcome>;
  /** Takes no more votes, and waits until those under way are answered and at rest. */
  drain(): Promise<void>;
}

interface Waiting {
  readonly vote: Cast;
  answer(outcome: Outcome): void;
}

/**
 * Many votes in one commit: a commit waits for the disk whatever its size, so that a room that votes at
 * once is a few commits and not a few hundred. A vote that cannot be taken is refused alone.
 */
export function voteQueue(db: Database): VoteQueue {
  const waiting: Waiting[] = [];
  let running: Promise<void> | undefined;
  let resting: Promise<unknown> = Promise.resolve();
  let draining = false;
  let counted = 0;
  let reported = '';

  /** To whoever runs the instance, once a fault. Its message only: an error's details can hold the row. */
  function report(error: unknown): void {
    const { code = '', message } = error as { code?: string; message: string };
    if (message === reported) return;
    reported = message;
    process.emitWarning(`the database failed: ${message}`, { type: 'AbordStore', code });
  }

  async function run(): Promise<void> {
    while (waiting.length) {
      if (waiting.length < BATCH && !draining) await wait(WINDOW);
      const batch = waiting.splice(0, BATCH);
      const outcomes = await commit(
        db,
        batch.map(({ vote }) => vote),
        report,
      );
      if (outcomes.includes('counted')) reported = '';
      batch.forEach(({ answer }, place) => {
        answer(outcomes[place]);
      });
      counted += outcomes.filter((outcome) => outcome === 'counted').length;
      if (counted >= SETTLE_AFTER) await rest();
    }
    running = undefined;
  }

  function rest(): Promise<unknown> {
    counted = 0;
    // The votes are safe where they are: if it is not done now, the next time will do.
    resting = resting.then(() => settle(db)).then(undefined, report);
    return resting;
  }

  // Ballots come in beside the queue.
  const regular = setInterval(() => {
    resting = resting
      .then(() => isSettled(db))
      .then(async (settled) => {
        const said = await hasFewSaid(db);
        return (settled && !said) || settle(db, { said });
      })
      .catch(report);
  }, SETTLE_EVERY).unref();

  return {
    async cast(vote) {
      if (!wellFormed(vote)) return 'malformed';
      if (draining || waiting.length >= CAPACITY) return 'busy';
      return new Promise((answer) => {
        waiting.push({ vote, answer });
        running ??= run();
      });
    },
    async drain() {
      draining = true;
      clearInterval(regular);
      await running;
      await (counted ? rest() : resting);
    },
  };
}

/** Never throws: a batch with a row that the database refuses is halved until the row is found. */
async function commit(
  db: Database,
  votes: readonly Cast[],
  report: (error: unknown) => void,
): Promise<Outcome[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await castVotes(db, votes);
    } catch (error) {
      const fault = faultOf(error);
      if (fault === 'crossed' && attempt < ATTEMPTS) continue;
      if (fault === 'row' && votes.length > 1) {
        const half = votes.length >> 1;
        const first = await commit(db, votes.slice(0, half), report);
        return [...first, ...(await commit(db, votes.slice(half), report))];
      }
      report(error);
      return votes.map(() => (fault === 'row' ? 'malformed' : 'not-stored'));
    }
  }
}

function faultOf(error: unknown): 'row' | 'crossed' | 'database' {
  const { code = '', errcode } = error as { code?: string; errcode?: number };
  // SQLite: SQLITE_TOOBIG, SQLITE_CONSTRAINT, SQLITE_MISMATCH (sqlite.org/rescode.html).
  if (code === 'ERR_SQLITE_ERROR') return [18, 19, 20].includes((errcode ?? 0) & 0xff) ? 'row' : 'database';
  // PostgreSQL: serialization failure, deadlock; data exception, constraint, raised by a trigger.
  if (code === '40001' || code === '40P01') return 'crossed';
  return /^(22|23|P0)...$/.test(code) ? 'row' : 'database';
}

const WORD = /^[\w.~-]{1,64}$/;

function wellFormed({ inquiry, secret, statement, value, shown, key, replaces = [] }: Cast): boolean {
  return (
    [inquiry, secret, statement, key, ...replaces].every(
      (word) => typeof word === 'string' && WORD.test(word),
    ) &&
    (value === 1 || value === -1 || value === 0) &&
    (shown === undefined || (shown > 0 && shown <= 1)) &&
    replaces.length <= 20
  );
}
