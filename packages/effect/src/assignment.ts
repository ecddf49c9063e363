import { type Random, random } from '@abord/numbers';
import { checkFactor } from './checkFactor.ts';
import type { Factor } from './factor.ts';

/**
 * How treatments were given out, to be given out again:
 * - `shuffled`: so many of each block's units were drawn, all choices alike;
 * - `coins`: each unit by itself, with one probability;
 * - `starts`: units were given starting times in random order, and are treated from theirs on.
 * Units (rows unless given) are treated whole; blocks hold whole units.
 */
export type Assignment =
  | { readonly kind: 'shuffled'; readonly unit?: Factor; readonly block?: Factor }
  | { readonly kind: 'coins'; readonly unit?: Factor; readonly probability: number }
  | {
      readonly kind: 'starts';
      readonly unit: Factor;
      readonly block?: Factor;
      readonly time: ArrayLike<number>;
      /** Per row, the starting time of its unit; Infinity where it never starts. */
      readonly start: ArrayLike<number>;
    };

/** An assignment ready to be drawn again. */
export interface Redrawing {
  /** How many assignments there are; Infinity where they are not to be gone through. */
  readonly count: number;
  /** The next one into `treatment`: by chance, or the next of all. */
  readonly next: (treatment: Float64Array) => void;
}

const ALL = 65_536;

/** Refuses units, blocks and times that are not those of the rows. */
export function checkAssignment(assignment: Assignment, rows: number): void {
  if (assignment.unit !== undefined) checkFactor('the unit', assignment.unit, rows);
  if (assignment.kind === 'coins') return;
  if (assignment.block !== undefined) checkFactor('the block', assignment.block, rows);
  if (assignment.kind === 'shuffled') return;
  for (const [name, values] of [
    ['the time', assignment.time],
    ['the start', assignment.start],
  ] as const)
    if (values.length !== rows) throw new RangeError(`${name} has ${values.length} values for ${rows} rows`);
}

/** Checks that the treatment is one that the assignment could have given. SPEC.md, P1. */
export function redrawing(treatment: ArrayLike<number>, assignment: Assignment, seed: number): Redrawing {
  const rows = treatment.length;
  const unit = assignment.unit ?? { codes: Int32Array.from({ length: rows }, (_, row) => row), levels: rows };
  checkAssignment(assignment, rows);
  if (assignment.kind === 'coins') return coins(treatment, unit, assignment.probability, seed);
  const { block } = assignment;
  const given = perUnit(assignment.kind === 'starts' ? assignment.start : treatment, unit, 'the treatment');
  const home = block === undefined ? undefined : perUnit(block.codes, unit, 'the block');
  const expand =
    assignment.kind === 'starts'
      ? (values: Float64Array, into: Float64Array) => {
          for (let row = 0; row < rows; row++)
            into[row] = assignment.time[row] >= values[unit.codes[row]] ? 1 : 0;
        }
      : (values: Float64Array, into: Float64Array) => {
          for (let row = 0; row < rows; row++) into[row] = values[unit.codes[row]];
        };
  if (assignment.kind === 'starts') {
    const expected = new Float64Array(rows);
    expand(given, expected);
    const wrong = expected.findIndex((value, row) => value !== treatment[row]);
    if (wrong >= 0)
      throw new RangeError(`row ${wrong} is treated ${treatment[wrong]}, against its starting time`);
  }
  const members = blocks(given, home, block?.levels ?? 1);
  const count = members.reduce((product, list) => product * arrangements(list.map((u) => given[u])), 1);
  const values = given.slice();
  if (count <= ALL) {
    const lists = members.map((list) => list.map((u) => given[u]).sort((a, b) => a - b));
    let begun = false;
    return {
      count,
      next(into) {
        if (begun) for (const list of lists) if (nextArrangement(list)) break;
        begun = true;
        members.forEach((list, b) => {
          list.forEach((u, k) => {
            values[u] = lists[b][k];
          });
        });
        expand(values, into);
      },
    };
  }
  const source = random(seed);
  return {
    count: Infinity,
    next(into) {
      for (const list of members) {
        for (let last = list.length - 1; last > 0; last--) {
          const chosen = Math.floor(source() * (last + 1));
          const kept = values[list[last]];
          values[list[last]] = values[list[chosen]];
          values[list[chosen]] = kept;
        }
      }
      expand(values, into);
    },
  };
}

function coins(treatment: ArrayLike<number>, unit: Factor, probability: number, seed: number): Redrawing {
  if (!(probability > 0 && probability < 1))
    throw new RangeError(`a probability of treatment lies between 0 and 1, not at ${probability}`);
  const given = perUnit(treatment, unit, 'the treatment');
  const odd = given.findIndex((value) => !Number.isNaN(value) && value !== 0 && value !== 1);
  if (odd >= 0) throw new RangeError(`coins give treatments 0 and 1, not ${given[odd]}`);
  const present = Array.from(given.keys()).filter((u) => !Number.isNaN(given[u]));
  const count = probability === 0.5 ? 2 ** present.length : Infinity;
  const source: Random = random(seed);
  let code = 0;
  return {
    count: count <= ALL ? count : Infinity,
    next(into) {
      if (count <= ALL) {
        present.forEach((u, bit) => {
          given[u] = (code >> bit) & 1;
        });
        code++;
      } else for (const u of present) given[u] = source() < probability ? 1 : 0;
      for (let row = 0; row < into.length; row++) into[row] = given[unit.codes[row]];
    },
  };
}

/** The one value that all rows of a unit have; NaN for a unit without rows. */
function perUnit(values: ArrayLike<number>, unit: Factor, what: string): Float64Array {
  if (values.length !== unit.codes.length)
    throw new RangeError(`${what} has ${values.length} values for ${unit.codes.length} rows`);
  const own = new Float64Array(unit.levels).fill(Number.NaN);
  for (let row = 0; row < values.length; row++) {
    const u = unit.codes[row];
    if (Number.isNaN(own[u])) own[u] = values[row];
    else if (own[u] !== values[row])
      throw new RangeError(`${what} of row ${row} differs from the rest of its unit`);
  }
  return own;
}

function blocks(given: Float64Array, home: Float64Array | undefined, levels: number): number[][] {
  const members: number[][] = Array.from({ length: levels }, () => []);
  given.forEach((value, u) => {
    if (!Number.isNaN(value)) members[home?.[u] ?? 0].push(u);
  });
  return members;
}

/** Distinct orders of a list: n! over the factorials of its repetitions. */
function arrangements(values: readonly number[]): number {
  const seen = new Map<number, number>();
  let count = 1;
  values.forEach((value, k) => {
    const repetition = (seen.get(value) ?? 0) + 1;
    seen.set(value, repetition);
    count = (count * (k + 1)) / repetition;
  });
  return count;
}

/** The next order in lexicographic sequence, in place; after the last one the first again, and false. */
function nextArrangement(list: number[]): boolean {
  let k = list.length - 2;
  while (k >= 0 && list[k] >= list[k + 1]) k--;
  if (k < 0) {
    list.reverse();
    return false;
  }
  let l = list.length - 1;
  while (list[l] <= list[k]) l--;
  [list[k], list[l]] = [list[l], list[k]];
  for (let i = k + 1, j = list.length - 1; i < j; i++, j--) [list[i], list[j]] = [list[j], list[i]];
  return true;
}
