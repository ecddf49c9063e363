import { curvature } from './curvature.ts';
import { momentCount, writeMoments } from './moments.ts';
import { type Prior, writePosterior } from './posterior.ts';
import type { Votes } from './votes.ts';

/** Posteriors of one side of the debate, people or statements. */
export interface Side {
  /** count × D. */
  readonly mean: Float64Array;
  /** count × D(D + 1)/2. */
  readonly cov: Float64Array;
}

/**
 * One pass over the rows of the people `who`: each person's posterior from the statements' moments,
 * then this person's share added to the statements' sums (the layout of posterior.ts).
 */
export function sweep(
  votes: Votes,
  who: Int32Array,
  people: Side,
  prior: Prior,
  moments: Float64Array,
  sums: Float64Array,
): void {
  const { offsets, statement, value, weight } = votes;
  const size = prior.variance.length;
  const count = momentCount(size);
  const stride = count + size;
  const heads = headsOf(size);
  const own = new Float64Array(count);
  const pair = new Float64Array(count);
  const gathered = new Float64Array(stride);
  let longest = 0;
  for (const i of who) longest = Math.max(longest, offsets[i + 1] - offsets[i]);
  const curvatures = new Float64Array(longest);
  sums.fill(0);

  for (let p = 0; p < who.length; p++) {
    const i = who[p];
    const start = offsets[i];
    const end = offsets[i + 1];
    writeMoments(own, 0, people.mean, people.cov, p, size);
    writePairing(pair, own, size);
    gathered.fill(0);
    for (let v = start; v < end; v++) {
      const y = value[v];
      if (y === 0) continue;
      const at = statement[v] * count;
      let square = 0;
      for (let k = 0; k < count; k++) square += pair[k] * moments[at + k];
      const omega = curvature(square);
      curvatures[v - start] = omega;
      for (let k = 0; k < count; k++) gathered[k] += omega * moments[at + k];
      for (let f = 0; f < size; f++) gathered[count + f] += 0.5 * y * moments[at + heads[f]];
    }
    writePosterior(people.mean, people.cov, p, prior, gathered, 0);
    writeMoments(own, 0, people.mean, people.cov, p, size);
    const c = weight[i];
    for (let v = start; v < end; v++) {
      const y = value[v];
      if (y === 0) continue;
      const at = statement[v] * stride;
      const omega = c * curvatures[v - start];
      const half = 0.5 * c * y;
      for (let k = 0; k < count; k++) sums[at + k] += omega * own[k];
      for (let f = 0; f < size; f++) sums[at + count + f] += half * own[heads[f]];
    }
  }
}

/** Where a posterior's packed moments hold E 1 and E x_f, for the intercept's constant and the factors. */
export function headsOf(size: number): Int32Array {
  return Int32Array.from({ length: size }, (_, f) => (f === 0 ? 0 : ((f + 1) * (f + 2)) / 2));
}

/**
 * Coefficients of the other side's moments in E[z²], z = intercept + other intercept + Σ factor · factor,
 * from one side's own moments.
 */
export function writePairing(pair: Float64Array, own: Float64Array, size: number): void {
  pair[0] = own[2];
  pair[1] = 2 * own[1];
  pair[2] = 1;
  for (let r = 1, t = 3; r < size; r++) {
    pair[t] = 2 * own[t + 1];
    pair[t + 1] = 2 * own[t];
    for (let c = 1; c <= r; c++) pair[t + 1 + c] = (c === r ? 1 : 2) * own[t + 1 + c];
    t += r + 2;
  }
}

const LOCATE_ROUNDS = 4;

/** Posteriors of people from their votes alone, the statements held; each starts from the prior. */
export function locateRows(votes: Votes, people: Side, prior: Prior, moments: Float64Array): void {
  const { offsets, statement, value } = votes;
  const size = prior.variance.length;
  const count = momentCount(size);
  const heads = headsOf(size);
  const own = new Float64Array(count);
  const pair = new Float64Array(count);
  const gathered = new Float64Array(count + size);
  const packed = (size * (size + 1)) / 2;
  for (let i = 0; i < offsets.length - 1; i++) {
    for (let r = 0; r < size; r++) {
      people.mean[i * size + r] = r === 0 ? prior.mean : 0;
      for (let c = 0; c <= r; c++)
        people.cov[i * packed + (r * (r + 1)) / 2 + c] = r === c ? prior.variance[r] : 0;
    }
    for (let round = 0; round < LOCATE_ROUNDS; round++) {
      writeMoments(own, 0, people.mean, people.cov, i, size);
      writePairing(pair, own, size);
      gathered.fill(0);
      for (let v = offsets[i]; v < offsets[i + 1]; v++) {
        const y = value[v];
        if (y === 0) continue;
        const at = statement[v] * count;
        let square = 0;
        for (let k = 0; k < count; k++) square += pair[k] * moments[at + k];
        const omega = curvature(square);
        for (let k = 0; k < count; k++) gathered[k] += omega * moments[at + k];
        for (let f = 0; f < size; f++) gathered[count + f] += 0.5 * y * moments[at + heads[f]];
      }
      writePosterior(people.mean, people.cov, i, prior, gathered, 0);
    }
  }
}
