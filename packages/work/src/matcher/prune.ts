/** Rows of whole numbers of eight bits, times one scale; what is not listed is 0. */
export interface PrunedRows {
  readonly start: Uint32Array;
  readonly column: Uint16Array;
  readonly value: Int8Array;
  readonly scale: number;
}

const SMALLEST = 0.3;

/** The weights that matter, as whole numbers from -127 to 127 (SPEC M6). */
export function prune(weights: Float32Array, width: number): PrunedRows {
  let largest = SMALLEST;
  let kept = 0;
  for (const weight of weights) {
    const size = Math.abs(weight);
    if (size <= SMALLEST) continue;
    kept++;
    if (size > largest) largest = size;
  }
  const scale = largest / 127;
  const rows = weights.length / width;
  const start = new Uint32Array(rows + 1);
  const column = new Uint16Array(kept);
  const value = new Int8Array(kept);
  let at = 0;
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < width; c++) {
      const weight = weights[row * width + c];
      if (Math.abs(weight) <= SMALLEST) continue;
      column[at] = c;
      value[at++] = Math.round(weight / scale);
    }
    start[row + 1] = at;
  }
  return { start, column, value, scale };
}
