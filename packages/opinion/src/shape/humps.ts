import { gather, NIL, singleHump } from './singleHump.ts';

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
/** A valley of the proposed mixture, over its lower hump, that is worth a look. */
const RAW_DEPTH = 0.9;
const ROUNDS = 60;
const POLISHED = 0.02;
const LEAST_VARIANCE = 0.02;
const LEAST_WEIGHT = 1e-3;
/** Steps in which people are alike: a fifth in precision, a quarter of their doubt in place. */
const ALIKE_PRECISION = 0.2;
const ALIKE_PLACE = 0.25;

/**
 * Is there a valley? Compares a mixture of normals with the best density that has a single hump, both
 * seen through each person's own uncertainty. Flat, skewed and heavy-tailed laws are among the single
 * humps and fit at least as well as any mixture: the gain is then near zero or negative.
 *
 * People alike are taken together, so the cost hardly grows with their number. A gain below `needed` is
 * not worked out to its end. O(people + rounds × kinds of people × 48).
 */
export function humps(line: Line, needed: number): Humps {
  if (valley(drawn(gridOf(line), line)) > RAW_DEPTH) return NO_VALLEY;
  const kinds = alike(line);
  return compare(kinds, polish(kinds), needed);
}

const NO_VALLEY: Humps = { gain: -Infinity, depth: 1 };

/** The mixture `curve` against the best density with one hump, given up once the gain is below `needed`. */
function compare(line: Line, curve: Curve, needed: number): Humps {
  const grid = gridOf(curve);
  const density = drawn(grid, curve);
  const depth = valley(density);
  if (depth >= 1) return NO_VALLEY;
  const likelihood = likelihoodOn(grid, line);
  const twoHumps = gather(likelihood, line.weight, density, new Float64Array(POINTS));
  const one = singleHump(likelihood, line.weight, density, twoHumps - needed);
  return { gain: twoHumps - one.logLikelihood, depth };
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

/**
 * One stands for all who are alike: the same step of precision and the same stretch of the line, with
 * their mean precision and information and the sum of their weights. Within so little the logarithm of a
 * likelihood is as good as linear.
 */
function alike({ precision, information, weight, components, variance }: Line): Line {
  const kinds = new Map<number, number>();
  const sums: number[] = [];
  for (let i = 0; i < weight.length; i++) {
    if (weight[i] <= LEAST_WEIGHT) continue;
    const level = Math.round(Math.log(precision[i] + 1e-3) / ALIKE_PRECISION);
    const doubt = Math.exp(-0.5 * level * ALIKE_PRECISION);
    const stretch = Math.round(information[i] / (precision[i] + 1e-3) / (ALIKE_PLACE * doubt));
    const key = level * 65_536 + stretch;
    let at = kinds.get(key);
    if (at === undefined) {
      at = sums.length;
      kinds.set(key, at);
      sums.push(0, 0, 0);
    }
    sums[at] += weight[i];
    sums[at + 1] += weight[i] * precision[i];
    sums[at + 2] += weight[i] * information[i];
  }
  const count = sums.length / 3;
  return {
    precision: Float64Array.from({ length: count }, (_, k) => sums[k * 3 + 1] / sums[k * 3]),
    information: Float64Array.from({ length: count }, (_, k) => sums[k * 3 + 2] / sums[k * 3]),
    weight: Float64Array.from({ length: count }, (_, k) => sums[k * 3]),
    components,
    variance,
  };
}

/** The mixture refined on the line, by expectation-maximisation. */
function polish(line: Line): Curve {
  const components = line.components.slice();
  let { variance } = line;
  const count = components.length / 2;
  const moments = new Float64Array(components.length);
  const density = new Float64Array(count);
  const mean = new Float64Array(count);
  const offset = new Float64Array(count);
  let people = 0;
  for (const w of line.weight) people += w;
  let before = -Infinity;
  for (let round = 0; round < ROUNDS; round++) {
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
