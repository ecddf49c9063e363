import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDebate } from '#lib/questions/everyone/data.server.ts';
import type { Outcome } from '#lib/store/castVotes.ts';
import { openStore, type Store } from '#lib/store/openStore.ts';
import { type OpenInquiry, openInquiry } from './openInquiry.ts';
import { kinds, type Place } from './stores.ts';

/** Runs a program of this folder until it has said so many lines, then kills it. All lines that it said. */
async function killAfter(lines: number, program: string, input: object): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, program), JSON.stringify(input)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const said: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    said.push(line);
    if (said.length === lines) child.kill('SIGKILL');
  }
  const [, signal] = await exited;
  expect(signal).toBe('SIGKILL');
  return said;
}

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`a box on ${name} whose program is killed`, () => {
    let place: Place;
    beforeAll(async () => {
      place = await start();
    });
    afterAll(() => place?.stop());

    it('holds every acknowledged vote once, ten times over', { timeout: 180_000 }, async () => {
      const location = await place.newLocation();
      const first = await openStore(location);
      const debate = await openInquiry(first.db, { people: 400, statements: 42 });
      const statements = debate.statements.slice(0, 40);
      await first.close();

      const acknowledged: string[] = [];
      for (let round = 0; round < 10; round++) {
        const from = round * 40;
        // Other moments each time, from the first vote to the six hundred and forty-ninth.
        const said = await killAfter(1 + 72 * round, 'burst.ts', {
          ...debate,
          statements,
          location,
          from,
          to: from + 40,
        });
        expect(said.filter((line) => !/^\d+ \d+ counted$/.test(line))).toEqual([]);
        acknowledged.push(...said);

        const store = await openStore(location);
        const held = await votesIn(store, debate);
        expect(new Set(held).size).toBe(held.length);
        expect(held).toEqual(expect.arrayContaining(acknowledged.map(voteOf)));
        expect(await sendAgain(store, debate, said)).toEqual(new Set(['repeated']));
        expect(await votesIn(store, debate)).toEqual(held);
        await store.close();
      }
      expect(acknowledged.length).toBeGreaterThan(2_000);
    });

    it('holds nothing of an import that was under way', async () => {
      const location = await place.newLocation();
      let nothing = 0;
      for (const lines of [1, 9, 23, 36, 50]) {
        const said = await killAfter(lines, 'halfImport.ts', location);
        const store = await openStore(location);
        const found = await counts(store);
        // The kill may fall between the commit and the word of it: whole is right then, half never.
        if (found[0] > 0 || said.at(-1) === 'done') {
          expect(found).toEqual([1, 50, 400, 20_000]);
          await store.db.deleteFrom('inquiry').execute();
        } else {
          expect(found).toEqual([0, 0, 0, 0]);
          nothing++;
        }
        await store.close();
      }
      expect(nothing).toBeGreaterThan(0);
    });
  });
}

const [, postgres] = kinds;
describe.skipIf(postgres.leftOut)(`a box on ${postgres.name} whose server is killed`, () => {
  it('says that votes are not stored, holds those acknowledged before, and goes on after', async () => {
    const place = await postgres.start();
    const store = await openStore(await place.newLocation());
    const debate = await openInquiry(store.db, { people: 60, statements: 42 });
    const { inquiry, people, statements } = debate;
    const acknowledged: string[] = [];
    const unsure: string[] = [];
    const voting = people.map(async ({ secret }, person) => {
      for (let number = 0; number < 40; number++) {
        const vote = {
          inquiry,
          secret,
          statement: statements[number],
          value: 1,
          key: `${person}-${number}`,
        } as const;
        const outcome = await store.votes.cast(vote);
        (outcome === 'counted' ? acknowledged : unsure).push(`${person} ${number} ${outcome}`);
      }
    });
    while (acknowledged.length < 300) await wait(1);
    await place.server!.crash();
    await Promise.all(voting);

    expect(unsure.length).toBeGreaterThan(0);
    expect(new Set(unsure.map((line) => line.split(' ')[2]))).toEqual(new Set(['not-stored']));
    const held = await votesIn(store, debate);
    expect(new Set(held).size).toBe(held.length);
    expect(held).toEqual(expect.arrayContaining(acknowledged.map(voteOf)));
    // Whether such a vote had reached the disk before the answer was lost, nobody can know.
    expect(['counted', 'repeated']).toEqual(
      expect.arrayContaining([...(await sendAgain(store, debate, unsure))]),
    );
    expect(await votesIn(store, debate)).toHaveLength(60 * 40);
    await store.close();
    await place.stop();
  });
});

/** Rows of an import, once the server has noticed that who sent it is gone: it may still have been committing. */
async function counts({ db, dialect }: Store): Promise<number[]> {
  if (dialect === 'postgres') {
    await expect
      .poll(async () => {
        const { rows } = await sql`select pid from pg_stat_activity where datname = current_database()
          and pid <> pg_backend_pid() and state <> 'idle'`.execute(db);
        return rows.length;
      })
      .toBe(0);
  }
  const { rows } = await sql<Record<string, number>>`select
    (select count(*) from inquiry) as inquiries, (select count(*) from statement) as statements,
    (select count(*) from ballot) as ballots, (select count(*) from vote) as votes`.execute(db);
  const [{ inquiries, statements, ballots, votes }] = rows;
  return [inquiries, statements, ballots, votes];
}

/** Sends votes again as they were; the outcomes that occur. */
async function sendAgain(
  { votes }: Store,
  { inquiry, people, statements }: OpenInquiry,
  lines: readonly string[],
): Promise<Set<Outcome>> {
  const outcomes = lines.map((line) => {
    const [person, number] = line.split(' ').map(Number);
    return votes.cast({
      inquiry,
      secret: people[person].secret,
      statement: statements[number],
      value: 1,
      key: `${person}-${number}`,
    });
  });
  return new Set(await Promise.all(outcomes));
}

/** `person number counted` → `person number`. */
function voteOf(line: string): string {
  return line.split(' ').slice(0, 2).join(' ');
}

/** The votes in the box, `person number`. */
async function votesIn({ db }: Store, debate: OpenInquiry): Promise<string[]> {
  const { ballots, votes } = (await readDebate(db, debate.inquiry))!;
  const person = new Map(debate.people.map(({ ballot }, index) => [ballot, index]));
  return Array.from(votes.person, (at, vote) => `${person.get(ballots[at])} ${votes.statement[vote]}`).sort();
}
