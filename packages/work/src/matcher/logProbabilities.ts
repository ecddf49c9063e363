import { logSumExp } from '@abord/numbers';
import type { Features } from './featuresOf.ts';
import type { Matcher } from './learnt.ts';

/** The classifier's log-probability of each class; the same for all where it knows none of the features. */
export function logProbabilities({ family, weights }: Matcher, { feature, value }: Features): Float64Array {
  const { start, column, value: weight, scale } = weights;
  const classes = family.length;
  const scores = new Float64Array(2 * classes);
  for (let k = 0; k < feature.length; k++) {
    const x = value[k] * scale;
    for (let at = start[feature[k]]; at < start[feature[k] + 1]; at++) scores[column[at]] += x * weight[at];
  }
  const logs = new Float64Array(classes);
  for (let c = 0; c < classes; c++) logs[c] = scores[c] + scores[classes + family[c]];
  const norm = logSumExp(logs);
  return logs.map((log) => log - norm);
}
