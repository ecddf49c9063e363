import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countVote } from '../src/countVote.ts';
import { tally } from '../src/tally.ts';
import { votesFrom } from '../src/votesFrom.ts';

describe('tally', () => {
  test('counts who agreed, disagreed and passed, among everybody and in each segment (SPEC T1)', () => {
    const votes = votesFrom(
      [
        { participant: 'a', statement: 'x', vote: 1 },
        { participant: 'a', statement: 'y', vote: 0 },
        { participant: 'b', statement: 'x', vote: -1 },
        { participant: 'c', statement: 'x', vote: 1 },
      ],
      { statements: ['z'] },
    );
    // By hand: x has a, c for and b against; y has a's pass; nobody saw z. Segments: a in 1, b in 0, c in none.
    expect([...tally(votes, [1, 0, -1], 2).counts]).toEqual([
      ...[2, 1, 0, 0, 0, 1, 0, 0, 0],
      ...[0, 1, 0, 0, 0, 0, 0, 0, 0],
      ...[1, 0, 0, 0, 0, 1, 0, 0, 0],
    ]);
    expect(() => tally(votes, [0, 0], 1)).toThrow('there must be one segment for each of 3 people, got 2');
    expect(() => tally(votes, [0, 0, 1], 1)).toThrow('person 2 is in segment 1, but there are 1');
  });

  test('one vote more, changed or withdrawn gives what a recount gives (SPEC T1)', () => {
    const vote = fc.constantFrom(1 as const, -1 as const, 0 as const, undefined);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(2), vote), { maxLength: 40 }), (changes) => {
        const segmentOf = [0, 1, -1, 0];
        const people = ['0', '1', '2', '3'];
        const statements = ['0', '1', '2'];
        const now = new Map<string, { participant: string; statement: string; vote: 1 | -1 | 0 }>();
        const counted = tally(votesFrom([], { participants: people, statements }), segmentOf, 2);
        for (const [i, j, after] of changes) {
          const key = `${i} ${j}`;
          countVote(counted, { statement: j, segment: segmentOf[i], before: now.get(key)?.vote, after });
          if (after === undefined) now.delete(key);
          else now.set(key, { participant: String(i), statement: String(j), vote: after });
        }
        const votes = votesFrom(now.values(), { participants: people, statements });
        expect(counted.counts).toEqual(tally(votes, segmentOf, 2).counts);
      }),
    );
  });

  test('a vote that was never counted cannot be withdrawn', () => {
    const counted = tally(votesFrom([], { statements: ['x'] }));
    expect(() => countVote(counted, { statement: 0, segment: -1, before: 1, after: undefined })).toThrow(
      'countVote: no such vote was counted on statement 0',
    );
    expect(() => countVote(counted, { statement: 1, segment: -1, before: undefined, after: 1 })).toThrow(
      'statement 1 or segment -1 is not in this tally',
    );
  });
});
