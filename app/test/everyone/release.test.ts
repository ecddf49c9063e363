import { random, shuffle } from '@abord/numbers';
import { release } from '@abord/release';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Debate } from '#lib/questions/everyone/debate.ts';
import { debateVotes } from '#lib/questions/everyone/debateVotes.ts';
import { depthOf } from '#lib/questions/everyone/depthOf.ts';
import { declareEveryone } from '#lib/questions/everyone/release.ts';
import { countedAnalysis } from './countedAnalysis.ts';
import { someDebate } from './someDebate.ts';
import { someRelease } from './someRelease.ts';

const runs = { numRuns: 150 };

/** The same people and votes, in another order, under other names. */
function reordered(debate: Debate, seed: number): Debate {
  const source = random(seed);
  const places = shuffle(
    source,
    debate.people.map((_, person) => person),
  );
  const placeOf = new Int32Array(places.length);
  for (const [place, person] of places.entries()) placeOf[person] = place;
  const rows = shuffle(
    source,
    Array.from(debate.votes.value, (_, vote) => vote),
  );
  return {
    ...debate,
    people: places.map((person) => debate.people[person]),
    votes: {
      person: Int32Array.from(rows, (vote) => placeOf[debate.votes.person[vote]]),
      statement: Int32Array.from(rows, (vote) => debate.votes.statement[vote]),
      value: Int8Array.from(rows, (vote) => debate.votes.value[vote]),
    },
  };
}

describe('debateVotes', () => {
  test('E20: the same votes come out in the same order, whoever came first', () => {
    fc.assert(
      fc.property(someDebate, fc.nat(), (debate, seed) => {
        const other = reordered(debate, seed);
        const [first, second] = [debateVotes(debate), debateVotes(other)];
        expect(second.votes).toEqual(first.votes);
        expect(Array.from(second.order, (person) => other.people[person].profile)).toEqual(
          Array.from(first.order, (person) => debate.people[person].profile),
        );
      }),
      runs,
    );
  });

  test('E21: each row holds the votes of the person it names, on accepted statements alone', () => {
    fc.assert(
      fc.property(someDebate, (debate) => {
        const { votes, order } = debateVotes(debate);
        const rows = new Set<string>();
        for (const [row, person] of order.entries()) {
          for (let vote = votes.offsets[row]; vote < votes.offsets[row + 1]; vote++) {
            rows.add(`${person} ${votes.statements[votes.statement[vote]]} ${votes.value[vote]}`);
          }
        }
        const expected = Array.from(debate.votes.value, (value, vote) => {
          const { number, state } = debate.statements[debate.votes.statement[vote]];
          return state === 'accepted' ? `${debate.votes.person[vote]} ${number} ${value}` : undefined;
        }).filter((row) => row !== undefined);
        expect(rows).toEqual(new Set(expected));
      }),
      runs,
    );
  });
});

describe('declareEveryone', () => {
  test('E22: a mark stands for five people or more of one segment, on the grid, and there are at most 60', () => {
    fc.assert(
      fc.property(someRelease, ({ released }) => {
        const { marks, segments } = released.tables;
        expect(marks.cells.length).toBeLessThanOrEqual(60);
        for (const { people, x, y } of marks.cells) {
          expect(people).toBeGreaterThanOrEqual(5);
          for (const place of y === undefined ? [x] : [x, y]) expect((place * 20) % 1).toBeCloseTo(0, 9);
        }
        for (const { segment, people } of segments.cells) {
          const inMarks = marks.cells.filter((mark) => mark.segment === segment);
          expect(inMarks.reduce((sum, mark) => sum + mark.people, 0)).toBe(people);
        }
      }),
      runs,
    );
  });

  test('E23: a figure over the ends or camps is shown only where each of them is shown', () => {
    fc.assert(
      fc.property(someRelease, ({ released, standing }) => {
        const ends = standing.segmentIds.filter((id) => id !== 'between');
        const shown = new Set(released.tables.bySegment.cells.map(({ id }) => id));
        for (const { statement } of released.tables.across.cells) {
          for (const end of ends) expect(shown).toContain(`${statement}/${end}`);
        }
      }),
      runs,
    );
  });

  test('what a statement’s segments leave over is nobody, or ten people at least', () => {
    fc.assert(
      fc.property(someRelease, ({ released }) => {
        const { statements, bySegment } = released.tables;
        for (const { statement, people } of statements.cells) {
          const parts = bySegment.cells.filter((cell) => cell.statement === statement);
          const left = people - parts.reduce((sum, cell) => sum + cell.people, 0);
          expect(parts.length === 0 || left === 0 || left >= 10).toBe(true);
        }
      }),
      runs,
    );
  });

  test('E24: in an open room and for an imported debate, no profile leaves the house', () => {
    fc.assert(
      fc.property(someRelease, ({ debate, frozen }) => {
        const text = new TextDecoder().decode(frozen.bytes);
        const tells = debate.entry === 'codes' || debate.entry === 'token';
        expect(/workshop/.test(text)).toBe(tells);
      }),
      runs,
    );
  });

  test('a figure that does not come from its people is refused before the gate', () => {
    fc.assert(
      fc.property(someRelease, ({ debate, votes, standing }) => {
        const analysis = countedAnalysis(votes, standing);
        const [first, ...others] = analysis.statementsBy;
        const wrong = { ...analysis, statementsBy: [{ ...first, pass: first.pass + 1 }, ...others] };
        const profiles = votes.participants.map(() => ({}));
        expect(() => declareEveryone(debate, votes, profiles, wrong)).toThrow('do not come from');
      }),
      { numRuns: 20 },
    );
  });

  test('the same votes give the same bytes, whoever came first', () => {
    fc.assert(
      fc.property(someRelease, fc.nat(), ({ debate, standing, frozen }, seed) => {
        const other = reordered(debate, seed);
        const { votes, order } = debateVotes(other);
        const profiles = Array.from(order, (person) => other.people[person].profile);
        expect(release(declareEveryone(other, votes, profiles, countedAnalysis(votes, standing))).hash).toBe(
          frozen.hash,
        );
      }),
      runs,
    );
  });
});

describe('depthOf', () => {
  test('one mark gives a bell: 1 above it, exp(-1/2) = 0.61 one standard deviation away', () => {
    const { profile, smoothing } = depthOf([{ x: 0, y: 0, people: 5 }], true);
    const at = (x: number) => profile?.find(([place]) => place === x)?.[1];
    expect([smoothing, at(0), at(0.4), at(-0.4)]).toEqual([0.4, 1, 0.61, 0.61]);
  });

  test('on two axes the line at 42 % of one mark is a circle of radius 0.4 √(-2 ln 0.42) = 0.527', () => {
    const { lines } = depthOf([{ x: 1, y: -1, people: 8 }], false);
    const [ring] = lines?.find(({ level }) => level === 0.42)?.rings ?? [];
    for (const [x, y] of ring) expect(Math.hypot(x - 1, y + 1)).toBeCloseTo(0.527, 1);
  });
});
