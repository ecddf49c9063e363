import type { Interval } from '../analysis.ts';
import type { Model } from '../model.ts';
import type { Votes } from '../votes.ts';

const BINS = 40;
const REACH = 3.2;
const POINTS = 25;
const BANDWIDTH = 0.35;
const PRIOR = 0.35;
const PRIOR_WEIGHT = 2;
const Z = 1.959963984540054;

/**
 * Common ground without groups: agreement (passes in the denominator) smoothed along the first axis, its
 * geometric mean over 25 equally frequent places. SPEC T6.
 *
 * At place x the smoothed rate is (Σ k w yes + 2 · 0.35) / (Σ k w + 2), k a normal kernel of width 0.35. The
 * interval is the delta method's on the logarithm. After the Gaussian model of Community Notes (2025). People
 * are first put in 40 bins, so the cost is O(votes + statements · 40 · 25).
 */
export function agreementAlong(votes: Votes, model: Model): Interval[] {
  const m = votes.statements.length;
  const size = model.factors + 1;
  const position = (i: number) => (model.factors === 0 ? 0 : model.personMean[i * size + 1]);
  const bin = new Uint8Array(votes.participants.length);
  const frequency = new Float64Array(BINS);
  for (let i = 0; i < bin.length; i++) {
    const place = Math.floor(((position(i) + REACH) / (2 * REACH)) * BINS);
    bin[i] = Math.min(BINS - 1, Math.max(0, place));
    frequency[bin[i]] += votes.weight[i];
  }
  const kernel = kernelFor(frequency);
  const seen = new Float64Array(m * BINS);
  const squares = new Float64Array(m * BINS);
  const agreed = new Float64Array(m * BINS);
  for (let i = 0; i < bin.length; i++) {
    const w = votes.weight[i];
    for (let v = votes.offsets[i]; v < votes.offsets[i + 1]; v++) {
      const at = votes.statement[v] * BINS + bin[i];
      seen[at] += w;
      squares[at] += w * w;
      if (votes.value[v] === 1) agreed[at] += w;
    }
  }
  const influence = new Float64Array(BINS);
  return votes.statements.map((_, j) => {
    influence.fill(0);
    let log = 0;
    const rate = new Float64Array(BINS);
    const heard = new Float64Array(BINS);
    for (let k = 0; k < POINTS; k++) {
      let top = PRIOR * PRIOR_WEIGHT;
      let bottom = PRIOR_WEIGHT;
      for (let b = 0; b < BINS; b++) {
        top += kernel[k * BINS + b] * agreed[j * BINS + b];
        bottom += kernel[k * BINS + b] * seen[j * BINS + b];
      }
      log += Math.log(top / bottom) / POINTS;
      for (let b = 0; b < BINS; b++) {
        const share = kernel[k * BINS + b] / (top * POINTS);
        influence[b] += share;
        heard[b] += kernel[k * BINS + b];
        rate[b] += (kernel[k * BINS + b] * top) / bottom;
      }
    }
    let variance = 0;
    for (let b = 0; b < BINS; b++) {
      const p = heard[b] > 0 ? rate[b] / heard[b] : PRIOR;
      variance += squares[j * BINS + b] * p * (1 - p) * influence[b] ** 2;
    }
    const reach = Math.exp(Z * Math.sqrt(variance));
    const value = Math.exp(log);
    return { value, low: value / reach, high: Math.min(1, value * reach) };
  });
}

/** POINTS × BINS: the kernel between equally frequent places and the middles of the bins. */
function kernelFor(frequency: Float64Array): Float64Array {
  const middle = (b: number) => ((b + 0.5) / BINS) * 2 * REACH - REACH;
  let total = 0;
  for (const f of frequency) total += f;
  const kernel = new Float64Array(POINTS * BINS);
  let bin = 0;
  let below = 0;
  for (let k = 0; k < POINTS; k++) {
    const target = (total * (k + 0.5)) / POINTS;
    while (bin < BINS - 1 && below + frequency[bin] < target) below += frequency[bin++];
    const within = frequency[bin] > 0 ? Math.min(1, (target - below) / frequency[bin]) : 0.5;
    const place = middle(bin) + ((within - 0.5) * 2 * REACH) / BINS;
    for (let b = 0; b < BINS; b++)
      kernel[k * BINS + b] = Math.exp(-0.5 * ((place - middle(b)) / BANDWIDTH) ** 2);
  }
  return kernel;
}
