/**
 * `npm run bench -- nodes [votes]`: how long after a vote is acknowledged on one node the wall of another
 * shows it, on one PostgreSQL: told by the other node, and beside it by asking the database every second.
 * Both walls hear of the same votes. Then what it costs: transactions a minute of a node with a wall while
 * nobody votes, and votes a second through one node and through two at once.
 */

import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { noNews } from '../../app/src/lib/store/hearNodes.ts';
import { openStore, type Store } from '../../app/src/lib/store/openStore.ts';
import { type Listener, listen } from '../../app/test/room/listen.ts';
import { CODE, openRoom, serveRooms } from '../../app/test/room/openRoom.ts';
import { type OpenInquiry, openInquiry } from '../../app/test/store/openInquiry.ts';
import { kinds } from '../../app/test/store/stores.ts';

/** The wall moves by five people: of five votes the last one is waited for. */
const STEP = 5;
/** Seconds. */
const IDLE = 40;
const LOAD = 5;
/** Phones that vote on one node at the same time. */
const SENDERS = 100;

export async function main([votes = '200']: readonly string[]): Promise<void> {
  const [, postgres] = kinds;
  if (postgres.leftOut) {
    console.log(postgres.name);
    return;
  }
  const place = await postgres.start();
  const location = await place.newLocation();
  const [voting, ...walls] = await Promise.all([1, 2, 3].map(() => openStore(location)));
  const room = await openRoom(voting, { people: STEP * Number(votes), statements: 202 });
  const ways = [
    { name: 'told by the other node', store: walls[0] },
    { name: 'asking every second', store: { ...walls[1], news: noNews } },
  ];

  const served = await Promise.all(ways.map(({ store }) => serveRooms(store)));
  const shown = await Promise.all(served.map(({ url }) => listen(url, CODE)));
  console.log(`${votes} votes, on the wall of another node`.padEnd(40), '    half  95 of 100  longest');
  for (const [way, waits] of (await latencies(voting, room, shown, Number(votes))).entries()) {
    waits.sort((a, b) => a - b);
    const [half, most, longest] = [0.5, 0.95, 1].map(
      (share) => `${Math.round(waits[Math.floor(share * (waits.length - 1))])} ms`,
    );
    console.log(ways[way].name.padEnd(40), half.padStart(8), most.padStart(10), longest.padStart(8));
  }
  for (const { close } of served) await close();

  console.log('\ntransactions a minute, one wall, nobody votes');
  for (const { name, store } of ways) {
    const served = await serveRooms(store);
    const wall = await listen(served.url, CODE);
    await wait(5_000);
    const before = await transactions(voting);
    await wait(IDLE * 1_000);
    const spent = ((await transactions(voting)) - before) * (60 / IDLE);
    console.log(name.padEnd(40), String(Math.round(spent)).padStart(8));
    wall.leave();
    await served.close();
  }

  console.log(`\nvotes a second, ${SENDERS} phones a node`);
  for (const nodes of [1, 2]) {
    const taken = await Promise.all(walls.slice(0, nodes).map(load));
    const all = taken.reduce((sum, votes) => sum + votes, 0);
    console.log(
      `${nodes} node${nodes > 1 ? 's' : ''}`.padEnd(40),
      String(Math.round(all / LOAD)).padStart(8),
    );
  }
  await Promise.all([voting, ...walls].map((store) => store.close()));
  await place.stop();
}

/** For each wall, milliseconds from each fifth vote's acknowledgement until it is shown. */
async function latencies(
  store: Store,
  { inquiry, statements, people }: OpenInquiry,
  walls: readonly Listener[],
  votes: number,
): Promise<number[][]> {
  const waits: number[][] = walls.map(() => []);
  for (let turn = 0; turn < votes; turn++) {
    // Votes fall at any moment of the second in which a wall is told; here, in a room that is in no hurry.
    await wait(1_000 + 1_000 * ((turn * 0.618) % 1));
    for (let person = STEP * turn; person < STEP * (turn + 1); person++) {
      const { secret } = people[person];
      const vote = { inquiry, secret, statement: statements[0], value: 1, key: `wall-${person}` } as const;
      if ((await store.votes.cast(vote)) !== 'counted') throw new Error('a vote was not counted');
    }
    const acknowledged = performance.now();
    await Promise.all(
      walls.map(async (wall, place) => {
        await wall.until(({ answered }) => answered === STEP * (turn + 1));
        waits[place].push(performance.now() - acknowledged);
      }),
    );
  }
  return waits;
}

async function transactions({ db }: Store): Promise<number> {
  const { rows } = await sql<{ done: number }>`
    select xact_commit as done from pg_stat_database where datname = current_database()`.execute(db);
  return Number(rows[0].done);
}

/** Votes that are acknowledged on one node while its phones vote without a pause. */
async function load(store: Store): Promise<number> {
  const { inquiry, statements, people } = await openInquiry(store.db, { people: SENDERS, statements: 202 });
  const end = performance.now() + LOAD * 1_000;
  let taken = 0;
  await Promise.all(
    people.map(async ({ secret }, person) => {
      for (let number = 0; performance.now() < end; number++) {
        const statement = statements[number % (statements.length - 2)];
        const vote = { inquiry, secret, statement, value: 1, key: `load-${person}-${number}` } as const;
        if ((await store.votes.cast(vote)) !== 'counted') throw new Error('a vote was not counted');
        taken++;
      }
    }),
  );
  return taken;
}
