import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../src/analyse.ts';
import { contentSeed } from '../src/contentSeed.ts';
import type { VoteRow, Votes } from '../src/votes.ts';
import { votesFrom } from '../src/votesFrom.ts';
import { simulateLine } from './simulateLine.ts';

const { votes } = simulateLine({ people: 120, statements: 20, density: 0.7, passes: 0.1 }, 21);
const analysis = analyse(votes);

function rowsOf({ participants, statements, offsets, statement, value }: Votes): VoteRow[] {
  return participants.flatMap((participant, i) =>
    Array.from(
      { length: offsets[i + 1] - offsets[i] },
      (_, k) =>
        ({
          participant,
          statement: statements[statement[offsets[i] + k]],
          vote: value[offsets[i] + k],
        }) as VoteRow,
    ),
  );
}

const bytes = (value: unknown) =>
  JSON.stringify(value, (_, part) =>
    ArrayBuffer.isView(part) ? Buffer.from(part.buffer).toString('hex') : part,
  );

describe('analyse', () => {
  test('gives the same bytes for rows and people in any order (SPEC A1)', () => {
    const rows = rowsOf(votes);
    const expected = bytes(analysis);
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        expect(bytes(analyse(votesFrom(shuffled)))).toBe(expected);
      }),
      { numRuns: 5 },
    );
  });

  test('says by which method and seed it came to be (SPEC A2)', () => {
    expect(analysis.method).toMatchObject({
      engine: '@abord/opinion',
      seed: contentSeed(votes),
      factors: 5,
      sweeps: 6,
      subsamples: 20,
      fittedOn: 120,
      shapedOn: 120,
    });
    expect([analysis.people, analysis.statements, analysis.votes]).toEqual([120, 20, votes.value.length]);
  });

  test('names at both ends of an axis the statements that order people (SPEC A3)', () => {
    expect(analysis.shape).toBe('line');
    const [{ low, high }] = analysis.axes;
    expect(low.length).toBeGreaterThan(0);
    expect(high.length).toBeGreaterThan(0);
    const shareAt = (id: string, end: string) =>
      analysis.statementsBy.find((s) => s.id === id)!.bySegment.find((s) => s.segment === end)!.share.value;
    expect(shareAt(high[0], 'high')).toBeGreaterThan(shareAt(high[0], 'low'));
    expect(shareAt(low[0], 'low')).toBeGreaterThan(shareAt(low[0], 'high'));
  });

  test('counts in each segment the people who stand there (SPEC A3)', () => {
    expect(analysis.segments.reduce((sum, { size }) => sum + size, 0)).toBe(120);
    analysis.segments.forEach(({ size }, s) => {
      expect(size).toBe(Array.from(analysis.segmentOf).filter((segment) => segment === s).length);
    });
  });

  test('says too few of a small debate, and draws no axis, ends or groups (SPEC A4)', () => {
    const small = analyse(votesFrom(rowsOf(votes).filter((row) => Number(row.participant) < 39)));
    expect(small.shape).toBe('few');
    expect([small.axes, small.segments, small.groups]).toEqual([[], [], []]);
    expect(small.statementsBy.length).toBe(20);
  });

  test('says what little can be said of no votes at all (SPEC A4)', () => {
    const none = analyse(votesFrom([]));
    expect([none.shape, none.people, none.statementsBy]).toEqual(['few', 0, []]);
    const unanswered = analyse(votesFrom([], { participants: ['a'], statements: ['x'] }));
    expect(unanswered.statementsBy[0]).toMatchObject({ id: 'x', agree: 0, disagree: 0, pass: 0 });
  });
});
