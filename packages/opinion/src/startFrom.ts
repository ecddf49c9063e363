import type { Votes } from './votes.ts';

/**
 * First loadings: the leading directions of what intercepts alone leave unexplained, statements ×
 * `factors`, by orthogonal iteration on the residuals (unit columns, strongest first).
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
): Float64Array {
  const m = votes.statements.length;
  const residuals = residualsOf(votes, who, leniency, level);
  let basis = pivots(votes, who, residuals, factors);
  orthonormalise(basis, m, factors);
  for (let round = 0; round < ROUNDS; round++) {
    basis = applyGram(votes, who, residuals, basis, factors);
    orthonormalise(basis, m, factors);
  }
  return basis;
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
function pivots(votes: Votes, who: Int32Array, residuals: Float64Array, factors: number): Float64Array {
  const { offsets, statement, weight } = votes;
  const m = votes.statements.length;
  const columns = new Float64Array(m * factors);
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
      for (let e = 0; e < f; e++) sum -= columns[j * factors + e] * columns[pivot * factors + e];
      columns[j * factors + f] = sum * scale;
    }
    for (let j = 0; j < m; j++) left[j] -= columns[j * factors + f] ** 2;
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
  factors: number,
): Float64Array {
  const { offsets, statement, weight } = votes;
  const result = new Float64Array(basis.length);
  const score = new Float64Array(factors);
  for (let p = 0, r = 0; p < who.length; p++) {
    const start = offsets[who[p]];
    const end = offsets[who[p] + 1];
    score.fill(0);
    for (let v = start; v < end; v++) {
      const at = statement[v] * factors;
      for (let f = 0; f < factors; f++) score[f] += residuals[r + v - start] * basis[at + f];
    }
    for (let f = 0; f < factors; f++) score[f] *= weight[who[p]];
    for (let v = start; v < end; v++) {
      const at = statement[v] * factors;
      for (let f = 0; f < factors; f++) result[at + f] += residuals[r + v - start] * score[f];
    }
    r += end - start;
  }
  return result;
}

/** Gram-Schmidt, twice for accuracy; a column without length becomes 0. */
function orthonormalise(basis: Float64Array, rows: number, columns: number): void {
  for (let f = 0; f < columns; f++) {
    const before = norm(basis, rows, columns, f);
    for (let pass = 0; pass < 2; pass++) {
      for (let e = 0; e < f; e++) {
        let dot = 0;
        for (let j = 0; j < rows; j++) dot += basis[j * columns + e] * basis[j * columns + f];
        for (let j = 0; j < rows; j++) basis[j * columns + f] -= dot * basis[j * columns + e];
      }
    }
    const length = norm(basis, rows, columns, f);
    const scale = length > 1e-10 * before ? 1 / length : 0;
    for (let j = 0; j < rows; j++) basis[j * columns + f] *= scale;
  }
}

function norm(basis: Float64Array, rows: number, columns: number, column: number): number {
  let sum = 0;
  for (let j = 0; j < rows; j++) sum += basis[j * columns + column] ** 2;
  return Math.sqrt(sum);
}
