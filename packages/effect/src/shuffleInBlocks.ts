import { xoshiro128 } from '@abord/numbers';
import type { Factor } from './factor.ts';
import { dot } from './orthogonalise.ts';
import type { Drawn, Ground } from './randomisationTest.ts';
import { replicates } from './replicates.ts';

const WORD = 2 ** -32;

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
  const size = basis.length;
  const width = size + 2;
  // What fixed effects take out of the treatment: the same for every draw.
  const centred = treatment.slice();
  residualise(centred);
  const taken = treatment.map((value, row) => value - centred[row]);

  const { start, order } = sorted(block);
  /** Rows in the order of blocks: outcome, observed treatment, covariates, side by side. */
  const values = new Float64Array(rows * width);
  for (let at = 0; at < rows; at++) {
    const row = order[at];
    values[at * width] = outcome[row];
    values[at * width + 1] = treated[row];
    for (let j = 0; j < size; j++) values[at * width + 2 + j] = basis[j][row];
  }
  const blocks = start.length - 1;
  const home = new Int32Array(blocks);
  const arm = new Int32Array(blocks);
  /** Sums over all rows of a block, for blocks where the smaller arm is the untreated one. */
  const whole = new Float64Array(blocks * width);
  for (let b = 0; b < blocks; b++) {
    for (let at = start[b]; at < start[b + 1]; at++) {
      home[b] = cluster.codes[order[at]];
      arm[b] += treatment[order[at]];
      for (let j = 0; j < width; j++) whole[b * width + j] += values[at * width + j];
    }
  }

  const { levels } = cluster;
  /** Per cluster: Σ taken · column, Σ basis · basis, Σ basis · outcome, Σ basis · treated, Σ (treatment − taken)². */
  const shift = new Float64Array(levels * width);
  const gram = new Float64Array(levels * size * size);
  const spread = new Float64Array(levels);
  for (let row = 0; row < rows; row++) {
    const g = cluster.codes[row];
    spread[g] += centred[row] ** 2;
    shift[g * width] += taken[row] * outcome[row];
    shift[g * width + 1] += taken[row] * treated[row];
    for (let j = 0; j < size; j++) {
      shift[g * width + 2 + j] += taken[row] * basis[j][row];
      for (let k = 0; k < size; k++) gram[(g * size + j) * size + k] += basis[j][row] * basis[k][row];
    }
  }
  const crossOutcome = new Float64Array(levels * size);
  const crossTreated = new Float64Array(levels * size);
  for (let row = 0; row < rows; row++) {
    const g = cluster.codes[row];
    for (let j = 0; j < size; j++) {
      crossOutcome[g * size + j] += basis[j][row] * outcome[row];
      crossTreated[g * size + j] += basis[j][row] * treated[row];
    }
  }

  const result = replicates(draws);
  const word = xoshiro128(seed | 0, 0x9e3779b9, 0x243f6a88, 0xb7e15162);
  for (let k = 0; k < 20; k++) word();
  const chosen = Int32Array.from({ length: rows }, (_, at) => at * width);
  const sums = new Float64Array(levels * width);
  const part = new Float64Array(width);
  const gamma = new Float64Array(size);
  const fixedSquare = dot(spread, new Float64Array(levels).fill(1));
  const squares = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    sums.fill(0);
    for (let b = 0; b < blocks; b++) {
      const from = start[b];
      const to = start[b + 1];
      const few = 2 * arm[b] > to - from ? to - from - arm[b] : arm[b];
      part.fill(0);
      for (let at = from; at < from + few; at++) {
        const other = at + Math.floor(word() * WORD * (to - at));
        const place = chosen[other];
        chosen[other] = chosen[at];
        chosen[at] = place;
      }
      for (let j = 0; j < width; j++) {
        let sum = 0;
        for (let at = from; at < from + few; at++) sum += values[chosen[at] + j];
        part[j] = sum;
      }
      const g = home[b] * width;
      if (few === arm[b]) for (let j = 0; j < width; j++) sums[g + j] += part[j];
      else for (let j = 0; j < width; j++) sums[g + j] += whole[b * width + j] - part[j];
    }
    gamma.fill(0);
    let [n0, n1] = [0, 0];
    for (let g = 0; g < levels; g++) {
      n0 += sums[g * width];
      n1 += sums[g * width + 1];
      for (let j = 0; j < size; j++) gamma[j] += sums[g * width + 2 + j];
    }
    const square = fixedSquare - dot(gamma, gamma);
    const b0 = n0 / square;
    const b1 = n1 / square;
    let [q0, q1, q2] = [0, 0, 0];
    for (let g = 0; g < levels; g++) {
      const at = g * width;
      let s0 = sums[at] - shift[at];
      let s1 = sums[at + 1] - shift[at + 1];
      let own = spread[g];
      for (let j = 0; j < size; j++) {
        s0 -= gamma[j] * crossOutcome[g * size + j];
        s1 -= gamma[j] * crossTreated[g * size + j];
        own -= 2 * gamma[j] * (sums[at + 2 + j] - shift[at + 2 + j]);
        for (let k = 0; k < size; k++) own += gamma[j] * gamma[k] * gram[(g * size + j) * size + k];
      }
      s0 -= b0 * own;
      s1 -= b1 * own;
      q0 += s0 * s0;
      q1 += s0 * s1;
      q2 += s1 * s1;
    }
    result.n0[draw] = n0;
    result.n1[draw] = n1;
    result.q0[draw] = q0;
    result.q1[draw] = q1;
    result.q2[draw] = q2;
    squares[draw] = square;
  }
  return { replicates: result, squares };
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
