import { type Random, random } from '@abord/numbers';
import { armDealer, BLOCK_SIZES, checkBlockSizes } from './armDealer.ts';
import { checkFactor } from './checkFactor.ts';
import { columnOf } from './columnOf.ts';
import type { Factor } from './factor.ts';

/**
 * How treatments were given out, to be given out again:
 * - `shuffled`: so many of each block's units were drawn, all choices alike;
 * - `coins`: each unit by itself, with one probability;
 * - `dealt`: rows in permuted blocks (`blockSequence`), each at a place of its stratum, counted from 0; places that
 *   have no row (a task that was withdrawn) were dealt as well;
 * - `starts`: units were given starting times in random order, and are treated from theirs on.
 * Units (rows unless given) are treated whole; blocks hold whole units.
 */
export type Assignment =
  | { readonly kind: 'shuffled'; readonly unit?: Factor; readonly block?: Factor }
  | { readonly kind: 'coins'; readonly unit?: Factor; readonly probability: number }
  | {
      readonly kind: 'dealt';
      readonly stratum: Factor;
      readonly place: ArrayLike<number>;
      /** Sizes of blocks that were mixed; 2 and 4 unless given. */
      readonly sizes?: readonly number[];
      /** Strata that happened to have one arm are not among the rows: each that is there is dealt until it has both. */
      readonly varied?: boolean;
      readonly unit?: undefined;
    }
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
  if (assignment.kind === 'dealt') {
    checkFactor('the stratum', assignment.stratum, rows);
    columnOf('the place', assignment.place, rows);
    checkBlockSizes(assignment.sizes ?? BLOCK_SIZES);
    return;
  }
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
  if (assignment.kind === 'dealt') return dealt(treatment, assignment, seed);
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

function dealt(
  treatment: ArrayLike<number>,
  { stratum, place, sizes = BLOCK_SIZES, varied = false }: Extract<Assignment, { readonly kind: 'dealt' }>,
  seed: number,
): Redrawing {
  const strata: number[][] = Array.from({ length: stratum.levels }, () => []);
  for (let row = 0; row < treatment.length; row++) strata[stratum.codes[row]].push(row);
  for (const rows of strata) {
    rows.sort((a, b) => place[a] - place[b]);
    const wrong = undealt(
      rows.map((row) => place[row]),
      rows.map((row) => treatment[row]),
      sizes,
    );
    if (wrong !== undefined)
      throw new RangeError(
        `row ${rows[wrong]} is treated ${treatment[rows[wrong]]} at place ${place[rows[wrong]]}: no blocks of ${sizes.join(' or ')} give that`,
      );
    if (varied && rows.length > 0 && isAlike(rows, (row) => treatment[row]))
      throw new RangeError(`the stratum of row ${rows[0]} has one arm alone`);
  }
  const deal = armDealer(random(seed), sizes);
  return {
    count: Infinity,
    next(into) {
      for (const rows of strata) {
        if (rows.length === 0) continue;
        const count = place[rows[rows.length - 1]] + 1;
        let arms = deal(count);
        while (varied && isAlike(rows, (row) => arms[place[row]])) arms = deal(count);
        for (const row of rows) into[row] = arms[place[row]];
      }
    },
  };
}

function isAlike(rows: readonly number[], armOf: (row: number) => number): boolean {
  return rows.every((row) => armOf(row) === armOf(rows[0]));
}

/** The first of some places, in order, whose arm no sequence of blocks gives together with those before it. */
function undealt(
  places: readonly number[],
  arms: readonly number[],
  sizes: readonly number[],
): number | undefined {
  /** Where a block may begin, and how many of each arm are known of the blocks that are open there. */
  let open = [{ from: 0, size: 0, known: [0, 0] }];
  let from = 0;
  for (let k = 0; k < places.length; k++) {
    const [place, arm] = [places[k], arms[k]];
    if (!(Number.isSafeInteger(place) && place >= from && (arm === 0 || arm === 1))) return k;
    from = place + 1;
    const next = new Map<string, (typeof open)[number]>();
    const waiting = open.slice();
    const begun = new Set<number>();
    for (let block = waiting.pop(); block !== undefined; block = waiting.pop()) {
      const end = block.from + block.size;
      if (end <= place) {
        if (!begun.has(end)) for (const size of sizes) waiting.push({ from: end, size, known: [0, 0] });
        begun.add(end);
        continue;
      }
      const known = block.known.map((count, one) => count + (one === arm ? 1 : 0));
      if (Math.max(...known) * 2 <= block.size)
        next.set(`${block.from}/${block.size}/${known}`, { ...block, known });
    }
    open = [...next.values()];
    if (open.length === 0) return k;
  }
  return undefined;
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
