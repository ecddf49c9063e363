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
/** A first look takes at most so many people; what it may miss of the gain, in nats: of all, of some. */
const GLANCE = 1000;
const ROUGH = 1;
const ROUGH_OF_SOME = 3;
/** A valley of the proposed mixture, over its lower hump, that is worth a look. */
const RAW_DEPTH = 0.9;
const POLISHED = 0.005;
const LEAST_VARIANCE = 0.02;

/** A first look at a line: the two humps, roughly, and what they gain, were everybody looked at. */
export interface Glance {
  readonly curve: Curve;
  readonly gain: number;
}

/**
 * A first look at 1,000 people at most: is it worth working out whether `needed` nats are gained?
 * Nothing where the mixture has no valley to speak of. O(people + rounds × 1000 × 48).
 */
export function glance(line: Line, needed: number): Glance | undefined {
  if (valley(drawn(gridOf(line), line)) > RAW_DEPTH) return undefined;
  const some = onIt(line, GLANCE);
  const part = some.weight.length / Math.max(1, onTheLine(line));
  const curve = polish(some, some, 15);
  const enough = needed * part - (part === 1 ? ROUGH : ROUGH_OF_SOME);
  const { gain } = compare(some, curve, enough);
  return gain < enough ? undefined : { curve, gain: gain / part };
}

/**
 * Is there a valley? Compares a mixture of normals with the best density that has a single hump, both
 * seen through each person's own uncertainty. Flat, skewed and heavy-tailed laws are among the single
 * humps and fit at least as well as any mixture: the gain is then near zero or negative.
 *
 * A gain below `needed` is not worked out to its end. O(rounds × people × 48).
 */
export function humps(line: Line, { curve }: Glance, needed: number): Humps {
  const everybody = onIt(line, Infinity);
  return compare(everybody, polish(everybody, curve, 60), needed);
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

const LEAST_WEIGHT = 1e-3;

function onTheLine(line: Line): number {
  let count = 0;
  for (const w of line.weight) if (w > LEAST_WEIGHT) count++;
  return count;
}

/** The line with the people who are on it, at most `most` of them, evenly spaced. */
function onIt(line: Line, most: number): Line {
  const step = Math.ceil(onTheLine(line) / most) || 1;
  const kept: number[] = [];
  for (let i = 0, on = 0; i < line.weight.length; i++) {
    if (line.weight[i] > LEAST_WEIGHT && on++ % step === 0) kept.push(i);
  }
  return {
    precision: Float64Array.from(kept, (i) => line.precision[i]),
    information: Float64Array.from(kept, (i) => line.information[i]),
    weight: Float64Array.from(kept, (i) => line.weight[i]),
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
