import { invertPacked } from '../invertPacked.ts';
import type { Model } from '../model.ts';
import type { Votes } from '../votes.ts';

/**
 * The model with people's covariances made honest. The bound under the fit has more curvature than the
 * likelihood, and takes doubt about a loading for information about the person: both make people look better
 * located than they are (position errors 1.15 times what is said, in simulation). Here the precision is that of
 * the prior plus, for each vote, E[p(1 - p)] · (1, loadings)(1, loadings)ᵀ, the curvature that the best normal
 * approximation has (Opper and Archambeau, Neural Computation 21, 2009). O(votes · factors²).
 */
export function honestSpread(votes: Votes, model: Model): Model {
  const { offsets, statement, value } = votes;
  const size = model.factors + 1;
  const packed = (size * (size + 1)) / 2;
  const products = loadingProducts(model);
  const personCov = new Float64Array(model.personCov.length);
  for (let i = 0; i < votes.participants.length; i++) {
    const precision = personCov.subarray(i * packed, (i + 1) * packed);
    precision[0] = 1 / model.leniencyVariance;
    for (let r = 1; r < size; r++) precision[(r * (r + 3)) / 2] = 1;
    for (let v = offsets[i]; v < offsets[i + 1]; v++) {
      if (value[v] === 0) continue;
      const at = statement[v] * packed;
      let z = model.statementMean[statement[v] * size] + model.personMean[i * size];
      for (let d = 1; d < size; d++)
        z += model.statementMean[statement[v] * size + d] * model.personMean[i * size + d];
      let variance = 0;
      for (let r = 0, k = 0; r < size; r++)
        for (let c = 0; c <= r; c++, k++)
          variance += (r === c ? 1 : 2) * products[at + k] * model.personCov[i * packed + k];
      const shrink = 1 / Math.sqrt(1 + (Math.PI * variance) / 8);
      const p = 1 / (1 + Math.exp(-shrink * z));
      const curvature = shrink * p * (1 - p);
      for (let k = 0; k < packed; k++) precision[k] += curvature * products[at + k];
    }
    invertPacked(precision, size);
  }
  return { ...model, personCov };
}

/** statements × D(D + 1)/2: (1, loadings)(1, loadings)ᵀ, packed lower triangles. */
export function loadingProducts(model: Model): Float64Array {
  const size = model.factors + 1;
  const m = model.statementMean.length / size;
  const products = new Float64Array((m * size * (size + 1)) / 2);
  for (let j = 0, k = 0; j < m; j++)
    for (let r = 0; r < size; r++)
      for (let c = 0; c <= r; c++, k++)
        products[k] =
          (r === 0 ? 1 : model.statementMean[j * size + r]) *
          (c === 0 ? 1 : model.statementMean[j * size + c]);
  return products;
}
