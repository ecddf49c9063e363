/**
 * `npm run bench -- roomLoad [seconds] [votes a second]`: a room with 2,000, then 10,000 open event streams
 * on one process, and votes beside them at a fixed rate; on this machine alone, over loopback. Then three
 * hundred phones behind one address that vote at once. At the end what was acknowledged is counted in the
 * database. `TMPDIR` says on which disk.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { actOnSeance, planSeance, startSeance } from '../../app/src/lib/room/mutations.server.ts';
import { drawBallot } from '../../app/src/lib/store/drawBallot.ts';
import { openStore } from '../../app/src/lib/store/openStore.ts';
import { randomId } from '../../app/src/lib/store/randomId.ts';
import type { Spent } from './roomServer.ts';

const CODE = 'KFC473';
const PEOPLE = 10_000;
const STATEMENTS = 40;
/** Streams asked for; each takes a descriptor here and one in the server. */
const STREAMS = [2_000, 10_000];
/** Descriptors that the processes keep for other things. */
const RESERVED = 600;
/** Seconds of votes before those that are timed: programs start slowly, rooms do not. */
const WARMING = 5;
const DAY = '2026-11-24';

interface LoadedRoom {
  readonly inquiry: string;
  readonly statements: readonly string[];
  readonly secrets: readonly string[];
}

export async function main([seconds = '60', rate = '1000']: readonly string[]): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'abord-room-'));
  const room = await makeRoom(data);
  const server = fork(join(import.meta.dirname, 'roomServer.ts'), [data]);
  const [{ port }] = await once(server, 'message');
  const listeners = fork(join(import.meta.dirname, 'roomListeners.ts'), [String(port), CODE]);
  const sent = new Map<string, Map<number, number>>();
  const load = { rate: Number(rate), seconds: Number(seconds) };
  let keys = 0;
  const most = openFiles() - RESERVED;
  console.log(`${PEOPLE} ballots; ${rate} votes a second for ${seconds} s; SQLite; at most ${most} streams`);
  console.log(`  ${await diskWaits(data)}`);
  for (const wanted of STREAMS) {
    await ask<number[]>(listeners, Math.min(wanted, most));
    keys += (await vote(port, room, { ...load, seconds: WARMING, from: keys, sent })).answers.length;
    const before = await ask<number[]>(listeners, 0);
    await ask<Spent>(server, 'spent');
    const own = monitorEventLoopDelay({ resolution: 1 });
    own.enable();
    const votes = await vote(port, room, { ...load, from: keys, sent });
    own.disable();
    keys += votes.answers.length;
    const { streams, cpu, delay, memory } = await ask<Spent>(server, 'spent');
    const events = (await ask<number[]>(listeners, 0)).map((all, stream) => all - before[stream]);
    console.log(`\n${events.length} streams opened, ${streams} open at the end`);
    report('votes', votes);
    console.log(
      `  server: ${percent(cpu)} of a core, ${Math.round(memory / 2 ** 20)} MB; event loop late by ${ms(delay.half)} half the time, ${ms(delay.p99)} in 99 of 100, ${ms(delay.longest)} at most`,
    );
    console.log(
      `  the phones’ own event loop: late by ${ms(own.percentile(99) / 1e6)} in 99 of 100, ${ms(own.max / 1e6)} at most`,
    );
    console.log(`  events a stream: ${Math.min(...events)} to ${Math.max(...events)}`);
  }
  await wait(2_000);
  const crowd = await voteAtOnce(port, room, keys, sent);
  keys += crowd.answers.length;
  console.log('\n300 phones behind one address, at once');
  report('votes', crowd);
  listeners.kill();
  server.send('end');
  await once(server, 'exit');
  await count(data, room, sent, keys);
  await rm(data, { recursive: true });
}

async function makeRoom(data: string): Promise<LoadedRoom> {
  const store = await openStore({ data });
  const inquiry = randomId('inquiry');
  const statements = Array.from({ length: STATEMENTS }, () => randomId('statement'));
  const secrets: string[] = [];
  await store.db.transaction().execute(async (db) => {
    await db
      .insertInto('inquiry')
      .values({
        id: inquiry,
        title: '{"en":"Load"}',
        description: '{}',
        organisation: '{}',
        simulated: 1,
        entry: 'open',
        state: 'open',
        source: null,
        first_day: null,
        last_day: null,
        headcount: null,
        refused: '{}',
        day: DAY,
        code: CODE,
      })
      .execute();
    for (const [index, id] of statements.entries()) {
      const texts = JSON.stringify({ fr: `Affirmation ${index}`, en: `Statement ${index}` });
      const row = {
        inquiry,
        id,
        number: index,
        version: 1,
        state: 'accepted',
        texts,
        origin: 'host',
      } as const;
      await db.insertInto('statement').values(row).execute();
    }
    for (let person = 0; person < PEOPLE; person++) {
      secrets.push((await drawBallot(db, { inquiry, profile: {}, day: DAY })).secret);
    }
  });
  const number = await planSeance(store.db, {
    inquiry,
    title: { en: 'Load' },
    guest: {},
    place: {},
    starts: `${DAY}T19:00`,
    zone: 'Europe/Paris',
    minutes: 60,
    script: [{ kind: 'vote', statements: [statements[0]] }],
  });
  await startSeance(store.db, inquiry, number, Date.now());
  // The total moves on the wall while people vote.
  await actOnSeance(store.db, { inquiry, number, action: 'reveal', seen: 2, now: Date.now() });
  await store.close();
  return { inquiry, statements, secrets };
}

interface Voted {
  /** Milliseconds from when a vote was due until it was acknowledged. */
  readonly times: readonly number[];
  readonly answers: readonly string[];
  readonly seconds: number;
}

/** Votes when they are due, whether or not the earlier ones have been answered. */
async function vote(
  port: number,
  room: LoadedRoom,
  load: { seconds: number; rate: number; from: number; sent: Map<string, Map<number, number>> },
): Promise<Voted> {
  const agent = new Agent({ keepAlive: true, maxSockets: 300 });
  const times: number[] = [];
  const answers: Promise<string>[] = [];
  const begun = performance.now();
  const all = load.seconds * load.rate;
  while (answers.length < all) {
    const due = Math.min(all, ((performance.now() - begun) / 1_000) * load.rate);
    while (answers.length < due) {
      const at = begun + (answers.length / load.rate) * 1_000;
      const key = load.from + answers.length;
      const answer = post(port, agent, room, key, load.sent);
      answers.push(
        answer.then((outcome) => {
          times.push(performance.now() - at);
          return outcome;
        }),
      );
    }
    await wait(2);
  }
  const given = await Promise.all(answers);
  agent.destroy();
  return { times, answers: given, seconds: (performance.now() - begun) / 1_000 };
}

/** Three hundred phones, each with a connection of its own. */
async function voteAtOnce(
  port: number,
  room: LoadedRoom,
  from: number,
  sent: Map<string, Map<number, number>>,
): Promise<Voted> {
  const agent = new Agent({ maxSockets: 300 });
  const begun = performance.now();
  const times: number[] = [];
  const answers = await Promise.all(
    Array.from({ length: 300 }, async (_, phone) => {
      const outcome = await post(port, agent, room, from + phone, sent);
      times.push(performance.now() - begun);
      return outcome;
    }),
  );
  return { times, answers, seconds: (performance.now() - begun) / 1_000 };
}

/**
 * The vote of this number. One in twelve is somebody's first on the statement of the moment, so that the
 * wall moves all the time; the others are on the rest, by everybody in turn.
 */
async function post(
  port: number,
  agent: Agent,
  { inquiry, statements, secrets }: LoadedRoom,
  number: number,
  sent: Map<string, Map<number, number>>,
): Promise<string> {
  const person = number % PEOPLE;
  const turn = Math.floor(number / PEOPLE);
  const statement = person % 12 === turn % 12 ? 0 : 1 + (turn % (STATEMENTS - 1));
  const value = ((number * 7 + turn) % 3) - 1;
  const body = JSON.stringify({ code: CODE, statement: statements[statement], value, key: `k${number}` });
  const attempt = () =>
    new Promise<string | undefined>((resolve) => {
      const asked = request(
        {
          ...{ port, host: '127.0.0.1', agent, method: 'POST', path: '/-/vote' },
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
            cookie: `ballot-${inquiry}=${secrets[person]}`,
          },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (piece) => {
            text += piece;
          });
          response.once('end', () => resolve(JSON.parse(text).outcome));
        },
      );
      asked.once('error', () => resolve(undefined));
      asked.end(body);
    });
  // Without an answer it is sent again with the same key, as phones do.
  const outcome = (await attempt()) ?? (await attempt()) ?? 'unanswered';
  if (outcome === 'counted' || outcome === 'repeated') {
    const own = sent.get(secrets[person]) ?? new Map<number, number>();
    sent.set(secrets[person], own.set(statement, value));
  }
  return outcome;
}

async function ask<Answer>(child: ChildProcess, question: string | number): Promise<Answer> {
  const answered = once(child, 'message');
  child.send(question);
  const [answer] = await answered;
  return answer as Answer;
}

/** What was acknowledged against what the database holds. */
async function count(
  data: string,
  { inquiry }: LoadedRoom,
  sent: ReadonlyMap<string, ReadonlyMap<number, number>>,
  keys: number,
): Promise<void> {
  const store = await openStore({ data });
  const { n: receipts } = await store.db
    .selectFrom('receipt')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  const kept = new Map<string, number>();
  for (const table of ['vote', 'vote_intake'] as const) {
    const rows = await store.db
      .selectFrom(table)
      .select(['ballot', 'statement', 'value'])
      .where('inquiry', '=', inquiry)
      .execute();
    for (const { ballot, statement, value } of rows) kept.set(`${ballot} ${statement}`, value);
  }
  await store.close();
  const acknowledged = [...sent.values()].flatMap((own) => [...own.values()]);
  const of = (values: Iterable<number>) => {
    const sums = new Map([...'-'].map(() => [0, 0]));
    for (const value of values) sums.set(value, (sums.get(value) ?? 0) + 1);
    return [1, -1, 0].map((value) => sums.get(value) ?? 0).join(' / ');
  };
  console.log(`\nsent ${keys}, receipts in the database ${receipts}`);
  console.log(`votes acknowledged, the later one of each kept: ${acknowledged.length} (${of(acknowledged)})`);
  console.log(`votes in the database:                          ${kept.size} (${of(kept.values())})`);
}

function report(label: string, { times, answers, seconds }: Voted): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => ms(sorted[Math.floor(share * (sorted.length - 1))]);
  const outcomes = new Map<string, number>();
  for (const answer of answers) outcomes.set(answer, (outcomes.get(answer) ?? 0) + 1);
  const told = [...outcomes].map(([outcome, n]) => `${n} ${outcome}`).join(', ');
  console.log(`  ${label}: ${told} in ${seconds.toFixed(1)} s`);
  console.log(
    `  acknowledged after ${at(0.5)} half, ${at(0.99)} 99 of 100, ${at(0.999)} 999 of 1,000, ${at(1)} the last`,
  );
}

/** Every commit waits for the disk: what it takes alone, before anything else is asked of it. */
async function diskWaits(folder: string): Promise<string> {
  const file = await open(join(folder, 'probe'), 'w');
  const waits: number[] = [];
  for (let block = 0; block < 500; block++) {
    const begun = performance.now();
    await file.write(Buffer.alloc(8_192), 0, 8_192, block * 8_192);
    await file.sync();
    waits.push(performance.now() - begun);
  }
  await file.close();
  waits.sort((a, b) => a - b);
  return `the disk alone: ${ms(waits[250])} half, ${ms(waits[495])} 99 of 100, ${ms(waits[499])} at most`;
}

function openFiles(): number {
  Object.assign(process.report, { excludeNetwork: true });
  const { userLimits } = process.report.getReport() as unknown as {
    userLimits: { open_files: { soft: unknown } };
  };
  return Number(userLimits.open_files.soft) || 65_536;
}

const ms = (time: number) => `${time.toFixed(1)} ms`;
const percent = (share: number) => `${Math.round(share * 100)} %`;
