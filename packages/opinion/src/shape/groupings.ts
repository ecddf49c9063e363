import { choice, type Random } from '@abord/numbers';
import { humps, type Line } from './humps.ts';
import type { Likelihoods } from './likelihoods.ts';
import { type Mixture, refine, type Start, shares } from './mixture.ts';

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
/** People among whom starts are compared; and at least so many, or a third, among whom counts are. */
const FEW = 400;
const SOME = 800;
/** Deepest valley that still divides, over the height of the lower hump. */
const DEPTH = 0.5;
/** Once people are divided, a valley inside a part need only not speak against the mixture, in nats. */
const NEEDED_WITHIN = -1;
/** No group under so many people. */
const SMALLEST = 10;

/**
 * Groups among people seen through their votes, if there are any.
 *
 * First a mixture of normal densities with a common covariance, from `start` where there is one; it only
 * proposes where valleys may be. Then the people are divided in two where two humps beat the best single
 * hump of any shape, by `needed` nats at least, and each part again. Components that no valley parts
 * become one, until each group has one component. O(rounds × people × components).
 */
export function groupings(data: Likelihoods, needed: number, source: Random, start?: Start): Grouping {
  let best = refine(data, start ?? proposed(data, source), 30, 0.05);
  let found = divide(data, best, needed);
  while (found.parts.length > 1 && found.parts.length < best.count) {
    best = refine(data, collapse(best, found.parts), 60, 0.01);
    found = divide(data, best, needed);
  }
  const { parts, gain } = found;
  return {
    mixture: best,
    groupOf: Int8Array.from({ length: best.count }, (_, k) => parts.findIndex((part) => part.includes(k))),
    groups: parts.length,
    gain,
  };
}

/** A mixture of two to five components, the number by the Bayesian information criterion. */
function proposed(data: Likelihoods, source: Random): Mixture {
  const few = thin(data, FEW);
  const some = thin(data, Math.max(SOME, Math.ceil(data.people / 3)));
  const round = { components: Float64Array.of(1, 0, 0), covariance: Float64Array.of(1, 0, 1) };
  const cloud = refine(some, round, 20, 0.1);
  let previous = cloud;
  let best = cloud;
  let lowest = Infinity;
  let risen = 0;
  for (let count = 2; count <= MOST_COMPONENTS && risen < 2; count++) {
    let candidate = refine(few, split(previous), 8, 0.1);
    for (let start = 1; start < STARTS; start++) {
      const other = refine(few, scatter(few, cloud, count, source), 8, 0.1);
      if (other.logLikelihood > candidate.logLikelihood) candidate = other;
    }
    previous = refine(some, candidate, 30, 0.5);
    const score = bic(some, previous);
    risen++;
    if (score >= lowest) continue;
    lowest = score;
    best = previous;
    risen = 0;
  }
  return best;
}

/** One component a group, each where the group's components were on the average. */
function collapse(mixture: Mixture, parts: readonly (readonly number[])[]): Start {
  const components = parts.flatMap((part) => {
    const { share, m0, m1 } = gathered(mixture, part);
    return [share, m0, m1];
  });
  return { components: Float64Array.from(components), covariance: mixture.covariance };
}

/** At most so many people, evenly spaced. */
function thin(data: Likelihoods, most: number): Likelihoods {
  if (data.people <= most) return data;
  const each = (values: Float64Array, size: number) => {
    const kept = new Float64Array(most * size);
    for (let k = 0; k < most; k++) {
      const from = Math.floor((k * data.people) / most) * size;
      for (let c = 0; c < size; c++) kept[k * size + c] = values[from + c];
    }
    return kept;
  };
  return {
    people: most,
    axes: data.axes,
    precision: each(data.precision, 3),
    information: each(data.information, 2),
    weight: each(data.weight, 1),
  };
}

function bic(data: Likelihoods, mixture: Mixture): number {
  const parameters = (data.axes + 1) * mixture.count;
  return parameters * Math.log(data.people) - 2 * mixture.logLikelihood;
}

/** One component more: the largest is cut in two along the longer axis of the common spread. */
function split({ components, covariance }: Mixture): Start {
  let largest = 0;
  for (let c = 3; c < components.length; c += 3) if (components[c] > components[largest]) largest = c;
  const [v00, v10, v11] = covariance;
  const half = (v00 - v11) / 2;
  const longest = (v00 + v11) / 2 + Math.hypot(half, v10);
  const along = v10 === 0 ? (v00 >= v11 ? [1, 0] : [0, 1]) : [v10, longest - v00];
  const step = (0.8 * Math.sqrt(longest)) / Math.hypot(along[0], along[1]);
  const d0 = along[0] * step;
  const d1 = along[1] * step;
  const more = new Float64Array(components.length + 3);
  more.set(components);
  more.set(
    [components[largest] / 2, components[largest + 1] + d0, components[largest + 2] + d1],
    more.length - 3,
  );
  more[largest] /= 2;
  more[largest + 1] -= d0;
  more[largest + 2] -= d1;
  return {
    components: more,
    covariance: Float64Array.of(Math.max(0.1, v00 - d0 * d0), v10 - d0 * d1, Math.max(0.1, v11 - d1 * d1)),
  };
}

/**
 * A start scattered over the people, placed by their votes and the cloud of everybody: each next centre
 * drawn in proportion to its squared distance from the nearest, in the metric of the cloud.
 */
function scatter(data: Likelihoods, cloud: Mixture, count: number, source: Random): Start {
  const [v00, v10, v11] = cloud.covariance;
  const determinant = v00 * v11 - v10 * v10;
  const q00 = v11 / determinant;
  const q10 = -v10 / determinant;
  const q11 = v00 / determinant;
  const place = new Float64Array(data.people * 2);
  const chance = Float64Array.from(data.weight);
  for (let i = 0; i < data.people; i++) {
    const a00 = data.precision[i * 3] + q00;
    const a10 = data.precision[i * 3 + 1] + q10;
    const a11 = data.precision[i * 3 + 2] + q11;
    const inverse = 1 / (a00 * a11 - a10 * a10);
    place[i * 2] = (a11 * data.information[i * 2] - a10 * data.information[i * 2 + 1]) * inverse;
    place[i * 2 + 1] = (a00 * data.information[i * 2 + 1] - a10 * data.information[i * 2]) * inverse;
  }
  const components = new Float64Array(count * 3);
  const nearest = new Float64Array(data.people).fill(Infinity);
  for (let c = 0; c < components.length; c += 3) {
    const chosen = choice(source(), chance);
    components.set([1 / count, place[chosen * 2], place[chosen * 2 + 1]], c);
    for (let i = 0; i < data.people; i++) {
      const x = place[i * 2] - components[c + 1];
      const y = place[i * 2 + 1] - components[c + 2];
      nearest[i] = Math.min(nearest[i], q00 * x * x + 2 * q10 * x * y + q11 * y * y);
      chance[i] = data.weight[i] * nearest[i] + 1e-12;
    }
  }
  return { components, covariance: cloud.covariance.map((v) => 0.3 * v) };
}

/**
 * Divides a set of components in two where the valley is clearest, and each part again, as long as a
 * valley divides it. Every way to cut the set in two is tried (at most 15 for five components).
 */
function divide(data: Likelihoods, mixture: Mixture, needed: number): { parts: number[][]; gain: number } {
  const share = shares(data, mixture);
  const parts: number[][] = [];
  let first = 0;
  const open: number[][] = [Array.from({ length: mixture.count }, (_, k) => k)];
  for (let whole = open.pop(); whole !== undefined; whole = open.pop()) {
    const least = whole.length === mixture.count ? needed : Math.min(needed, NEEDED_WITHIN);
    let best: { gain: number; cut: [number[], number[]] } | undefined;
    for (let mask = 1; mask < 1 << (whole.length - 1); mask++) {
      const a = whole.filter((_, k) => (mask >> k) & 1);
      const b = whole.filter((_, k) => !((mask >> k) & 1));
      const line = lineBetween(data, mixture, share, a, b);
      if (line.smaller < SMALLEST) continue;
      const beaten = best?.gain ?? least;
      const { gain, depth } = humps(line, beaten);
      if (depth <= DEPTH && gain > beaten) best = { gain, cut: [a, b] };
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
 * The people of two sets of components on the line that separates the sets best (the linear discriminant
 * of their spread); across it they are integrated out. `smaller`: people in the smaller set.
 */
function lineBetween(
  data: Likelihoods,
  mixture: Mixture,
  share: Float64Array,
  a: readonly number[],
  b: readonly number[],
): Line & { readonly smaller: number } {
  const { components, count } = mixture;
  const first = gathered(mixture, a);
  const second = gathered(mixture, b);
  const total = first.share + second.share;
  const pooled = (x: number, y: number) => (first.share * x + second.share * y) / total;
  const v00 = pooled(first.v00, second.v00);
  const v10 = pooled(first.v10, second.v10);
  const v11 = pooled(first.v11, second.v11);
  const o0 = pooled(first.m0, second.m0);
  const o1 = pooled(first.m1, second.m1);
  // Lower root L of the pooled spread; in coordinates z = L⁻¹(u − o) both sets have unit spread.
  const l00 = Math.sqrt(v00);
  const l10 = v10 / l00;
  const l11 = Math.sqrt(v11 - l10 * l10);
  const z0 = (second.m0 - first.m0) / l00;
  const z1 = (second.m1 - first.m1 - l10 * z0) / l11;
  const norm = Math.hypot(z0, z1) || 1;
  const c = z0 / norm;
  const s = z1 / norm;
  // A step along the line, and one across it, in u.
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
  // The direction d in which d·(u − o) is the place along the line.
  const d1 = s / l11;
  const d0 = (c - l10 * d1) / l00;
  const [s00, s10, s11] = mixture.covariance;
  const shareAndMean = [...a, ...b].flatMap((k) => [
    components[k * 3] / total,
    d0 * (components[k * 3 + 1] - o0) + d1 * (components[k * 3 + 2] - o1),
  ]);
  return {
    precision,
    information,
    weight,
    components: Float64Array.from(shareAndMean),
    variance: d0 * d0 * s00 + 2 * d0 * d1 * s10 + d1 * d1 * s11,
    smaller: Math.min(inA, inB),
  };
}

/** Share, mean and covariance of several components taken together. */
function gathered({ components, covariance }: Mixture, which: readonly number[]) {
  let share = 0;
  let m0 = 0;
  let m1 = 0;
  for (const k of which) {
    share += components[k * 3];
    m0 += components[k * 3] * components[k * 3 + 1];
    m1 += components[k * 3] * components[k * 3 + 2];
  }
  m0 /= share;
  m1 /= share;
  let [v00, v10, v11] = covariance;
  for (const k of which) {
    const part = components[k * 3] / share;
    const x = components[k * 3 + 1] - m0;
    const y = components[k * 3 + 2] - m1;
    v00 += part * x * x;
    v10 += part * x * y;
    v11 += part * y * y;
  }
  return { share, m0, m1, v00, v10, v11 };
}
