import { normalCdf } from '@abord/numbers';
import type { Model } from './model.ts';
import { momentCount, writeMoments } from './moments.ts';
import { locateRows, type Side } from './sweep.ts';

export function locate(
  model: Model,
  statements: ArrayLike<number>,
  values: ArrayLike<number>,
): { mean: Float64Array; cov: Float64Array; side: number } {
  const size = model.factors + 1;
  const count = momentCount(size);
  const n = statements.length;
  const moments = new Float64Array(n * count);
  for (let v = 0; v < n; v++) {
    writeMoments(
      moments,
      v * count,
      model.statementMean.subarray(statements[v] * size, (statements[v] + 1) * size),
      model.statementCov.subarray((statements[v] * size * (size + 1)) / 2),
      0,
      size,
    );
  }
  const person: Side = { mean: new Float64Array(size), cov: new Float64Array((size * (size + 1)) / 2) };
  const variance = new Float64Array(size).fill(1);
  variance[0] = model.leniencyVariance;
  locateRows(
    {
      participants: [''],
      statements: [],
      offsets: Int32Array.of(0, n),
      statement: Int32Array.from({ length: n }, (_, v) => v),
      value: Int8Array.from(values),
      weight: Float64Array.of(1),
    },
    person,
    { mean: 0, variance },
    moments,
  );
  return { ...person, side: model.factors === 0 ? 0.5 : normalCdf(person.mean[1] / Math.sqrt(person.cov[2])) };
}

