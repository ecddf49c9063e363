import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Draft, type DraftCell, type Release, type Released, release, reopen } from '../src/index.ts';

type Figures = { readonly votes: number };
type Opened = Release<{ readonly title: string }, { readonly parts: Figures; readonly made: Figures }>;

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

function draftOf(sizes: readonly number[], unassigned: number, more: Partial<Draft> = {}): Draft {
  const cells: DraftCell[] = [];
  let next = 0;
  for (const [index, size] of sizes.entries()) {
    cells.push({
      id: `c${index}`,
      about: 'votes',
      people: range(next, next + size),
      figures: { votes: size },
      within: 'all',
    });
    next += size;
  }
  const everyone = range(0, next + unassigned);
  return {
    question: 'everyone',
    population: everyone.length,
    reader: 'outside',
    facts: { title: 'essai' },
    tables: [{ key: 'parts', kind: 'figure', cells, wholes: { all: everyone } }],
    ...more,
  };
}

const open = (draft: Draft): Released<Opened> => {
  const { bytes, hash } = release(draft);
  return reopen<Opened>(bytes, hash);
};
const shown = (draft: Draft) => open(draft).tables.parts.cells.map((cell) => cell.id);

describe('release', () => {
  test('R1: a cell under its minimum is hidden whole, and nothing but its name is left of it', () => {
    const released = open(draftOf([20, 30, 7, 6], 0));
    expect(released.tables.parts.cells).toEqual([
      { id: 'c0', people: 20, votes: 20 },
      { id: 'c1', people: 30, votes: 30 },
    ]);
    expect(released.tables.parts.hidden).toEqual(['c2', 'c3']);
  });

  describe('R27: an unseen table', () => {
    /** Twenty people, of whom so many use the tool of which the figure speaks. */
    const toolDraft = (users: readonly number[], people = 20): Draft => ({
      ...draftOf([], people),
      tables: [
        {
          key: 'users',
          kind: 'figure',
          unseen: true,
          cells: [
            { id: 'tool', about: 'how it goes', people: users, answers: { well: users.length }, figures: {} },
          ],
        },
        {
          key: 'parts',
          kind: 'figure',
          cells: [
            { id: 'all', about: 'all of it', people: range(0, people), figures: {}, needs: ['users/tool'] },
          ],
        },
      ],
    });

    test('leaves nothing in the bytes, neither where its cells are enough nor where they are few', () => {
      for (const users of [12, 3]) {
        const { bytes, hash } = release(toolDraft(range(0, users)));
        expect(Object.keys(reopen<Opened>(bytes, hash).tables)).toEqual(['parts']);
        expect(new TextDecoder().decode(bytes)).not.toMatch(/users|tool/);
      }
    });

    test('takes with it what needs its cells, and is remembered', () => {
      expect(shown(toolDraft(range(0, 8)))).toEqual(['all']);
      expect(shown(toolDraft(range(0, 7)))).toEqual([]);
      const { behind } = release(toolDraft(range(0, 8)));
      expect(behind.map(({ table, people }) => [table, people.length])).toEqual([
        ['users', 8],
        ['parts', 20],
      ]);
    });

    test('so that ten people more, of whom one uses the tool, wait', () => {
      const { behind } = release(toolDraft(range(0, 8)));
      const earlier = { population: 30, cells: behind };
      const { refused } = release(toolDraft([...range(0, 8), 20], 30), { earlier });
      expect(refused).toEqual([
        { table: 'users', cell: 'tool', reason: 'step' },
        { table: 'parts', cell: 'all', reason: 'needs' },
      ]);
    });
  });

  test('R2: eight people are enough for a reader outside, nine where she may be inside', () => {
    expect(shown(draftOf([8, 8], 0))).toEqual(['c0', 'c1']);
    expect(shown(draftOf([8, 9, 9], 0, { reader: 'inside' }))).toEqual(['c2']);
    expect(shown(draftOf([9, 9], 0, { reader: 'inside' }))).toEqual(['c0', 'c1']);
  });

  test('R3: a lone hidden part takes the smallest shown part with it', () => {
    const { refused } = release(draftOf([4, 12, 40], 0));
    expect(refused).toEqual([
      { table: 'parts', cell: 'c0', reason: 'few' },
      { table: 'parts', cell: 'c1', reason: 'remainder' },
    ]);
  });

  test('R3: people in no cell count with the hidden ones: nine and none hidden leaves all shown', () => {
    expect(shown(draftOf([20, 30], 9))).toEqual(['c0', 'c1']);
    expect(shown(draftOf([20, 30], 3))).toEqual(['c1']);
    expect(shown(draftOf([5, 30], 3))).toEqual(['c1']);
  });

  test('R4: a cell made from a hidden cell is hidden', () => {
    const draft = draftOf([20, 7, 7], 0);
    const made: DraftCell[] = [
      { id: 'a', about: 'made', people: range(0, 34), figures: { votes: 1 }, needs: ['parts/c0'] },
      {
        id: 'b',
        about: 'made',
        people: range(0, 34),
        figures: { votes: 2 },
        needs: ['parts/c0', 'parts/c1'],
      },
    ];
    const tables = [...draft.tables, { key: 'made', kind: 'figure' as const, cells: made }];
    const { refused } = release({ ...draft, tables });
    expect(refused.at(-1)).toEqual({ table: 'made', cell: 'b', reason: 'needs' });
    expect(open({ ...draft, tables }).tables.made.cells.map((cell) => cell.id)).toEqual(['a']);
  });

  test('R5: the sets of people stay out of the bytes and are handed over beside them', () => {
    const { bytes, behind } = release(draftOf([10, 10], 0));
    expect(new TextDecoder().decode(bytes)).toBe(
      '{"facts":{"title":"essai"},"format":1,"question":"everyone","tables":{"parts":{"cells":' +
        '[{"id":"c0","people":10,"votes":10},{"id":"c1","people":10,"votes":10}],"hidden":[],"minimum":8}}}',
    );
    expect(behind.map((cell) => [cell.table, cell.cell, cell.people.length])).toEqual([
      ['parts', 'c0', 10],
      ['parts', 'c1', 10],
    ]);
  });

  test('R6: the hash is the SHA-256 of the bytes (Node’s own implementation agrees)', () => {
    const { bytes, hash } = release(draftOf([10, 10], 0));
    expect(hash).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  test('R8: a draft that breaks its own promises is refused', () => {
    const one = (cell: Partial<DraftCell>, key = 'parts'): Draft => ({
      ...draftOf([], 20),
      tables: [
        {
          key,
          kind: 'figure',
          cells: [{ id: 'c', about: 'c', people: range(0, 10), figures: {}, ...cell }],
          wholes: { all: range(0, 20) },
        },
      ],
    });
    expect(() => release(one({ people: [3, 2, 1] }))).toThrow('rising');
    expect(() => release(one({ people: [3, 3] }))).toThrow('rising');
    expect(() => release(one({ people: range(15, 25) }))).toThrow('below 20');
    expect(() => release(one({ within: 'nowhere' }))).toThrow('nowhere');
    expect(() => release(one({ needs: ['debate/all'] }))).toThrow('earlier');
    expect(() => release(one({ figures: { people: 3 } }))).toThrow('the gate writes');
    expect(() => release(one({ figures: { share: 0.123456 } }))).toThrow('three decimals');
    const twice = draftOf([10, 10], 0);
    const [table] = twice.tables;
    expect(() => release({ ...twice, tables: [table!, table!] })).toThrow('two tables');
    const overlap = [
      { id: 'x', about: 'c', people: range(0, 10), figures: {}, within: 'all' },
      { id: 'y', about: 'c', people: range(9, 19), figures: {}, within: 'all' },
    ];
    expect(() => release({ ...twice, tables: [{ ...table!, cells: overlap }] })).toThrow('overlaps');
    const named = [
      { id: 'x', about: 'c', people: range(0, 10), figures: {} },
      { id: 'x', about: 'c', people: range(10, 20), figures: {} },
    ];
    expect(() => release({ ...twice, tables: [{ ...table!, cells: named }] })).toThrow('two cells');
  });

  test('whatever the sizes, no shown part and no remainder lies between one person and the minimum', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 25 }), { maxLength: 8 }),
        fc.integer({ min: 0, max: 12 }),
        fc.constantFrom('inside' as const, 'outside' as const),
        fc.constantFrom('figure' as const, 'group' as const, 'mark' as const),
        (sizes, unassigned, reader, kind) => {
          const plain = draftOf(sizes, unassigned, { reader });
          const draft = { ...plain, tables: [{ ...plain.tables[0], kind }] };
          const { minimum, cells } = open(draft).tables.parts;
          const visible = cells.map((cell) => cell.people);
          expect(Math.min(...visible, minimum)).toBe(minimum);
          const remainder = plain.population - visible.reduce((sum, people) => sum + people, 0);
          expect(remainder === 0 || remainder >= minimum || visible.length === 0).toBe(true);
        },
      ),
    );
  });

  describe('beside what was released before', () => {
    const answered = (yes: number, no: number, from = 0): Draft => ({
      ...draftOf([], yes + no + from),
      tables: [
        {
          key: 'parts',
          kind: 'figure',
          cells: [
            {
              id: 'all',
              about: 'votes',
              people: range(from, from + yes + no),
              answers: { yes, no },
              figures: { votes: 1 },
            },
          ],
        },
      ],
    });
    const after = (before: Draft, newer: Draft) => {
      const cells = release(before).behind.map(({ about, people, answers }) => ({
        about,
        people,
        answers: answers!,
      }));
      const { refused, waiting } = release(newer, { earlier: { population: 40, cells } });
      return { reasons: refused.map(({ reason }) => reason), waiting };
    };

    test('R14: seven more people wait, eight do not', () => {
      expect(after(answered(12, 8), answered(15, 12))).toEqual({ reasons: ['step'], waiting: 10 });
      expect(after(answered(12, 8), answered(16, 12))).toEqual({ reasons: [], waiting: 0 });
      expect(after(answered(12, 8), answered(12, 8))).toEqual({ reasons: [], waiting: 0 });
    });

    test('R14: a change of mind among the same people waits too', () => {
      expect(after(answered(12, 8), answered(11, 9))).toEqual({ reasons: ['step'], waiting: 5 });
    });

    test('R14: one who has erased her answers shows by what is missing, and so the figure waits', () => {
      expect(after(answered(12, 8), answered(11, 8, 1)).reasons).toEqual(['step']);
    });

    test('R14: a whole that is a cell too is known by that cell alone, and goes with it', () => {
      const newer = answered(13, 8);
      const people = range(0, 21);
      const part = { id: 'some', about: 'votes', people: range(0, 21), figures: {}, within: 'everyone' };
      const parts = { key: 'by', kind: 'figure' as const, cells: [part], wholes: { everyone: people } };
      const { reasons } = after(answered(12, 8), { ...newer, tables: [...newer.tables, parts] });
      expect(reasons).toEqual(['step', 'step']);
    });

    test('R14: whatever is about something else is no part of the difference', () => {
      const other = answered(12, 8);
      const cells = [{ about: 'else', people: range(0, 19) }];
      expect(release(other, { earlier: { population: 20, cells } }).refused).toEqual([]);
    });
  });

  test('R16, R17: answers come out as rounded shares, and a sum that one person dominates stays in', () => {
    const cell = { id: 'c', about: 'hours', people: range(0, 12), figures: {} };
    const draft = (more: Partial<DraftCell>): Draft => ({
      ...draftOf([], 12),
      tables: [{ key: 'parts', kind: 'figure', cells: [{ ...cell, ...more }] }],
    });
    expect(open(draft({ answers: { yes: 12, no: 0 } })).tables.parts.cells[0]).toMatchObject({
      answers: { yes: { share: 0.95, nearly: 'all' }, no: { share: 0.05, nearly: 'none' } },
    });
    const amounts = [200, ...Array(11).fill(2)];
    expect(release(draft({ amounts })).refused).toEqual([{ table: 'parts', cell: 'c', reason: 'dominant' }]);
    expect(release(draft({ amounts: Array(12).fill(2) })).refused).toEqual([]);
    expect(() => release(draft({ answers: { yes: 5 } }))).toThrow('5 answers of 12 people');
    expect(() => release(draft({ amounts: [1] }))).toThrow('1 amounts of 12 people');
  });

  test('the same draft gives the same bytes, and stays as it was', () => {
    const draft = draftOf([10, 3, 10], 2);
    const before = structuredClone(draft);
    expect(release(draft).hash).toBe(release(structuredClone(draft)).hash);
    expect(draft).toEqual(before);
  });
});
