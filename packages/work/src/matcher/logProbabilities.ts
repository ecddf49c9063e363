import type { Features } from './featuresOf.ts';
import type { Matcher } from './learnt.ts';

/** The classifier's log-probability of each code. */
export function logProbabilities(
  { codes, family, weights }: Matcher,
  { feature, value }: Features,
): Float64Array {
  const { start, column, value: weight, scale } = weights;
  const scores = new Float64Array(codes.length + familiesOf(family));
  for (let k = 0; k < feature.length; k++) {
    const x = value[k] * scale;
    for (let at = start[feature[k]]; at < start[feature[k] + 1]; at++) scores[column[at]] += x * weight[at];
  }
  const logs = scores.slice(0, codes.length);
  let largest = -Infinity;
  for (let c = 0; c < logs.length; c++) {
    logs[c] += scores[codes.length + family[c]];
    if (logs[c] > largest) largest = logs[c];
  }
  let total = 0;
  for (const log of logs) total += Math.exp(log - largest);
  const norm = largest + Math.log(total);
  return logs.map((log) => log - norm);
}

const familiesOf = (family: Uint16Array) => family.reduce((most, f) => Math.max(most, f + 1), 0);
