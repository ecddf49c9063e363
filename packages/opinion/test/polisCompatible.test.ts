import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { polisCompatible } from '../src/polisCompatible.ts';
import type { VoteRow } from '../src/votes.ts';
import { votesFrom } from '../src/votesFrom.ts';

interface Golden {
  readonly votes: readonly (readonly (1 | -1 | 0 | null)[])[];
  readonly groupOf: readonly number[];
  readonly groups: number;
  readonly moderated: readonly number[];
  readonly meta: readonly number[];
  readonly expected: Record<string, unknown>;
}

// Worked by test/golden/polis.py (numpy), written from the formulas alone.
const golden: readonly Golden[] = JSON.parse(
  readFileSync(new URL('./golden/polis.json', import.meta.url), 'utf8'),
);

function read(debate: Golden) {
  const rows: VoteRow[] = debate.votes.flatMap((row, i) =>
    row.flatMap((vote, j) => (vote === null ? [] : [{ participant: String(i), statement: String(j), vote }])),
  );
  return votesFrom(rows, {
    participants: debate.votes.map((_, i) => String(i)),
    statements: debate.votes[0].map((_, j) => String(j)),
  });
}

/** Compares numbers within 1e-9 of their size, and everything else exactly. */
function expectSame(actual: unknown, expected: unknown, path = ''): void {
  if (typeof expected === 'number') {
    const value = typeof actual === 'string' ? Number(actual) : (actual as number);
    expect(Math.abs(value - expected), path).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
  } else if (expected !== null && typeof expected === 'object') {
    if (Array.isArray(expected)) expect((actual as unknown[]).length, path).toBe(expected.length);
    for (const [key, value] of Object.entries(expected))
      expectSame((actual as Record<string, unknown>)[key], value, `${path}.${key}`);
  } else expect(actual, path).toBe(expected);
}

describe('polisCompatible', () => {
  test.each(golden.map((debate, k) => [k, debate] as const))(
    'gives the golden figures of debate %i: counts, tests, lists, products, priorities (SPEC C1 to C7)',
    (_, debate) => {
      const figures = polisCompatible(read(debate), {
        ids: Array.from({ length: debate.groups }, (_, g) => String(g)),
        groupOf: debate.groupOf,
        moderated: debate.moderated.map(String),
        meta: debate.meta.map(String),
      });
      expectSame(figures, debate.expected);
    },
  );

  test('takes an extremity that is given (SPEC C7)', () => {
    const votes = read(golden[0]);
    const { statements } = polisCompatible(votes, {
      ids: ['0'],
      groupOf: golden[0].groupOf.map(() => 0),
      extremity: votes.statements.map(() => 0),
    });
    const [first] = statements;
    const seen = golden[0].votes.map((row) => row[0]).filter((vote) => vote !== null);
    const [a, p, s] = [seen.filter((v) => v === 1).length, seen.filter((v) => v === 0).length, seen.length];
    // By hand from SPEC C7 with E = 0.
    expect(first.importance).toBeCloseTo(((1 - (p + 1) / (s + 2)) * (a + 1)) / (s + 2), 12);
    expect(first.priority).toBeCloseTo((first.importance * (1 + 8 * 2 ** (-s / 5))) ** 2, 12);
  });

  test('mirrors groups when agree and disagree change places (SPEC C1)', () => {
    const debate = golden[1];
    const mirror: Golden = {
      ...debate,
      votes: debate.votes.map((row) => row.map((v) => (v === null || v === 0 ? v : v === 1 ? -1 : 1))),
    };
    const options = { ids: ['0', '1', '2'], groupOf: debate.groupOf };
    const there = polisCompatible(read(debate), options);
    const back = polisCompatible(read(mirror), options);
    for (let g = 0; g < 3; g++)
      for (let j = 0; j < there.statements.length; j++) {
        const [a, b] = [there.groups[g].statements[j], back.groups[g].statements[j]];
        expect([b.pd, b.pdt, b.rd, b.rdt]).toEqual([a.pa, a.pat, a.ra, a.rat]);
      }
    expect(back.consensus.disagree.map((s) => s.statement)).toEqual(
      there.consensus.agree.map((s) => s.statement),
    );
  });

  test('refuses extremities that do not fit', () => {
    expect(() =>
      polisCompatible(read(golden[0]), { ids: [], groupOf: golden[0].groupOf.map(() => -1), extremity: [1] }),
    ).toThrow('polisCompatible: there must be one extremity for each of 12 statements');
  });
});
