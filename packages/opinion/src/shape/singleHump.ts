/** Smaller likelihoods and densities count as none: subnormal numbers would slow every product. */
export const NIL = 1e-30;

const ROUNDS = 400;
const CHECK = 5;
const SETTLED = 0.02;
const HOPELESS = 10;

/**
 * The density with a single hump, of any shape, under which people are most likely, on a grid of points:
 * the nonparametric maximum-likelihood answer, seen through each person's own uncertainty.
 *
 * `likelihood` is people × points, `weight` one number a person, `start` a density over the points that
 * sums to 1. Expectation-maximisation; its maximisation step is the isotonic regression of the expected
 * counts, rising to the mode and falling after it, with the best mode of that step. Ends when five rounds
 * gain less than 0.02 nats, or so little that fifty such would not reach `enough`, or when the
 * log-likelihood exceeds `enough`.
 *
 * Sources: Ayer et al. 1955 (isotonic maximum likelihood), Laird 1978 (nonparametric mixing laws).
 * O(rounds × people × points). The number of points is a multiple of four.
 */
export function singleHump(
  likelihood: Float64Array,
  weight: Float64Array,
  start: Float64Array,
  enough: number,
): { density: Float64Array; logLikelihood: number } {
  const density = start.slice();
  const counts = new Float64Array(density.length);
  gather(likelihood, weight, density, counts);
  let logLikelihood = -Infinity;
  for (let round = 1; round <= ROUNDS; round++) {
    oneHump(counts, density);
    const now = gather(likelihood, weight, density, counts);
    if (round % CHECK !== 0) continue;
    const gained = now - logLikelihood;
    logLikelihood = now;
    if (logLikelihood > enough || gained < SETTLED || gained * HOPELESS < enough - logLikelihood) break;
  }
  return { density, logLikelihood };
}

/** Expected people at each point of the grid (into `counts`), and the log-likelihood of `density`. */
export function gather(
  likelihood: Float64Array,
  weights: Float64Array,
  density: Float64Array,
  counts: Float64Array,
): number {
  const points = density.length;
  counts.fill(0);
  let total = 0;
  for (let r = 0; r < weights.length; r++) {
    const at = r * points;
    // Four sums side by side: one alone would wait for each addition before the next.
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let g = 0; g < points; g += 4) {
      s0 += likelihood[at + g] * density[g];
      s1 += likelihood[at + g + 1] * density[g + 1];
      s2 += likelihood[at + g + 2] * density[g + 2];
      s3 += likelihood[at + g + 3] * density[g + 3];
    }
    const sum = s0 + s1 + s2 + s3;
    total += weights[r] * Math.log(sum);
    const over = weights[r] / sum;
    for (let g = 0; g < points; g++) counts[g] += over * likelihood[at + g];
  }
  for (let g = 0; g < points; g++) counts[g] *= density[g];
  return total;
}

/** Writes the density with a single hump under which the counts are most likely. */
function oneHump(counts: Float64Array, density: Float64Array): void {
  const points = counts.length;
  const rising = partial(counts, false);
  const falling = partial(counts, true);
  let mode = 0;
  let best = -Infinity;
  for (let g = 0; g < points; g++) {
    const score = rising[g] + (g + 1 < points ? falling[g + 1] : 0);
    if (score > best) {
      best = score;
      mode = g;
    }
  }
  pool(counts, 0, mode + 1, 1, density);
  pool(counts, points - 1, points - mode - 1, -1, density);
  let total = 0;
  for (let g = 0; g < points; g++) total += density[g];
  for (let g = 0; g < points; g++) density[g] = Math.max(density[g] / total, NIL);
}

/**
 * For each g, the log-likelihood of the counts up to g (from g on when `reverse`) under the best density
 * that rises toward g. Pool-adjacent-violators, O(points).
 */
function partial(counts: Float64Array, reverse: boolean): Float64Array {
  const points = counts.length;
  const score = new Float64Array(points);
  const sum = new Float64Array(points);
  const size = new Float64Array(points);
  const below = new Float64Array(points + 1);
  let blocks = 0;
  for (let k = 0; k < points; k++) {
    const g = reverse ? points - 1 - k : k;
    let s = counts[g];
    let n = 1;
    while (blocks > 0 && sum[blocks - 1] * n >= s * size[blocks - 1]) {
      blocks--;
      s += sum[blocks];
      n += size[blocks];
    }
    sum[blocks] = s;
    size[blocks] = n;
    blocks++;
    below[blocks] = below[blocks - 1] + (s > 0 ? s * Math.log(s / n) : 0);
    score[g] = below[blocks];
  }
  return score;
}

/** Isotonic regression of `count` counts from `from` on, in steps of `step`, written to `density`. */
function pool(counts: Float64Array, from: number, count: number, step: 1 | -1, density: Float64Array): void {
  const sum = new Float64Array(count);
  const size = new Float64Array(count);
  let blocks = 0;
  for (let k = 0; k < count; k++) {
    let s = counts[from + k * step];
    let n = 1;
    while (blocks > 0 && sum[blocks - 1] * n >= s * size[blocks - 1]) {
      blocks--;
      s += sum[blocks];
      n += size[blocks];
    }
    sum[blocks] = s;
    size[blocks] = n;
    blocks++;
  }
  let k = 0;
  for (let b = 0; b < blocks; b++) {
    for (let left = size[b]; left > 0; left--, k++) density[from + k * step] = sum[b] / size[b];
  }
}
