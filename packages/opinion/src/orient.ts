import { symmetricEigen } from '@abord/numbers';
import type { Side } from './posterior.ts';

/**
 * Changes the basis of the factors, in place and on both sides, without changing any prediction: people
 * get mean E[u uᵀ] = I, statements a diagonal Σ E[w wᵀ], largest first. Without it, coordinate ascent
 * creeps along the directions in which u and w can be traded for each other.
 */
export function orient(people: Side, weights: Float64Array, statements: Side, factors: number): void {
  if (factors === 0 || people.mean.length === 0 || statements.mean.length === 0) return;
  const size = factors + 1;
  const spread = secondMoment(people, weights, size);
  const lower = cholesky(spread, factors);
  const carried = product(lower, secondMoment(statements, undefined, size), lower, factors);
  const { vectors } = symmetricEigen(carried);
  const turn = new Float64Array(factors * factors);
  const back = new Float64Array(factors * factors);
  const inverse = invertLower(lower, factors);
  for (let r = 0; r < factors; r++) {
    for (let c = 0; c < factors; c++) {
      for (let k = 0; k < factors; k++) {
        turn[r * factors + c] += lower[c * factors + k] * vectors[r * factors + k];
        back[r * factors + c] += vectors[r * factors + k] * inverse[k * factors + c];
      }
    }
  }
  transform(statements, turn, factors);
  transform(people, back, factors);
}

/** Weighted mean of E[f fᵀ] over a side's factors f, full, by rows. */
function secondMoment(side: Side, weights: Float64Array | undefined, size: number): Float64Array {
  const factors = size - 1;
  const packed = (size * (size + 1)) / 2;
  const count = side.mean.length / size;
  const result = new Float64Array(factors * factors);
  let total = 0;
  for (let i = 0; i < count; i++) {
    const w = weights === undefined ? 1 : weights[i];
    total += w;
    for (let r = 1, k = i * packed + 1; r < size; r++) {
      k++;
      for (let c = 1; c <= r; c++) {
        const m = side.mean[i * size + r] * side.mean[i * size + c];
        result[(r - 1) * factors + c - 1] += w * (side.cov[k++] + m);
      }
    }
  }
  for (let r = 0; r < factors; r++) {
    for (let c = 0; c <= r; c++) {
      result[r * factors + c] /= total;
      result[c * factors + r] = result[r * factors + c];
    }
  }
  return result;
}

function cholesky(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let r = 0; r < size; r++) {
    for (let c = 0; c <= r; c++) {
      let sum = matrix[r * size + c];
      for (let k = 0; k < c; k++) sum -= lower[r * size + k] * lower[c * size + k];
      lower[r * size + c] = r === c ? Math.sqrt(sum) : sum / lower[c * size + c];
    }
  }
  return lower;
}

function invertLower(lower: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let c = 0; c < size; c++) {
    inverse[c * size + c] = 1 / lower[c * size + c];
    for (let r = c + 1; r < size; r++) {
      let sum = 0;
      for (let k = c; k < r; k++) sum += lower[r * size + k] * inverse[k * size + c];
      inverse[r * size + c] = -sum / lower[r * size + r];
    }
  }
  return inverse;
}

/** leftᵀ · middle · right. */
function product(left: Float64Array, middle: Float64Array, right: Float64Array, size: number): Float64Array {
  const half = new Float64Array(size * size);
  const result = new Float64Array(size * size);
  for (let r = 0; r < size; r++) {
    for (let c = 0; c < size; c++) {
      for (let k = 0; k < size; k++) half[r * size + c] += middle[r * size + k] * right[k * size + c];
    }
  }
  for (let r = 0; r < size; r++) {
    for (let c = 0; c < size; c++) {
      for (let k = 0; k < size; k++) result[r * size + c] += left[k * size + r] * half[k * size + c];
    }
  }
  return result;
}

/** f becomes basis · f on one side; the intercept stays. */
function transform(side: Side, basis: Float64Array, factors: number): void {
  const size = factors + 1;
  const whole = new Float64Array(size * size);
  whole[0] = 1;
  for (let r = 0; r < factors; r++) {
    for (let c = 0; c < factors; c++) whole[(r + 1) * size + c + 1] = basis[r * factors + c];
  }
  applyToEach(side.mean, whole, size);
  applyToEach(side.cov, onPacked(whole, size), (size * (size + 1)) / 2);
}

/** The linear map, by rows, that basis · C · basisᵀ is on the packed entries of a symmetric C. */
function onPacked(basis: Float64Array, size: number): Float64Array {
  const map: number[] = [];
  for (let r = 0; r < size; r++) {
    for (let c = 0; c <= r; c++) {
      for (let k = 0; k < size; k++) {
        for (let l = 0; l <= k; l++) {
          const straight = basis[r * size + k] * basis[c * size + l];
          map.push(k === l ? straight : straight + basis[r * size + l] * basis[c * size + k]);
        }
      }
    }
  }
  return Float64Array.from(map);
}

/** Each run of `length` entries is multiplied by the square matrix `map`, held by rows. */
function applyToEach(entries: Float64Array, map: Float64Array, length: number): void {
  const moved = new Float64Array(length);
  for (let at = 0; at < entries.length; at += length) {
    for (let r = 0, m = 0; r < length; r++) {
      let even = 0;
      let odd = 0;
      let k = at;
      for (; k < at + length - 1; k += 2, m += 2) {
        even += map[m] * entries[k];
        odd += map[m + 1] * entries[k + 1];
      }
      if (k < at + length) even += map[m++] * entries[k];
      moved[r] = even + odd;
    }
    entries.set(moved, at);
  }
}
