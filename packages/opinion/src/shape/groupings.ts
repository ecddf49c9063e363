import { choice, type Random } from '@abord/numbers';
import { humps } from './humps.ts';
import type { Likelihoods } from './likelihoods.ts';
import { COMPONENT, expect, type Mixture, refine } from './mixture.ts';

/** People's places as a mixture whose components are gathered into groups with a valley between them. */
export interface Grouping {
  readonly mixture: Mixture;
  /** Component → group, groups numbered from 0. */
  readonly groupOf: Int8Array;
  readonly groups: number;
  /** Log-likelihood of two humps over the best single one where the people are first divided; 0: nowhere. */
  readonly gain: number;
}

const MOST_COMPONENTS = 5;
const STARTS = 3;
/** Deepest valley that still divides, over the height of the lower hump. */
const DEPTH = 0.5;
/** Gain, in nats, without which a part is not divided again. */
const GAIN_WITHIN = 2;
/** No group under so many people. */
const SMALLEST = 10;

/**
 * Groups among people seen through their votes, if there are any.
 *
 * First a mixture of two to five normal densities with a common covariance, the number by the Bayesian
 * information criterion; it only proposes where valleys may be. Then the people are divided in two where
 * two humps beat the best single hump of any shape by most, if by `needed` nats, and each part again.
 * O(rounds × people × components).
 */
export function groupings(data: Likelihoods, needed: number, source: Random): Grouping {
  let previous = refine(data, Float64Array.of(1, 0, 0, 1, 0, 1), 40, 0.01);
  let best = previous;
  let lowest = Infinity;
  let risen = 0;
  for (let count = 2; count <= MOST_COMPONENTS && risen < 2; count++) {
    let candidate = refine(data, split(previous), 8, 0.1);
    for (let start = 1; start < STARTS; start++) {
      const other = refine(data, scatter(data, count, source), 8, 0.1);
      if (other.logLikelihood > candidate.logLikelihood) candidate = other;
    }
    previous = refine(data, candidate.components, 60, 0.02);
    const score = bic(data, previous);
    risen++;
    if (score >= lowest) continue;
    lowest = score;
    best = previous;
    risen = 0;
  }
  const { parts, gain } = divide(data, best, needed);
  const groupOf = Int8Array.from({ length: best.count }, (_, k) =>
    parts.findIndex((part) => part.includes(k)),
  );
  return { mixture: best, groupOf, groups: parts.length, gain };
}

function bic(data: Likelihoods, mixture: Mixture): number {
  const parameters = mixture.count - 1 + mixture.count * data.axes + (data.axes === 1 ? 1 : 3);
  return parameters * Math.log(data.people) - 2 * mixture.logLikelihood;
}

/** One component more: the widest is cut in two along its longer axis. */
function split(mixture: Mixture): Float64Array {
  const c = mixture.components;
  let widest = 0;
  let reach = -1;
  for (let k = 0; k < mixture.count; k++) {
    const o = k * COMPONENT;
    const half = (c[o + 3] - c[o + 5]) / 2;
    const longest = (c[o + 3] + c[o + 5]) / 2 + Math.sqrt(half * half + c[o + 4] * c[o + 4]);
    if (c[o] * longest > reach) {
      reach = c[o] * longest;
      widest = k;
    }
  }
  const components = new Float64Array(c.length + COMPONENT);
  components.set(c);
  const o = widest * COMPONENT;
  const half = (c[o + 3] - c[o + 5]) / 2;
  const longest = (c[o + 3] + c[o + 5]) / 2 + Math.sqrt(half * half + c[o + 4] * c[o + 4]);
  let d0 = c[o + 4];
  let d1 = longest - c[o + 3];
  if (Math.abs(d0) < 1e-12 && Math.abs(d1) < 1e-12) [d0, d1] = c[o + 3] >= c[o + 5] ? [1, 0] : [0, 1];
  const norm = Math.hypot(d0, d1);
  const step = Math.sqrt(longest) * 0.8;
  d0 *= step / norm;
  d1 *= step / norm;
  for (const [at, sign] of [
    [o, -1],
    [c.length, 1],
  ]) {
    components[at] = c[o] / 2;
    components[at + 1] = c[o + 1] + sign * d0;
    components[at + 2] = c[o + 2] + sign * d1;
    components[at + 3] = Math.max(0.05, c[o + 3] - d0 * d0);
    components[at + 4] = c[o + 4] - d0 * d1;
    components[at + 5] = Math.max(0.05, c[o + 5] - d1 * d1);
  }
  return components;
}

/** A start scattered over the people: each next centre drawn in proportion to its squared distance. */
function scatter(data: Likelihoods, count: number, source: Random): Float64Array {
  const place = new Float64Array(data.people * 2);
  const chance = new Float64Array(data.people);
  for (let i = 0; i < data.people; i++) {
    const a00 = data.precision[i * 3] + 1;
    const a10 = data.precision[i * 3 + 1];
    const a11 = data.precision[i * 3 + 2] + 1;
    const determinant = a00 * a11 - a10 * a10;
    place[i * 2] = (a11 * data.information[i * 2] - a10 * data.information[i * 2 + 1]) / determinant;
    place[i * 2 + 1] = (a00 * data.information[i * 2 + 1] - a10 * data.information[i * 2]) / determinant;
    chance[i] = data.weight[i];
  }
  const components = new Float64Array(count * COMPONENT);
  const nearest = new Float64Array(data.people).fill(Infinity);
  for (let k = 0; k < count; k++) {
    const chosen = choice(source(), chance);
    const o = k * COMPONENT;
    components.set([1 / count, place[chosen * 2], place[chosen * 2 + 1], 0.3, 0, 0.3], o);
    for (let i = 0; i < data.people; i++) {
      const x = place[i * 2] - components[o + 1];
      const y = place[i * 2 + 1] - components[o + 2];
      nearest[i] = Math.min(nearest[i], x * x + y * y);
      chance[i] = data.weight[i] * nearest[i] + 1e-12;
    }
  }
  return components;
}

/**
 * Divides a set of components in two where the valley is clearest, and each part again, as long as a
 * valley divides it. Every way to cut the set in two is tried (at most 15 for five components).
 */
function divide(data: Likelihoods, mixture: Mixture, needed: number): { parts: number[][]; gain: number } {
  const share = new Float64Array(data.people * mixture.count);
  expect(data, mixture.count, mixture.components, share);
  const parts: number[][] = [];
  let first = 0;
  const open: number[][] = [Array.from({ length: mixture.count }, (_, k) => k)];
  for (let whole = open.pop(); whole !== undefined; whole = open.pop()) {
    const least = whole.length === mixture.count ? needed : GAIN_WITHIN;
    let best: { gain: number; cut: [number[], number[]] } | undefined;
    for (let mask = 1; mask < 1 << (whole.length - 1); mask++) {
      const a = whole.filter((_, k) => (mask >> k) & 1);
      const b = whole.filter((_, k) => !((mask >> k) & 1));
      const line = lineBetween(data, mixture, share, a, b);
      if (line.smaller < SMALLEST) continue;
      const { gain, depth } = humps(line, best?.gain ?? least);
      if (gain > (best?.gain ?? least) && depth <= DEPTH) best = { gain, cut: [a, b] };
    }
    if (best === undefined) parts.push(whole);
    else {
      if (whole.length === mixture.count) first = best.gain;
      open.push(...best.cut);
    }
  }
  return { parts, gain: first };
}

/**
 * The people of two sets of components on the line that separates the sets best (the linear
 * discriminant of their pooled covariance); across it they are integrated out.
 */
function lineBetween(
  data: Likelihoods,
  mixture: Mixture,
  share: Float64Array,
  a: readonly number[],
  b: readonly number[],
) {
  const { components, count } = mixture;
  const first = gathered(components, a);
  const second = gathered(components, b);
  const total = first[0] + second[0];
  const s00 = (first[0] * first[3] + second[0] * second[3]) / total;
  const s10 = (first[0] * first[4] + second[0] * second[4]) / total;
  const s11 = (first[0] * first[5] + second[0] * second[5]) / total;
  // Square root L of the pooled covariance; in coordinates z = L⁻¹(u − origin) both sets have unit spread.
  const l00 = Math.sqrt(s00);
  const l10 = s10 / l00;
  const l11 = Math.sqrt(Math.max(1e-9, s11 - l10 * l10));
  const o0 = (first[0] * first[1] + second[0] * second[1]) / total;
  const o1 = (first[0] * first[2] + second[0] * second[2]) / total;
  const z0 = (second[1] - first[1]) / l00;
  const z1 = (second[2] - first[2] - l10 * z0) / l11;
  const norm = Math.hypot(z0, z1) || 1;
  const c = z0 / norm;
  const s = z1 / norm;
  // Columns of the map from (along, across) to u.
  const t0 = l00 * c;
  const t1 = l10 * c + l11 * s;
  const e0 = -l00 * s;
  const e1 = -l10 * s + l11 * c;
  const precision = new Float64Array(data.people);
  const information = new Float64Array(data.people);
  const weight = new Float64Array(data.people);
  let inA = 0;
  let inB = 0;
  for (let i = 0; i < data.people; i++) {
    const p00 = data.precision[i * 3];
    const p10 = data.precision[i * 3 + 1];
    const p11 = data.precision[i * 3 + 2];
    const h0 = data.information[i * 2] - p00 * o0 - p10 * o1;
    const h1 = data.information[i * 2 + 1] - p10 * o0 - p11 * o1;
    const pt0 = p00 * t0 + p10 * t1;
    const pt1 = p10 * t0 + p11 * t1;
    const across = p00 * e0 * e0 + 2 * p10 * e0 * e1 + p11 * e1 * e1 + 1;
    const cross = pt0 * e0 + pt1 * e1;
    precision[i] = Math.max(0, pt0 * t0 + pt1 * t1 - (cross * cross) / across);
    information[i] = h0 * t0 + h1 * t1 - (cross * (h0 * e0 + h1 * e1)) / across;
    let shareA = 0;
    let shareB = 0;
    for (const k of a) shareA += share[i * count + k];
    for (const k of b) shareB += share[i * count + k];
    inA += data.weight[i] * shareA;
    inB += data.weight[i] * shareB;
    weight[i] = data.weight[i] * (shareA + shareB);
  }
  const smaller = Math.min(inA, inB);
  const along = new Float64Array((a.length + b.length) * 3);
  [...a, ...b].forEach((k, at) => {
    const o = k * COMPONENT;
    const x0 = (components[o + 1] - o0) / l00;
    const x1 = (components[o + 2] - o1 - l10 * x0) / l11;
    // Direction d in u-space with along = d·(u − origin).
    const d1 = s / l11;
    const d0 = (c - l10 * d1) / l00;
    along[at * 3] = components[o] / total;
    along[at * 3 + 1] = c * x0 + s * x1;
    along[at * 3 + 2] =
      d0 * d0 * components[o + 3] + 2 * d0 * d1 * components[o + 4] + d1 * d1 * components[o + 5];
  });
  return { precision, information, weight, components: along, smaller };
}

/** Share, mean and covariance of several components taken together. */
function gathered(components: Float64Array, which: readonly number[]): number[] {
  let share = 0;
  const sum = [0, 0, 0, 0, 0];
  for (const k of which) {
    const [w, m0, m1, v00, v10, v11] = components.subarray(k * COMPONENT, (k + 1) * COMPONENT);
    share += w;
    sum[0] += w * m0;
    sum[1] += w * m1;
    sum[2] += w * (v00 + m0 * m0);
    sum[3] += w * (v10 + m0 * m1);
    sum[4] += w * (v11 + m1 * m1);
  }
  const m0 = sum[0] / share;
  const m1 = sum[1] / share;
  return [share, m0, m1, sum[2] / share - m0 * m0, sum[3] / share - m0 * m1, sum[4] / share - m1 * m1];
}
