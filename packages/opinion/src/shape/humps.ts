/** Two sets of people compared along the line that separates them best. */
export interface Humps {
  /**
   * Log-likelihood of two humps minus that of the best density with one hump of any shape, in nats.
   * Positive: the valley between them is in the data, not in the curve chosen to draw it.
   */
  readonly gain: number;
  /** Height of the valley over that of the lower hump, 0 (empty) to 1 (no valley). */
  readonly depth: number;
}

/** The line, its people and the mixture along it. */
export interface Line {
  /** Per person: precision and information of the place on the line, and weight (0: not on it). */
  readonly precision: Float64Array;
  readonly information: Float64Array;
  readonly weight: Float64Array;
  /** Components on the line: share and mean, two numbers each; and their common variance. */
  readonly components: Float64Array;
  readonly variance: number;
}

const POINTS = 48;
const MARGIN = 5;
const ROUNDS = 400;
const CHECK = 5;
/** Most that a last polish of the two humps may still gain, in nats. */
const ROUGH = 1.5;
const POLISHED = 0.005;
/** Smaller likelihoods and densities count as none: subnormal numbers would slow every product. */
const NIL = 1e-30;
const LEAST_VARIANCE = 0.02;

/**
 * Is there a valley? Compares a mixture of normals with the nonparametric maximum-likelihood density
 * that has a single hump, both seen through each person's own uncertainty.
 *
 * The one-hump density is fitted on a grid by expectation-maximisation; its maximisation step is the
 * isotonic regression of the expected counts, rising to the mode and falling after it, with the mode
 * chosen anew each round. A flat, skewed or heavy-tailed law is among its densities and fits at least
 * as well as any mixture: the gain is then near zero or negative.
 *
 * Stops as soon as the gain is below `needed` (it only falls), or when it no longer moves.
 * Sources: Ayer et al. 1955 (isotonic maximum likelihood), Reboul 2005 (unimodal densities),
 * Laird 1978 (nonparametric mixing distributions). O(rounds × people × 48).
 */
export function humps(whole: Line, needed: number): Humps {
  const line = onIt(whole);
  if (valley(drawn(gridOf(line), line)) >= 1) return NO_VALLEY;
  const rough = polish(line, line, 15);
  const first = compare(line, rough, needed - ROUGH);
  if (first.gain < needed - ROUGH) return first;
  return compare(line, polish(line, rough, 100), needed);
}

const NO_VALLEY: Humps = { gain: -Infinity, depth: 1 };

/** The mixture `curve` against the best density with one hump, given up once the gain is below `needed`. */
function compare(line: Line, curve: Curve, needed: number): Humps {
  const grid = gridOf(curve);
  const density = drawn(grid, curve);
  const depth = valley(density);
  if (depth >= 1) return NO_VALLEY;
  const likelihood = likelihoodOn(grid, line);
  const counts = new Float64Array(POINTS);
  const twoHumps = gather(likelihood, line.weight, density, counts);
  let gain = Infinity;
  for (let round = 1; round <= ROUNDS; round++) {
    oneHump(counts, density);
    const oneHumpNow = gather(likelihood, line.weight, density, counts);
    if (round % CHECK !== 0) continue;
    const before = gain;
    gain = twoHumps - oneHumpNow;
    if (gain < needed || before - gain < 0.02) break;
  }
  return { gain, depth };
}

/**
 * Each person's likelihood at the points of the grid, people × 48, over its value near its highest.
 * A log-quadratic runs over equal steps by two multiplications a point, outward from the top.
 */
function likelihoodOn({ low, step }: Grid, line: Line): Float64Array {
  const people = line.weight.length;
  const likelihood = new Float64Array(people * POINTS);
  for (let i = 0; i < people; i++) {
    const p = line.precision[i];
    const h = line.information[i];
    const at = i * POINTS;
    const top = p > 0 ? Math.min(POINTS - 1, Math.max(0, Math.round((h / p - low) / step))) : 0;
    const slope = (h - p * (low + top * step)) * step;
    const half = 0.5 * p * step * step;
    const bend = Math.exp(-2 * half);
    let value = 1;
    let ratio = Math.exp(slope - half);
    for (let g = top; g < POINTS && value > NIL; g++) {
      likelihood[at + g] = value;
      value *= ratio;
      ratio *= bend;
    }
    ratio = Math.exp(-slope - half);
    value = ratio;
    for (let g = top - 1; g >= 0 && value > NIL; g--) {
      likelihood[at + g] = value;
      ratio *= bend;
      value *= ratio;
    }
  }
  return likelihood;
}

interface Grid {
  readonly low: number;
  readonly step: number;
}

type Curve = Pick<Line, 'components' | 'variance'>;

/** The stretch of the line that holds the mixture, in 48 points. */
function gridOf({ components, variance }: Curve): Grid {
  let low = Infinity;
  let high = -Infinity;
  for (let c = 1; c < components.length; c += 2) {
    low = Math.min(low, components[c] - MARGIN * Math.sqrt(variance));
    high = Math.max(high, components[c] + MARGIN * Math.sqrt(variance));
  }
  return { low, step: (high - low) / (POINTS - 1) };
}

/** The mixture's density at the points of the grid, summing to 1. */
function drawn(grid: Grid, { components, variance }: Curve): Float64Array {
  const density = new Float64Array(POINTS);
  let mass = 0;
  for (let g = 0; g < POINTS; g++) {
    for (let c = 0; c < components.length; c += 2) {
      const away = grid.low + g * grid.step - components[c + 1];
      density[g] += components[c] * Math.exp((-0.5 * away * away) / variance);
    }
    mass += density[g];
  }
  for (let g = 0; g < POINTS; g++) density[g] = Math.max(density[g] / mass, NIL);
  return density;
}

/** The line without the people who are not on it. */
function onIt(line: Line): Line {
  const on: number[] = [];
  for (let i = 0; i < line.weight.length; i++) if (line.weight[i] > 1e-3) on.push(i);
  return {
    precision: Float64Array.from(on, (i) => line.precision[i]),
    information: Float64Array.from(on, (i) => line.information[i]),
    weight: Float64Array.from(on, (i) => line.weight[i]),
    components: line.components,
    variance: line.variance,
  };
}

/** The mixture refined on the line, by expectation-maximisation. */
function polish(line: Line, start: Curve, rounds: number): Curve {
  const components = start.components.slice();
  let { variance } = start;
  const count = components.length / 2;
  const moments = new Float64Array(components.length);
  const density = new Float64Array(count);
  const mean = new Float64Array(count);
  const offset = new Float64Array(count);
  let people = 0;
  for (const w of line.weight) people += w;
  let before = -Infinity;
  for (let round = 0; round < rounds; round++) {
    moments.fill(0);
    let squares = 0;
    let logLikelihood = 0;
    const q = 1 / variance;
    for (let k = 0; k < count; k++) {
      offset[k] = Math.log(components[k * 2]) - 0.5 * components[k * 2 + 1] ** 2 * q;
    }
    for (let i = 0; i < line.weight.length; i++) {
      const own = 1 / (line.precision[i] + q);
      let highest = -Infinity;
      for (let k = 0; k < count; k++) {
        const b = line.information[i] + components[k * 2 + 1] * q;
        mean[k] = b * own;
        density[k] = 0.5 * b * mean[k] + offset[k];
        if (density[k] > highest) highest = density[k];
      }
      let sum = 0;
      for (let k = 0; k < count; k++) {
        density[k] = Math.exp(density[k] - highest);
        sum += density[k];
      }
      squares += line.weight[i] * own;
      logLikelihood += line.weight[i] * (highest + Math.log(sum * Math.sqrt(own * q)));
      for (let k = 0; k < count; k++) {
        const r = (line.weight[i] * density[k]) / sum;
        moments[k * 2] += r;
        moments[k * 2 + 1] += r * mean[k];
        squares += r * mean[k] * mean[k];
      }
    }
    for (let k = 0; k < count; k++) {
      const n = Math.max(moments[k * 2], 1e-9);
      components[k * 2] = n / people;
      components[k * 2 + 1] = moments[k * 2 + 1] / n;
      squares -= n * components[k * 2 + 1] ** 2;
    }
    variance = Math.max(LEAST_VARIANCE, squares / people);
    if (logLikelihood - before < POLISHED) break;
    before = logLikelihood;
  }
  return { components, variance };
}

/** Lowest point between the two highest separate tops over the lower of them, the deepest such; 1: one top. */
function valley(density: Float64Array): number {
  const rise = new Float64Array(density.length);
  let top = 0;
  for (let g = 0; g < density.length; g++) {
    top = Math.max(top, density[g]);
    rise[g] = top;
  }
  let deepest = 1;
  top = 0;
  for (let g = density.length - 1; g >= 0; g--) {
    top = Math.max(top, density[g]);
    deepest = Math.min(deepest, density[g] / Math.min(top, rise[g]));
  }
  return deepest;
}

/** Expected people at each point of the grid (into `counts`), and the log-likelihood of `density`. */
function gather(
  likelihood: Float64Array,
  weights: Float64Array,
  density: Float64Array,
  counts: Float64Array,
): number {
  counts.fill(0);
  let total = 0;
  for (let r = 0; r < weights.length; r++) {
    const at = r * POINTS;
    // Four sums side by side: one alone would wait for each addition before the next.
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let g = 0; g < POINTS; g += 4) {
      s0 += likelihood[at + g] * density[g];
      s1 += likelihood[at + g + 1] * density[g + 1];
      s2 += likelihood[at + g + 2] * density[g + 2];
      s3 += likelihood[at + g + 3] * density[g + 3];
    }
    const sum = s0 + s1 + s2 + s3;
    total += weights[r] * Math.log(sum);
    const over = weights[r] / sum;
    for (let g = 0; g < POINTS; g++) counts[g] += over * likelihood[at + g];
  }
  for (let g = 0; g < POINTS; g++) counts[g] *= density[g];
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
