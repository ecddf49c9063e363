import type { Factor } from './factor.ts';
import type { Fit } from './leastSquares.ts';
import { type CovarianceType, type Meat, POWER, WHOLE } from './meat.ts';

/** Rows weighed each by itself: HC0 to HC3. SPEC.md, C1 and C4. */
export function rowMeat(fit: Fit, type: CovarianceType): Meat {
  const { n, rank, residuals, basis, fixed, alone } = fit;
  const power = POWER[type];
  if (fixed.length > 1 && power !== 0)
    throw new RangeError(
      `${type} needs fixed effects written out as dummies: only one factor may be absorbed`,
    );
  const rows = residuals.length;
  const size = basis.length;
  const counts = fixed.length === 1 ? levelCounts(fixed[0], alone) : undefined;
  const leverage = new Float64Array(rows);
  for (const axis of basis) for (let row = 0; row < rows; row++) leverage[row] += axis[row] ** 2;
  if (counts !== undefined)
    for (let row = 0; row < rows; row++)
      if (alone[row] === 0) leverage[row] += 1 / counts[fixed[0].codes[row]];
  /** (1 − h)^power, 0 where a row alone decides its own fit. */
  const weight = leverage.map((h) => (h < WHOLE ? (1 - h) ** power : 0));
  const scale = type === 'HC1' ? n / (n - rank) : 1;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let row = 0; row < rows; row++) {
        const e = residuals[row] * weight[row];
        sum += basis[i][row] * basis[j][row] * e * e;
      }
      matrix[i * size + j] = sum * scale;
      matrix[j * size + i] = sum * scale;
    }
  }
  const pull = (w: Float64Array) => {
    const p = new Float64Array(rows);
    basis.forEach((axis, k) => {
      for (let row = 0; row < rows; row++) p[row] += w[k] * axis[row];
    });
    return p;
  };
  return {
    matrix,
    satterthwaite(w) {
      if (fixed.length > 1) throw new RangeError(`Satterthwaite degrees of freedom of ${type} need dummies`);
      const p = pull(w).map((value, row) => value * weight[row]);
      let trace = 0;
      let squares = 0;
      for (let row = 0; row < rows; row++) {
        const square = p[row] * p[row];
        trace += square * (1 - leverage[row]);
        squares += square * square * (1 - 2 * leverage[row]);
      }
      return trace ** 2 / (squares + overlap(fit, p, counts));
    },
    restsOnOne: (w) => pull(w).some((value, row) => leverage[row] >= WHOLE && Math.abs(value) > 1e-8),
  };
}

/** Σ pᵢ² pⱼ² hᵢⱼ² over all pairs of rows, h the projection on the design and one absorbed factor. */
function overlap({ basis, fixed }: Fit, p: Float64Array, counts: Float64Array | undefined): number {
  const size = basis.length;
  const rows = p.length;
  let sum = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let part = 0;
      for (let row = 0; row < rows; row++) part += p[row] * p[row] * basis[i][row] * basis[j][row];
      sum += (i === j ? 1 : 2) * part * part;
    }
  }
  if (counts === undefined) return sum;
  const { codes } = fixed[0];
  for (let k = -1; k < size; k++) {
    const parts = new Float64Array(counts.length);
    for (let row = 0; row < rows; row++) parts[codes[row]] += p[row] * p[row] * (k < 0 ? 1 : basis[k][row]);
    for (let level = 0; level < parts.length; level++) {
      if (counts[level] > 0)
        sum += k < 0 ? (parts[level] / counts[level]) ** 2 : (2 * parts[level] ** 2) / counts[level];
    }
  }
  return sum;
}

function levelCounts({ codes, levels }: Factor, alone: Uint8Array): Float64Array {
  const counts = new Float64Array(levels);
  for (let row = 0; row < alone.length; row++) if (alone[row] === 0) counts[codes[row]]++;
  return counts;
}
