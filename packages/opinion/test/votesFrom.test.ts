import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentSeed } from '../src/contentSeed.ts';
import type { VoteRow } from '../src/votes.ts';
import { votesFrom } from '../src/votesFrom.ts';
import { votesFromArrays } from '../src/votesFromArrays.ts';

const row = (participant: string, statement: string, vote: number) =>
  ({ participant, statement, vote }) as VoteRow;

describe('votesFrom', () => {
  test('lists integer ids first, by number, then the others by code unit (SPEC V3)', () => {
    const ids = ['b', '10', '9', '007', 'B', '123456789012345678901234567890', '0'];
    const votes = votesFrom(ids.map((id) => row(id, id, 1)));
    // '007' is not how an integer is written, so it is ordered as text.
    const expected = ['0', '9', '10', '123456789012345678901234567890', '007', 'B', 'b'];
    expect(votes.participants).toEqual(expected);
    expect(votes.statements).toEqual(expected);
  });

  test('keeps a pass as an entry and leaves what was not answered out (SPEC V2)', () => {
    const votes = votesFrom([row('2', 'y', -1), row('1', 'y', 0), row('2', 'x', 1)]);
    expect([...votes.offsets]).toEqual([0, 1, 3]);
    expect([...votes.statement]).toEqual([1, 0, 1]);
    expect([...votes.value]).toEqual([0, 1, -1]);
  });

  test('lists people and statements without a vote when they are named (SPEC V2)', () => {
    const votes = votesFrom([row('2', 'x', 1)], { participants: ['1', '2'], statements: ['z', 'x'] });
    expect([votes.participants, votes.statements]).toEqual([
      ['1', '2'],
      ['x', 'z'],
    ]);
    expect([...votes.offsets]).toEqual([0, 0, 1]);
  });

  test('divides weights by their mean (SPEC V5)', () => {
    const votes = votesFrom([row('1', 'x', 1), row('2', 'x', 1)], { weights: new Map([['2', 3]]) });
    // Weights 1 and 3, mean 2.
    expect([...votes.weight]).toEqual([0.5, 1.5]);
  });

  test('refuses two votes by one person on one statement, whatever they say (SPEC V4)', () => {
    expect(() => votesFrom([row('1', 'x', 1), row('1', 'x', 1)])).toThrow(
      new RangeError('votesFromArrays: participant 1 has two votes on statement x'),
    );
  });

  test('refuses what is not a vote and a weight that is not positive (SPEC V4, V5)', () => {
    expect(() => votesFrom([row('1', 'x', 2)])).toThrow(RangeError);
    expect(() => votesFrom([row('1', 'x', Number.NaN)])).toThrow(RangeError);
    expect(() => votesFrom([row('1', 'x', 1)], { weights: new Map([['1', 0]]) })).toThrow(RangeError);
  });

  test('refuses arrays that do not fit together and ids that occur twice (SPEC V4)', () => {
    const lists = { participants: ['a'], statements: ['x'] };
    expect(() => votesFromArrays({ ...lists, participant: [0], statement: [], value: [1] })).toThrow(
      RangeError,
    );
    expect(() => votesFromArrays({ ...lists, participant: [1], statement: [0], value: [1] })).toThrow(
      RangeError,
    );
    expect(() =>
      votesFromArrays({
        participants: ['a', 'a'],
        statements: [],
        participant: [],
        statement: [],
        value: [],
      }),
    ).toThrow(new RangeError('votesFromArrays: the id a occurs twice'));
  });

  test('gives the same votes, and the same seed, for rows in any order (SPEC V3, V6)', () => {
    const rows = fc.uniqueArray(
      fc.record({
        participant: fc.constantFrom('1', '2', '10', 'a'),
        statement: fc.constantFrom('x', '3', '20'),
        vote: fc.constantFrom(1 as const, -1 as const, 0 as const),
      }),
      { selector: (r) => `${r.participant} ${r.statement}` },
    );
    fc.assert(
      fc.property(
        rows.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          expect(votesFrom(shuffled)).toEqual(votesFrom(list));
          expect(contentSeed(votesFrom(shuffled))).toBe(contentSeed(votesFrom(list)));
        },
      ),
    );
  });

  test('gives another seed when one vote, one id or one weight differs (SPEC V6)', () => {
    const seeds = [
      votesFrom([row('1', 'x', 1), row('2', 'x', 1)]),
      votesFrom([row('1', 'x', 1), row('2', 'x', -1)]),
      votesFrom([row('1', 'x', 1), row('3', 'x', 1)]),
      votesFrom([row('1', 'x', 1), row('2', 'x', 1)], { weights: new Map([['2', 2]]) }),
    ].map(contentSeed);
    expect(new Set(seeds).size).toBe(4);
  });
});
