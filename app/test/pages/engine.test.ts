import { afterAll, expect, it } from 'vitest';
import { makeDemonstration } from '#lib/inquiry/demonstration.ts';
import type { NamelessDebate } from '#lib/questions/everyone/freezeEveryone.ts';
import { jobs } from '#lib/questions/jobs.ts';
import { startEngine } from '../../src/engine.ts';

const engine = startEngine();
afterAll(() => engine.close());

/** The demonstration as it comes out of the box, with fewer or more people if asked. */
function nameless(people?: number): NamelessDebate {
  const debate = makeDemonstration();
  const { title, description, organisation, simulated, entry, refused } = debate;
  const count = people ?? debate.people.length;
  const kept = debate.votes.person.map((person) => (person < count ? 1 : 0));
  const within = <Column extends Int32Array | Int8Array>(column: Column) =>
    column.filter((_, vote) => kept[vote] === 1) as Column;
  return {
    inquiry: {
      ...{
        id: 'demonstration',
        state: 'closed',
        day: '2026-11-24',
        questions: [],
        languages: [],
        keepMonths: 12,
      },
      ...{ title, description, organisation, simulated, entry, refused, attributes: [] },
    },
    people: count,
    statements: debate.statements.map((statement) => ({
      ...statement,
      id: String(statement.number),
      version: 1,
      origin: 'host',
    })),
    profiles: {},
    votes: {
      person: within(debate.votes.person),
      statement: within(debate.votes.statement),
      value: within(debate.votes.value),
    },
  };
}

it('freezes on its own thread what is frozen on this one', async () => {
  const { frozen, order } = await jobs.everyone(nameless());
  const there = await engine.everyone(nameless());
  expect(there.frozen.hash).toBe(frozen.hash);
  expect(there).toEqual({ frozen, order });
});

it('answers several questions at once, each with its own answer', async () => {
  const [first, second] = await Promise.all([engine.everyone(nameless()), engine.everyone(nameless(3))]);
  expect([first.order.length > 100, second.order.length]).toEqual([true, 3]);
});

it('moves what is asked and what is answered, and copies neither', async () => {
  const asked = nameless();
  const answering = engine.everyone(asked);
  expect(asked.votes.value.length).toBe(0);
  expect((await answering).order.length).toBeGreaterThan(100);
});

it('hands back what the engine refuses, and goes on', async () => {
  const twice = nameless(3);
  twice.votes.statement.fill(0);
  await expect(engine.everyone(twice)).rejects.toThrow('two votes on one statement');
  expect((await engine.everyone(nameless(3))).order.length).toBe(3);
});

it('says in one sentence that the analysis died of too little memory, and begins again with the next', async () => {
  const small = startEngine({ maxOldGenerationSizeMb: 48 });
  const crowd = { ...nameless(3), people: 5_000_000 };
  const [large, waiting] = [small.everyone(crowd), small.everyone(nameless(3))];
  const stopped = { code: 'analysis-stopped', details: { reason: 'ERR_WORKER_OUT_OF_MEMORY' } };
  await expect(large).rejects.toMatchObject(stopped);
  await expect(waiting).rejects.toMatchObject(stopped);
  expect((await small.everyone(nameless(3))).order.length).toBe(3);
  await small.close();
});

it('leaves nobody waiting when it is closed in the middle of an answer', async () => {
  const closing = startEngine();
  const answer = closing.everyone(nameless());
  await Promise.all([expect(answer).rejects.toMatchObject({ code: 'analysis-stopped' }), closing.close()]);
});
