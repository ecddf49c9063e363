import { random } from '@abord/numbers';
import type { Factor } from './factor.ts';
import { dot } from './orthogonalise.ts';
import type { Drawn, Ground } from './randomisationTest.ts';
import { type Replicates, replicates } from './replicates.ts';

/**
 * Draws of a 0/1 treatment shuffled in blocks that lie inside clusters and fixed effects. Every sum that the
 * statistic needs is then one over treated rows, cluster by cluster: fixed effects take the same from every
 * draw, and a draw costs the smaller arm of each block. SPEC.md, P4.
 */
export function shuffleInBlocks(
  { outcome, treated, basis, residualise }: Ground,
  {
    treatment,
    block,
    cluster,
    draws,
    seed,
  }: {
    readonly treatment: Float64Array;
    readonly block: Factor;
    readonly cluster: Factor;
    readonly draws: number;
    readonly seed: number;
  },
): Drawn {
  const rows = outcome.length;
  const width = basis.length + 2;
  // What fixed effects take out of the treatment: the same for every draw.
  const centred = treatment.slice();
  residualise(centred);
  const taken = treatment.map((value, row) => value - centred[row]);

  const { start, order } = sorted(block);
  const blocks = start.length - 1;
  const home = Int32Array.from({ length: blocks }, (_, b) => cluster.codes[order[start[b]]] ?? 0);
  /** Rows drawn in each block: those of its smaller arm, which stands first; and whether it is the untreated one. */
  const few = new Int32Array(blocks);
  const turned = new Uint8Array(blocks);
  for (let b = 0; b < blocks; b++) {
    const rowsOf = order.subarray(start[b], start[b + 1]);
    for (const row of rowsOf) few[b] += treatment[row];
    if (2 * few[b] > rowsOf.length) {
      few[b] = rowsOf.length - few[b];
      turned[b] = 1;
    }
    rowsOf.sort((x, y) => (treatment[y] - treatment[x]) * (turned[b] === 1 ? -1 : 1) || x - y);
  }
  /** Outcome and covariates, rows in the order of blocks, and their sums over whole blocks. */
  const columns = [outcome, ...basis].map((column) => {
    const values = new Float64Array(rows);
    for (let at = 0; at < rows; at++) values[at] = column[order[at]];
    return values;
  });
  const whole = columns.map((column) => {
    const sums = new Float64Array(blocks);
    for (let b = 0; b < blocks; b++) for (let at = start[b]; at < start[b + 1]; at++) sums[b] += column[at];
    return sums;
  });

  const fixed = clusterSums({ outcome, treated, basis, treatment, taken, centred, cluster });
  const result = replicates(draws);
  const source = random(seed);
  const state = Int32Array.from({ length: 4 }, () => source() * 2 ** 32);
  const chosen = Int32Array.from({ length: rows }, (_, at) => at);
  const sums = new Float64Array(cluster.levels * width);
  const again = new Int32Array(blocks);
  const squares = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    shuffle(chosen, start, few, state, again);
    sums.fill(0);
    for (let b = 0; b < blocks; b++) {
      const surplus = turned[b] === 1 ? start[b + 1] - start[b] - 2 * few[b] : 0;
      sums[home[b] * width] += surplus + again[b];
    }
    columns.forEach((column, k) => {
      addTreated({ column, whole: whole[k], chosen, start, few, turned, home, sums, width, j: k + 1 });
    });
    squares[draw] = score(sums, fixed, result, draw);
  }
  return { replicates: result, squares };
}

/** What every draw has in common, per cluster. */
interface Fixed {
  /** Sums of a draw: rows treated in it and in fact, outcome, basis. */
  readonly width: number;
  /** What fixed effects take from these sums: Σ taken · treatment, · outcome, · basis. */
  readonly shift: Float64Array;
  /** Σ taken · treated, and what covariates take from the treatment. */
  readonly shiftTreated: Float64Array;
  readonly slope: Float64Array;
  /** Σ basis · basis, Σ basis · outcome, Σ basis · treated. */
  readonly gram: Float64Array;
  readonly crossOutcome: Float64Array;
  readonly crossTreated: Float64Array;
  /** Σ (treatment − taken)², the same whoever is treated. */
  readonly spread: Float64Array;
}

function clusterSums({
  outcome,
  treated,
  basis,
  treatment,
  taken,
  centred,
  cluster: { codes, levels },
}: Pick<Ground, 'outcome' | 'treated' | 'basis'> & {
  readonly treatment: Float64Array;
  readonly taken: Float64Array;
  readonly centred: Float64Array;
  readonly cluster: Factor;
}): Fixed {
  const size = basis.length;
  const width = size + 2;
  const shift = new Float64Array(levels * width);
  const gram = new Float64Array(levels * size * size);
  const crossOutcome = new Float64Array(levels * size);
  const crossTreated = new Float64Array(levels * size);
  const spread = new Float64Array(levels);
  const shiftTreated = new Float64Array(levels);
  const slope = Float64Array.from(basis, (axis) => dot(axis, treatment));
  for (let row = 0; row < outcome.length; row++) {
    const g = codes[row];
    spread[g] += centred[row] ** 2;
    shift[g * width] += taken[row] * treatment[row];
    shift[g * width + 1] += taken[row] * outcome[row];
    shiftTreated[g] += taken[row] * treated[row];
    for (let j = 0; j < size; j++) {
      const own = basis[j][row];
      shift[g * width + 2 + j] += taken[row] * own;
      crossOutcome[g * size + j] += own * outcome[row];
      crossTreated[g * size + j] += own * treated[row];
      for (let k = 0; k < size; k++) gram[(g * size + j) * size + k] += own * basis[k][row];
    }
  }
  return { width, shift, shiftTreated, slope, gram, crossOutcome, crossTreated, spread };
}

/** Adds one column's sums over treated rows, block by block, to those of the clusters. */
function addTreated({
  column,
  whole,
  chosen,
  start,
  few,
  turned,
  home,
  sums,
  width,
  j,
}: {
  readonly column: Float64Array;
  readonly whole: Float64Array;
  readonly chosen: Int32Array;
  readonly start: Int32Array;
  readonly few: Int32Array;
  readonly turned: Uint8Array;
  readonly home: Int32Array;
  readonly sums: Float64Array;
  readonly width: number;
  readonly j: number;
}): void {
  for (let b = 0; b < few.length; b++) {
    // Two strands: one addition need not wait for the other.
    let [even, odd] = [0, 0];
    let at = start[b];
    const end = at + few[b];
    for (; at + 1 < end; at += 2) {
      even += column[chosen[at]];
      odd += column[chosen[at + 1]];
    }
    if (at < end) even += column[chosen[at]];
    sums[home[b] * width + j] += turned[b] === 1 ? whole[b] - even - odd : even + odd;
  }
}

/** The statistic of one draw as a function of the effect; gives the treatment's sum of squares. */
function score(
  sums: Float64Array,
  { width, shift, shiftTreated, slope, gram, crossOutcome, crossTreated, spread }: Fixed,
  into: Replicates,
  draw: number,
): number {
  const size = width - 2;
  const gamma = new Float64Array(size);
  let [n0, n1, square] = [0, 0, 0];
  for (let g = 0; g < spread.length; g++) {
    n0 += sums[g * width + 1];
    n1 += sums[g * width] - shift[g * width];
    square += spread[g];
    for (let j = 0; j < size; j++) gamma[j] += sums[g * width + 2 + j];
  }
  square -= dot(gamma, gamma);
  n1 -= dot(slope, gamma);
  const [b0, b1] = [n0 / square, n1 / square];
  let [q0, q1, q2] = [0, 0, 0];
  for (let g = 0; g < spread.length; g++) {
    const at = g * width;
    let s0 = sums[at + 1] - shift[at + 1];
    let s1 = sums[at] - shift[at] - shiftTreated[g];
    let own = spread[g];
    for (let j = 0; j < size; j++) {
      s0 -= gamma[j] * crossOutcome[g * size + j];
      s1 -= gamma[j] * crossTreated[g * size + j] + slope[j] * sums[at + 2 + j];
      own -= 2 * gamma[j] * (sums[at + 2 + j] - shift[at + 2 + j]);
      for (let k = 0; k < size; k++) own += gamma[j] * gamma[k] * gram[(g * size + j) * size + k];
    }
    s0 -= b0 * own;
    s1 -= b1 * own;
    q0 += s0 * s0;
    q1 += s0 * s1;
    q2 += s1 * s1;
  }
  into.n0[draw] = n0;
  into.n1[draw] = n1;
  into.q0[draw] = q0;
  into.q1[draw] = q1;
  into.q2[draw] = q2;
  return square;
}

/**
 * Brings a random choice of `few` rows to the front of each block, and counts in `again` those that are there in
 * fact: Fisher and Yates, stopped early. The
 * generator is `xoshiro128` of @abord/numbers, written into the loop: called, it took as long as the rest.
 */
function shuffle(
  chosen: Int32Array,
  start: Int32Array,
  few: Int32Array,
  state: Int32Array,
  again: Int32Array,
): void {
  let [a, b, c, d] = state;
  for (let block = 0; block < few.length; block++) {
    const to = start[block + 1];
    const end = start[block] + few[block];
    let hits = 0;
    for (let at = start[block]; at < end; at++) {
      const scrambled = Math.imul(b, 5);
      const word = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
      const other = (at + Math.floor(word * 2 ** -32 * (to - at))) | 0;
      const row = chosen[other];
      chosen[other] = chosen[at];
      chosen[at] = row;
      // 1 where row < end: a branch would be guessed wrong half of the time.
      hits += (row - end) >>> 31;
    }
    again[block] = hits;
  }
  state[0] = a;
  state[1] = b;
  state[2] = c;
  state[3] = d;
}

/** Rows in the order of their blocks, and where each block begins. */
function sorted({ codes, levels }: Factor): { start: Int32Array; order: Int32Array } {
  const start = new Int32Array(levels + 1);
  for (let row = 0; row < codes.length; row++) start[codes[row] + 1]++;
  for (let level = 0; level < levels; level++) start[level + 1] += start[level];
  const next = start.slice(0, levels);
  const order = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row++) order[next[codes[row]]++] = row;
  return { start, order };
}
