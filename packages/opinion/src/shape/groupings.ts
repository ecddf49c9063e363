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
  /** Bayesian information criterion of one component minus that of `mixture`. */
  readonly bicGain: number;
  /** Smallest gain over a single hump between two groups, in nats; of the closest pair merged last if one. */
  readonly gain: number;
}

const MOST_COMPONENTS = 5;
const STARTS = 3;
export const RULES = { bic: 6, gain: 3, depth: 0.5 };

export function groupings(data: Likelihoods, source: Random): Grouping {
  let best = refine(data, Float64Array.of(1, 0, 0, 1, 0, 1), 40, 0.01);
  const one = bic(data, best);
  let lowest = one;
  let previous = best;
  let risen = 0;
  for (let count = 2; count <= MOST_COMPONENTS && risen < 2; count++) {
    let candidate: Mixture | undefined;
    for (let start = 0; start < STARTS; start++) {
      const components = start === 0 ? split(previous) : scatter(data, count, source);
      const short = refine(data, components, 8, 0.1);
      if (candidate === undefined || short.logLikelihood > candidate.logLikelihood) candidate = short;
    }
    previous = refine(data, candidate!.components, 60, 0.02);
    const score = bic(data, previous);
    if (score < lowest || (count === 2 && score < lowest - RULES.bic)) {
      lowest = score;
      best = previous;
      risen = 0;
    } else risen++;
  }
  const bicGain = one - lowest;
  if (bicGain < RULES.bic)
    return { mixture: best, groupOf: new Int8Array(best.count), groups: 1, bicGain, gain: 0 };
  return { ...merge(data, best), mixture: best, bicGain };
}

function bic(data: Likelihoods, mixture: Mixture): number {
  const each = data.axes === 1 ? 2 : 5;
  const parameters = mixture.count - 1 + mixture.count * each;
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

/** Gathers components pair by pair, least separate first, until a valley lies between any two groups. */
function merge(data: Likelihoods, mixture: Mixture): Omit<Grouping, 'mixture' | 'bicGain'> {
  const { count, components } = mixture;
  const share = new Float64Array(data.people * count);
  expect(data, count, components, share);
  const groupOf = Int8Array.from({ length: count }, (_, k) => k);
  let groups = count;
  let smallest = 0;
  const known = new Map<string, number>();
  while (groups > 1) {
    smallest = Infinity;
    let pair: [number, number] = [0, 1];
    for (let a = 0; a < groups; a++) {
      for (let b = a + 1; b < groups; b++) {
        const inA: number[] = [];
        const inB: number[] = [];
        for (let k = 0; k < count; k++) {
          if (groupOf[k] === a) inA.push(k);
          if (groupOf[k] === b) inB.push(k);
        }
        const key = `${inA}|${inB}`;
        let gain = known.get(key);
        if (gain === undefined) {
          const between = humps(lineBetween(data, mixture, share, inA, inB), RULES.gain);
          gain = between.depth <= RULES.depth ? between.gain : Math.min(between.gain, 0);
          known.set(key, gain);
        }
        if (gain < smallest) {
          smallest = gain;
          pair = [a, b];
        }
      }
    }
    if (smallest >= RULES.gain) break;
    const [kept, gone] = pair;
    for (let k = 0; k < count; k++) {
      if (groupOf[k] === gone) groupOf[k] = kept;
      else if (groupOf[k] > gone) groupOf[k]--;
    }
    groups--;
  }
  return { groupOf, groups, gain: smallest };
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
    let together = 0;
    for (const k of a) together += share[i * count + k];
    for (const k of b) together += share[i * count + k];
    weight[i] = data.weight[i] * together;
  }
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
  return { precision, information, weight, components: along };
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
