/**
 * `npm run bench -- serving`: how long the thread that serves pages is held up, and a reader waits for the
 * box, while the debate of 100,000 people × 45 votes is published.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { startEngine } from '../../app/src/engine.ts';
import { listInquiries } from '../../app/src/lib/inquiry/data.server.ts';
import type { Debate } from '../../app/src/lib/questions/everyone/debate.ts';
import { importDebate } from '../../app/src/lib/questions/everyone/mutations.server.ts';
import { releaseEveryone } from '../../app/src/lib/questions/everyone/release.server.ts';
import { openStore, type Store } from '../../app/src/lib/store/openStore.ts';
import { generate } from './generate.ts';

const PEOPLE = 100_000;
const STATEMENTS = 300;
const SITES = ['north', 'south', 'east'];

export async function main([people = String(PEOPLE)]: readonly string[]): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'abord-serving-'));
  const store = await openStore({ data });
  const engine = startEngine();
  try {
    const debate = largeDebate(Number(people));
    console.log(`${debate.people.length} people, ${debate.votes.value.length} votes; SQLite`);
    const { inquiry } = await importDebate(store, debate);
    const begun = performance.now();
    const watched = watch(store);
    const { hash } = await releaseEveryone(store, inquiry, engine);
    const seconds = (performance.now() - begun) / 1_000;
    console.log(`published in ${seconds.toFixed(1)} s: ${hash.slice(0, 8)}`);
    await watched.report();
  } finally {
    await engine.close();
    await store.close();
    await rm(data, { recursive: true });
  }
}

export function largeDebate(people: number): Debate {
  const { votes } = generate(
    { people, statements: STATEMENTS, density: 0.15, shares: [0.55, 0.3, 0.15] },
    people,
  );
  const person = new Int32Array(votes.value.length);
  for (let i = 0; i < people; i++) person.fill(i, votes.offsets[i], votes.offsets[i + 1]);
  return {
    title: { en: 'Large' },
    description: {},
    organisation: {},
    simulated: true,
    entry: 'codes',
    attributes: [
      { key: 'site', label: { en: 'Site' }, values: SITES.map((key) => ({ key, label: { en: key } })) },
    ],
    statements: votes.statements.map((_, number) => ({ number, texts: { en: 'x' }, state: 'accepted' })),
    people: Array.from({ length: people }, (_, i) => ({ profile: { site: SITES[i % SITES.length] } })),
    votes: { person, statement: Int32Array.from(votes.statement), value: votes.value },
    refused: {},
  };
}

/** Delays of the event loop, and the waits of a reader who comes every ten milliseconds. */
function watch(store: Store): { report(): Promise<void> } {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const waits: number[] = [];
  let over = false;
  const reader = (async () => {
    while (!over) {
      const due = performance.now() + 10;
      await setTimeout(10);
      await listInquiries(store.db);
      waits.push(performance.now() - due);
    }
  })();
  delay.enable();
  return {
    async report() {
      delay.disable();
      over = true;
      await reader;
      waits.sort((a, b) => a - b);
      const wait = (share: number) => waits[Math.floor(share * (waits.length - 1))];
      const line = (label: string, ...times: number[]) =>
        console.log(label.padEnd(28), ...times.map((time) => `${time.toFixed(1)} ms`.padStart(11)));
      console.log(' '.repeat(28), ...['half', '99 of 100', 'longest'].map((text) => text.padStart(11)));
      line('delay of the event loop', ...[50, 99, 100].map((share) => delay.percentile(share) / 1e6));
      line(`${waits.length} readers’ waits`, wait(0.5), wait(0.99), wait(1));
    },
  };
}
