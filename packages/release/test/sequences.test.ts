import { random, randomInteger } from '@abord/numbers';
import { describe, expect, test } from 'vitest';
import { type Draft, type DraftCell, type DraftTable, type Earlier, minimum, release } from '../src/index.ts';

/** An inquiry of forty people at most: who is in the box, with two attributes, and what has been shown. */
interface Inquiry {
  readonly source: () => number;
  /** People by number, whether they have answered and have not erased it, and their values. */
  readonly here: boolean[];
  readonly values: (readonly [number, number])[];
  readonly shown: { about: string; people: number[] }[];
}

const SEQUENCES = 10_000;
const LEAST = 6;

describe('a sequence of answers, erasures and releases', () => {
  test(`R13, R14: in ${SEQUENCES} of them a linear-algebra attacker pins no group under the minimum`, {
    timeout: 600_000,
  }, () => {
    let releases = 0;
    let figures = 0;
    for (let seed = 1; seed <= SEQUENCES; seed++) {
      const inquiry = begin(seed);
      for (let step = 0; step < 3; step++) {
        change(inquiry);
        figures += publish(inquiry);
        releases++;
        const pinned = attack(inquiry);
        expect(pinned, `sequence ${seed}, release ${step + 1}`).toEqual([]);
      }
    }
    // Not by showing nothing.
    expect(figures / releases).toBeGreaterThan(1.5);
  });
});

function begin(seed: number): Inquiry {
  const source = random(seed);
  const people = 14 + randomInteger(source, 27);
  return {
    source,
    here: Array.from({ length: people }, () => false),
    values: Array.from(
      { length: people },
      () => [randomInteger(source, 2 + (seed % 2)), randomInteger(source, 2)] as const,
    ),
    shown: [],
  };
}

/** Some answer, some erase. */
function change({ source, here }: Inquiry): void {
  const answering = source();
  const erasing = source() * 0.2;
  for (const [person, present] of here.entries())
    here[person] = present ? source() >= erasing : source() < answering;
}

/** Everybody, by each attribute, and by both; returns how many figures came out. */
function publish({ here, values, shown }: Inquiry): number {
  const present = here.flatMap((is, person) => (is ? [person] : []));
  const gone = here.flatMap((is, person) => (is ? [] : [person]));
  const index = new Map([...present, ...gone].map((person, place) => [person, place]));
  const cell = (id: string, within: readonly string[], is: (person: number) => boolean): DraftCell => ({
    id,
    about: 'answer',
    people: present.flatMap((person, place) => (is(person) ? [place] : [])),
    figures: {},
    within,
  });
  const by = (attribute: 0 | 1) =>
    [0, 1, 2].map((value) => cell(`${value}`, ['all/all'], (person) => values[person][attribute] === value));
  const crossed = [0, 1, 2].flatMap((a) =>
    [0, 1].map((b) =>
      cell(
        `${a}${b}`,
        [`one/${a}`, `other/${b}`],
        (person) => values[person][0] === a && values[person][1] === b,
      ),
    ),
  );
  const table = (key: string, cells: readonly DraftCell[]): DraftTable => ({ key, kind: 'figure', cells });
  const draft: Draft = {
    question: 'q',
    population: present.length,
    reader: 'inside',
    figureMinimum: minimum.floor,
    facts: {},
    tables: [
      table('all', [cell('all', [], () => true)]),
      table('one', by(0)),
      table('other', by(1).slice(0, 2)),
      table('both', crossed),
    ],
  };
  const earlier: Earlier = {
    population: here.length,
    cells: shown.map(({ about, people }) => ({
      about,
      people: people.map((person) => index.get(person)!).sort((a, b) => a - b),
    })),
  };
  const { behind } = release(draft, { earlier });
  for (const { about, people } of behind)
    shown.push({ about, people: Array.from(people, (place) => present[place]) });
  return behind.length;
}

/**
 * Groups of fewer than the minimum of which the attacker, who knows who is in which set, learns something: a
 * combination of all that was ever shown lives on the group alone where the sets have a lower rank outside it.
 * She tries everybody alone, all who came or went between two releases, and whatever lies between two sets.
 */
function attack({ here, shown }: Inquiry): string[] {
  const groups = new Map<string, number[]>();
  const add = (group: number[]) => {
    if (group.length > 0 && group.length < LEAST) groups.set(group.join(' '), group);
  };
  for (const person of here.keys()) add([person]);
  for (const { people: a } of shown) {
    for (const { people: b } of shown) {
      add(a.filter((person) => !b.includes(person)));
      add(a.filter((person) => b.includes(person)));
      add(
        [...new Set([...a, ...b])]
          .filter((person) => a.includes(person) !== b.includes(person))
          .sort((x, y) => x - y),
      );
    }
  }
  const sets = shown.map(({ people }) => people);
  const everything = rankModulo(sets, here.length);
  return [...groups.entries()].flatMap(([name, group]) => {
    const outside = sets.map((people) => people.filter((person) => !group.includes(person)));
    return rankModulo(outside, here.length) < everything ? [name] : [];
  });
}

/** Rank modulo the prime 1,000,003; a lower rank than over the rationals would only make the attacker bolder. */
function rankModulo(sets: readonly (readonly number[])[], people: number): number {
  const P = 1_000_003;
  const rows: Float64Array[] = [];
  const pivots: number[] = [];
  for (const members of sets) {
    const row = new Float64Array(people);
    for (const person of members) row[person] = 1;
    for (const [at, pivot] of pivots.entries()) {
      const factor = row[pivot];
      if (factor === 0) continue;
      for (let person = 0; person < people; person++) {
        row[person] = (row[person] + (P - factor) * rows[at][person]) % P;
      }
    }
    const pivot = row.findIndex((value) => value !== 0);
    if (pivot < 0) continue;
    const inverse = power(row[pivot], P - 2, P);
    for (let person = 0; person < people; person++) row[person] = (row[person] * inverse) % P;
    rows.push(row);
    pivots.push(pivot);
  }
  return rows.length;
}

function power(base: number, exponent: number, modulus: number): number {
  let result = 1;
  for (let b = base, e = exponent; e > 0; e = Math.floor(e / 2), b = (b * b) % modulus) {
    if (e % 2 === 1) result = (result * b) % modulus;
  }
  return result;
}
