import { addScaled } from './record.ts';
import type { Votes } from './votes.ts';

/**
 * First loadings: the leading directions of what intercepts alone leave unexplained, by orthogonal
 * iteration on the residuals; statements × `stride`, the first `factors` columns of unit length,
 * strongest first, the rest 0.
 *
 * It starts from pivots (the statement with the largest remaining residuals, one a factor), so it needs
 * no random numbers and does not depend on the order of the statements.
 */
export function startFrom(
  votes: Votes,
  who: Int32Array,
  leniency: Float64Array,
  level: Float64Array,
  factors: number,
): { readonly loadings: Float64Array; readonly stride: number } {
  const m = votes.statements.length;
  const residuals = residualsOf(votes, who, leniency, level);
  const stride = Math.ceil(factors / 4) * 4;
  let basis = pivots(votes, who, residuals, factors, stride);
  orthonormalise(basis, m, factors, stride);
  for (let round = 0; round < ROUNDS; round++) {
    basis = applyGram(votes, who, residuals, basis, stride);
    orthonormalise(basis, m, factors, stride);
  }
  return { loadings: basis, stride };
}

const ROUNDS = 5;

function residualsOf(
  votes: Votes,
  who: Int32Array,
  leniency: Float64Array,
  level: Float64Array,
): Float64Array {
  const { offsets, statement, value } = votes;
  let count = 0;
  for (const i of who) count += offsets[i + 1] - offsets[i];
  const residuals = new Float64Array(count);
  let r = 0;
  for (let p = 0; p < who.length; p++) {
    for (let v = offsets[who[p]]; v < offsets[who[p] + 1]; v++) {
      const y = value[v];
      if (y !== 0) residuals[r] = y / (1 + Math.exp(y * (leniency[p] + level[statement[v]])));
      r++;
    }
  }
  return residuals;
}

/** Pivoted Cholesky factor, `factors` columns, of the statements' residual cross-products. */
function pivots(
  votes: Votes,
  who: Int32Array,
  residuals: Float64Array,
  factors: number,
  stride: number,
): Float64Array {
  const { offsets, statement, weight } = votes;
  const m = votes.statements.length;
  const columns = new Float64Array(m * stride);
  const left = new Float64Array(m);
  for (let p = 0, r = 0; p < who.length; p++) {
    for (let v = offsets[who[p]]; v < offsets[who[p] + 1]; v++, r++) {
      left[statement[v]] += weight[who[p]] * residuals[r] * residuals[r];
    }
  }
  for (let f = 0; f < factors; f++) {
    let pivot = 0;
    for (let j = 1; j < m; j++) if (left[j] > left[pivot]) pivot = j;
    if (!(left[pivot] > 0)) break;
    const column = new Float64Array(m);
    for (let p = 0, r = 0; p < who.length; p++) {
      const start = offsets[who[p]];
      const end = offsets[who[p] + 1];
      let own = 0;
      for (let v = start; v < end; v++) if (statement[v] === pivot) own = residuals[r + v - start];
      if (own !== 0) {
        const scaled = own * weight[who[p]];
        for (let v = start; v < end; v++) column[statement[v]] += scaled * residuals[r + v - start];
      }
      r += end - start;
    }
    const scale = 1 / Math.sqrt(left[pivot]);
    for (let j = 0; j < m; j++) {
      let sum = column[j];
      for (let e = 0; e < f; e++) sum -= columns[j * stride + e] * columns[pivot * stride + e];
      columns[j * stride + f] = sum * scale;
    }
    for (let j = 0; j < m; j++) left[j] -= columns[j * stride + f] ** 2;
    left[pivot] = 0;
  }
  return columns;
}

/** Rᵀ R · basis, R the residuals of `who`, a row a person. */
function applyGram(
  votes: Votes,
  who: Int32Array,
  residuals: Float64Array,
  basis: Float64Array,
  stride: number,
): Float64Array {
  const { offsets, statement, weight } = votes;
  const result = new Float64Array(basis.length);
  const score = new Float64Array(stride);
  for (let p = 0, r = 0; p < who.length; p++) {
    const start = offsets[who[p]];
    const end = offsets[who[p] + 1];
    const w = weight[who[p]];
    score.fill(0);
    for (let v = start; v < end; v++) {
      addScaled(score, 0, residuals[r + v - start], basis, statement[v] * stride, stride);
    }
    for (let v = start; v < end; v++) {
      addScaled(result, statement[v] * stride, w * residuals[r + v - start], score, 0, stride);
    }
    r += end - start;
  }
  return result;
}

/** Gram-Schmidt, twice for accuracy; a column without length becomes 0. */
function orthonormalise(basis: Float64Array, rows: number, columns: number, stride: number): void {
  for (let f = 0; f < columns; f++) {
    const before = norm(basis, rows, f, stride);
    for (let pass = 0; pass < 2; pass++) {
      for (let e = 0; e < f; e++) {
        let dot = 0;
        for (let j = 0; j < rows; j++) dot += basis[j * stride + e] * basis[j * stride + f];
        for (let j = 0; j < rows; j++) basis[j * stride + f] -= dot * basis[j * stride + e];
      }
    }
    const length = norm(basis, rows, f, stride);
    const scale = length > 1e-10 * before ? 1 / length : 0;
    for (let j = 0; j < rows; j++) basis[j * stride + f] *= scale;
  }
}

function norm(basis: Float64Array, rows: number, column: number, stride: number): number {
  let sum = 0;
  for (let j = 0; j < rows; j++) sum += basis[j * stride + column] ** 2;
  return Math.sqrt(sum);
}
