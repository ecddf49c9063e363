import type { Votes } from '../votes.ts';

const LARGEST_CHANGE = 1e-14;
const ROUNDS = 20_000;

/**
 * Extremity of each statement in Polis's map: how far from the centre it would throw a person whose only
 * vote is an agreement with it. SPEC C6.
 *
 * Two principal components of the votes (passes 0, missing cells filled with the mean of their column,
 * columns in `left` set to 0), by power iteration with deflation, run until it stands still. A filled cell
 * is 0 once centred, so only the votes cast are touched: O(votes) a round.
 */
export function polisExtremity(votes: Votes, left: ReadonlySet<number>): Float64Array {
  const m = votes.statements.length;
  const sum = new Float64Array(m);
  const seen = new Float64Array(m);
  for (let v = 0; v < votes.value.length; v++) {
    sum[votes.statement[v]] += votes.value[v];
    seen[votes.statement[v]]++;
  }
  const mean = sum.map((total, j) => (seen[j] > 0 && !left.has(j) ? total / seen[j] : 0));
  const components: Float64Array[] = [];
  for (let c = 0; c < 2 && c < m; c++) components.push(component(votes, mean, left, components));
  return mean.map((centre, j) => {
    let square = 0;
    for (const axis of components) square += axis[j] * axis[j];
    return Math.sqrt(m) * (1 - centre) * Math.sqrt(square);
  });
}

function component(
  votes: Votes,
  mean: Float64Array,
  left: ReadonlySet<number>,
  found: readonly Float64Array[],
): Float64Array {
  const { offsets, statement, value } = votes;
  const m = mean.length;
  let axis = Float64Array.from(mean, (_, j) => 1 / (1 + j + found.length));
  straighten(axis, found);
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float64Array(m);
    for (let i = 0; i < offsets.length - 1; i++) {
      let projection = 0;
      for (let v = offsets[i]; v < offsets[i + 1]; v++)
        if (!left.has(statement[v])) projection += (value[v] - mean[statement[v]]) * axis[statement[v]];
      for (let v = offsets[i]; v < offsets[i + 1]; v++)
        if (!left.has(statement[v])) next[statement[v]] += (value[v] - mean[statement[v]]) * projection;
    }
    straighten(next, found);
    let change = 0;
    for (let j = 0; j < m; j++) change = Math.max(change, Math.abs(next[j] - axis[j]));
    axis = next;
    if (change < LARGEST_CHANGE) break;
  }
  return axis;
}

/** Makes a vector orthogonal to the components already found, and of length 1 (or 0 if nothing is left). */
function straighten(axis: Float64Array, found: readonly Float64Array[]): void {
  for (const other of found) {
    let along = 0;
    for (let j = 0; j < axis.length; j++) along += axis[j] * other[j];
    for (let j = 0; j < axis.length; j++) axis[j] -= along * other[j];
  }
  let length = 0;
  for (const entry of axis) length += entry * entry;
  length = Math.sqrt(length);
  if (length > 0) for (let j = 0; j < axis.length; j++) axis[j] /= length;
}
