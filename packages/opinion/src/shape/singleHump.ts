/** Smaller likelihoods and densities count as none: subnormal numbers would slow every product. */
export const NIL = 1e-30;

const CYCLES = 100;
const SETTLED = 0.02;

/**
 * The density with a single hump, of any shape, under which people are most likely, on a grid of points:
 * the nonparametric maximum-likelihood answer, seen through each person's own uncertainty.
 *
 * `likelihood` is people × points, `weight` one number a person, `start` a density over the points that
 * sums to 1. Expectation-maximisation; its maximisation step is the isotonic regression of the expected
 * counts, rising to the mode and falling after it, with the best mode of that step. Two steps are drawn
 * out along their own bend and brought back to one hump; where that would lower the likelihood, they are
 * taken plain. Ends when such a cycle gains less than 0.02 nats, or when the log-likelihood exceeds `enough`.
 *
 * Sources: Ayer et al. 1955 (isotonic maximum likelihood), Laird 1978 (nonparametric mixing laws), Varadhan
 * and Roland 2008 (squared extrapolation). O(cycles × people × points). The number of points is a multiple
 * of four.
 */
export function singleHump(
  likelihood: Float64Array,
  weight: Float64Array,
  start: Float64Array,
  enough: number,
): { density: Float64Array; logLikelihood: number } {
  const counts = new Float64Array(start.length);
  const one = new Float64Array(start.length);
  const two = new Float64Array(start.length);
  let here = new Float64Array(start.length);
  gather(likelihood, weight, start, counts);
  oneHump(counts, here);
  let logLikelihood = gather(likelihood, weight, here, counts);
  for (let cycle = 0; cycle < CYCLES && logLikelihood <= enough; cycle++) {
    oneHump(counts, one);
    gather(likelihood, weight, one, counts);
    oneHump(counts, two);
    const far = drawnOut(here, one, two);
    let now = gather(likelihood, weight, far, counts);
    here = far;
    if (!(now > logLikelihood)) {
      here = two.slice();
      now = gather(likelihood, weight, here, counts);
    }
    const gained = now - logLikelihood;
    logLikelihood = now;
    if (gained < SETTLED) break;
  }
  return { density: here, logLikelihood };
}

/** Two steps of expectation-maximisation drawn out along their own bend, and brought back to one hump. */
function drawnOut(zero: Float64Array, one: Float64Array, two: Float64Array): Float64Array<ArrayBuffer> {
  let step = 0;
  let bend = 0;
  for (let g = 0; g < zero.length; g++) {
    step += (one[g] - zero[g]) ** 2;
    bend += (two[g] - 2 * one[g] + zero[g]) ** 2;
  }
  const length = Math.max(1, bend > 0 ? Math.sqrt(step / bend) : 1);
  const far = zero.map((z, g) =>
    Math.max(0, z + 2 * length * (one[g] - z) + length * length * (two[g] - 2 * one[g] + z)),
  );
  const density = new Float64Array(far.length);
  oneHump(far, density);
  return density;
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
