import type { Model } from '../model.ts';
import type { Votes } from '../votes.ts';

/**
 * How far the loadings on each axis are known: Σ mean² over Σ (mean² + variance), each statement with as
 * many votes as it had; 0 to 1. Loadings that are mostly doubt make an axis out of noise, whatever their
 * strength. O(votes).
 */
export function reliability(votes: Votes, model: Model): Float64Array {
  const size = model.factors + 1;
  const packed = (size * (size + 1)) / 2;
  const asked = new Float64Array(votes.statements.length);
  for (let v = 0; v < votes.value.length; v++) if (votes.value[v] !== 0) asked[votes.statement[v]]++;
  return Float64Array.from({ length: model.factors }, (_, f) => {
    let known = 0;
    let doubted = 0;
    for (let j = 0; j < asked.length; j++) {
      known += asked[j] * model.statementMean[j * size + f + 1] ** 2;
      doubted += asked[j] * model.statementCov[j * packed + ((f + 1) * (f + 4)) / 2];
    }
    return known + doubted > 0 ? known / (known + doubted) : 0;
  });
}
