import { invertPacked } from '../invertPacked.ts';
import type { Model } from '../model.ts';
import type { Votes } from '../votes.ts';
import {
  flattening,
  type Loadings,
  logistic,
  logitMean,
  logitVariance,
  writeVariances,
} from './prediction.ts';

/**
 * The model with people's covariances made honest. The bound under the fit has more curvature than the
 * likelihood, and takes doubt about a loading for information about the person: both make people look better
 * located than they are (position errors 1.15 times what is said, in simulation). Here the precision is that of
 * the prior plus, for each vote, E[p(1 - p)] · (1, loadings)(1, loadings)ᵀ, the curvature of the best normal
 * approximation (Opper and Archambeau, Neural Computation 21, 2009). People not `heard` get their covariance
 * times the average correction along the first axis. O(votes · factors²).
 */
export function honestSpread(votes: Votes, model: Model, loadings: Loadings, heard: Uint8Array): Model {
  const { offsets, statement, value } = votes;
  const { size, packed, square } = loadings;
  const personCov = new Float64Array(model.personCov.length);
  const variance = new Float64Array(size);
  const axis = Math.min(2, packed - 1);
  let before = 0;
  let after = 0;
  for (let i = 0; i < heard.length; i++) {
    if (heard[i] === 0) continue;
    const at = i * packed;
    writeVariances(variance, model.personCov, at);
    const precision = personCov.subarray(at, at + packed);
    precision[0] = 1 / model.leniencyVariance;
    for (let r = 1; r < size; r++) precision[(r * (r + 3)) / 2] = 1;
    for (let v = offsets[i]; v < offsets[i + 1]; v++) {
      if (value[v] === 0) continue;
      const j = statement[v];
      const flat = flattening(logitVariance(loadings, j, variance, 0));
      const p = logistic(flat * logitMean(loadings, j, model.personMean, i * size));
      const curvature = flat * p * (1 - p);
      for (let k = 0; k < packed; k++) precision[k] += curvature * square[j * packed + k];
    }
    // The products are doubled off the diagonal.
    for (let r = 1; r < size; r++) for (let c = 0; c < r; c++) precision[(r * (r + 1)) / 2 + c] *= 0.5;
    invertPacked(precision, size);
    before += model.personCov[at + axis];
    after += precision[axis];
  }
  const correction = before > 0 ? after / before : 1;
  for (let i = 0; i < heard.length; i++)
    if (heard[i] === 0)
      for (let k = i * packed; k < (i + 1) * packed; k++) personCov[k] = model.personCov[k] * correction;
  return { ...model, personCov };
}
