/**
 * `npm run bench -- writing`: votes a second into the box, and the wait of whoever votes, through the queue
 * and in plain transactions of one vote, on SQLite and on PostgreSQL; then a whole debate in and out.
 */

import { readDebate } from '../../app/src/lib/questions/everyone/data.server.ts';
import { addBallots } from '../../app/src/lib/store/addBallots.ts';
import { addVotes } from '../../app/src/lib/store/addVotes.ts';
import { type Cast, castVotes, type Outcome } from '../../app/src/lib/store/castVotes.ts';
import { openStore, type Store } from '../../app/src/lib/store/openStore.ts';
import { randomId } from '../../app/src/lib/store/randomId.ts';
import { secretHash } from '../../app/src/lib/store/secretHash.ts';
import { type OpenInquiry, openInquiry } from '../../app/test/store/openInquiry.ts';
import { kinds } from '../../app/test/store/stores.ts';

const SECONDS = 3;
const PEOPLE = 1_000;
const STATEMENTS = 202;
const DEBATE = { people: 20_000, votesEach: 45 };

export async function main(): Promise<void> {
  for (const { name, leftOut, start } of kinds) {
    if (leftOut) {
      console.log(`${name}`);
      continue;
    }
    const place = await start();
    const store = await openStore(await place.newLocation());
    console.log(`\n${name}`);
    console.log('votes                                  a second    half wait   99 of 100 wait');
    const alone = async (vote: Cast) => (await castVotes(store.db, [vote]))[0];
    await rate(store, 'one a transaction, 1 sender', 1, alone);
    await rate(store, 'one a transaction, 50 senders', 50, alone);
    for (const senders of [1, 10, 100, 1_000]) {
      await rate(
        store,
        `through the queue, ${senders} sender${senders > 1 ? 's' : ''}`,
        senders,
        store.votes.cast,
      );
    }
    await wholeDebate(store);
    await store.close();
    await place.stop();
  }
}

async function rate(
  store: Store,
  label: string,
  senders: number,
  cast: (vote: Cast) => Promise<Outcome>,
): Promise<void> {
  const debate = await openInquiry(store.db, { people: PEOPLE, statements: STATEMENTS });
  const waits: number[] = [];
  const begun = performance.now();
  const end = begun + SECONDS * 1_000;
  let next = 0;
  await Promise.all(
    Array.from({ length: senders }, async () => {
      while (performance.now() < end) {
        const sent = performance.now();
        const outcome = await cast(voteOf(debate, next++));
        if (outcome !== 'counted') throw new Error(`a vote was not counted: ${outcome}`);
        waits.push(performance.now() - sent);
      }
    }),
  );
  const seconds = (performance.now() - begun) / 1_000;
  waits.sort((a, b) => a - b);
  const wait = (share: number) => `${waits[Math.floor(share * (waits.length - 1))].toFixed(1)} ms`;
  console.log(
    label.padEnd(36),
    Math.round(waits.length / seconds)
      .toString()
      .padStart(10),
    wait(0.5).padStart(12),
    wait(0.99).padStart(12),
  );
}

function voteOf({ inquiry, people, statements }: OpenInquiry, count: number): Cast {
  const shown = STATEMENTS - 2;
  return {
    inquiry,
    secret: people[Math.floor(count / shown) % PEOPLE].secret,
    statement: statements[count % shown],
    value: 1,
    key: `key-${count}`,
  };
}

async function wholeDebate({ db }: Store): Promise<void> {
  const { people, votesEach } = DEBATE;
  const votes = people * votesEach;
  const begun = performance.now();
  const inquiry = await db.transaction().execute(async (db) => {
    const { inquiry, statements } = await openInquiry(db, { people: 0, statements: 300 });
    const ballots = Array.from({ length: people }, () => ({
      id: randomId('ballot'),
      secretHash: secretHash(randomId('secret')),
      profile: {},
    }));
    await addBallots(db, inquiry, ballots);
    const person = Int32Array.from({ length: votes }, (_, vote) => Math.floor(vote / votesEach));
    await addVotes(db, inquiry, {
      ballots: ballots.map(({ id }) => id),
      statements,
      person,
      statement: Int32Array.from(person, (person, vote) => (person + 7 * (vote % votesEach)) % 300),
      value: Int8Array.from(person, (_, vote) => (vote % 3) - 1),
    });
    return inquiry;
  });
  const written = performance.now();
  const debate = await readDebate(db, inquiry);
  const read = performance.now();
  if (debate?.votes.value.length !== votes) throw new Error('the debate did not come back whole');
  const perSecond = (milliseconds: number) =>
    Math.round(votes / (milliseconds / 1_000))
      .toString()
      .padStart(10);
  console.log('a whole debate in'.padEnd(36), perSecond(written - begun));
  console.log('a whole debate out'.padEnd(36), perSecond(read - written));
}
