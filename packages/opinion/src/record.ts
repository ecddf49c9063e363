/**
 * A record is what one side shows the other in a sweep: the moments E[(1, x)(1, x)ᵀ] of a posterior over
 * x = (intercept, factors), packed by rows (1; E x₀, E x₀²; E x₁, E x₁x₀, E x₁²; …), then (1, E x₁, E x₂…).
 * Sums over votes have the same layout. Both parts are padded with zeros to whole fours, so that the
 * loops over them can take four steps at a time.
 */
export interface RecordLayout {
  /** Intercept and factors. */
  readonly size: number;
  /** Where the second part begins. */
  readonly means: number;
  readonly stride: number;
}

export function recordLayout(size: number): RecordLayout {
  const means = fours(((size + 1) * (size + 2)) / 2);
  return { size, means, stride: means + fours(size) };
}

function fours(count: number): number {
  return Math.ceil(count / 4) * 4;
}

/** Writes, from entry `to`, the record of the posterior number `place` of `mean` and `cov`. */
export function writeRecord(
  record: Float64Array,
  to: number,
  layout: RecordLayout,
  mean: Float64Array,
  cov: Float64Array,
  place: number,
): void {
  const { size } = layout;
  const m = place * size;
  const means = to + layout.means;
  let k = (m * (size + 1)) / 2;
  let t = to;
  record[t++] = 1;
  for (let r = 0; r < size; r++) {
    const own = mean[m + r];
    record[t++] = own;
    for (let s = 0; s <= r; s++) record[t++] = cov[k++] + own * mean[m + s];
    record[means + r] = r === 0 ? 1 : own;
  }
}

/**
 * Coefficients by which one side's record, multiplied with the other's, gives E[z²] (first part) and
 * E z less the other's intercept (second part), z = intercept + intercept + Σ factor · factor.
 */
export function writePairing(pairing: Float64Array, record: Float64Array, layout: RecordLayout): void {
  const { size, means } = layout;
  pairing[0] = record[2];
  pairing[1] = 2 * record[1];
  pairing[2] = 1;
  pairing[means] = record[1];
  for (let r = 1, t = 3; r < size; t += ++r + 1) {
    pairing[t] = 2 * record[t + 1];
    pairing[t + 1] = 2 * record[t];
    for (let c = 1; c < r; c++) pairing[t + 1 + c] = 2 * record[t + 1 + c];
    pairing[t + 1 + r] = record[t + 1 + r];
    pairing[means + r] = record[t];
  }
}

/** sums[to…] += factor · record[from…], `count` entries, a multiple of four. */
export function addScaled(
  sums: Float64Array,
  to: number,
  factor: number,
  record: Float64Array,
  from: number,
  count: number,
): void {
  for (let k = 0; k < count; k += 4) {
    const s = to + k;
    const r = from + k;
    sums[s] += factor * record[r];
    sums[s + 1] += factor * record[r + 1];
    sums[s + 2] += factor * record[r + 2];
    sums[s + 3] += factor * record[r + 3];
  }
}

/** Scalar product of pairing[first…first + count) with record[from…], `count` a multiple of four. */
export function pairUp(
  pairing: Float64Array,
  first: number,
  record: Float64Array,
  from: number,
  count: number,
): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let k = 0; k < count; k += 4) {
    const p = first + k;
    const r = from + k;
    s0 += pairing[p] * record[r];
    s1 += pairing[p + 1] * record[r + 1];
    s2 += pairing[p + 2] * record[r + 2];
    s3 += pairing[p + 3] * record[r + 3];
  }
  return s0 + s1 + (s2 + s3);
}
