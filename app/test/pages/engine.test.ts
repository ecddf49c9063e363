import { analyse, type Votes, votesFrom } from '@abord/opinion';
import { afterAll, expect, it } from 'vitest';
import { startEngine } from '../../src/engine.ts';

const engine = startEngine();
afterAll(() => engine.close());

const votes = votesFrom(
  Array.from({ length: 60 * 12 }, (_, index) => ({
    participant: String(index % 60),
    statement: String(Math.floor(index / 60)),
    vote: ((index * 7919) % 5) % 3 === 0 ? 1 : -1,
  })),
);

it('says on its own thread what the engine says on this one', async () => {
  expect(await engine.analyse(votes)).toEqual(analyse(votes));
});

it('answers several questions at once, each with its own answer', async () => {
  const few = votesFrom([{ participant: 'a', statement: 'b', vote: 1 }]);
  const [first, second] = await Promise.all([engine.analyse(votes), engine.analyse(few)]);
  expect([first.people, second.people]).toEqual([60, 1]);
});

it('hands back what the engine refuses, and goes on', async () => {
  await expect(engine.analyse({ ...votes, offsets: undefined } as unknown as Votes)).rejects.toThrow();
  expect((await engine.analyse(votes)).people).toBe(60);
});
