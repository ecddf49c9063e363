import { choleskySolve } from '@abord/numbers';
import type { Votes } from '@abord/opinion';
import { polisLike } from './polisLike.ts';

/** Probability that a person agrees with a statement, given that she agrees or disagrees. */
export type Predictor = (person: number, statement: number) => number;

/** Share of agreement among agree and disagree, with two imagined votes at the debate's own share. */
export function statementRate(votes: Votes): Predictor {
  const { rate } = smoothedRates(votes, new Int8Array(votes.participants.length), 1);
  return (_, statement) => rate[statement];
}

/** The same inside the Polis-like group, with two imagined votes at the statement's rate. */
export function groupRate(votes: Votes): Predictor {
  const { groupOf, groups } = polisLike(votes);
  const { rate, inside } = smoothedRates(votes, groupOf, groups);
  return (person, statement) =>
    groupOf[person] < 0 ? rate[statement] : inside[statement * groups + groupOf[person]];
}

function smoothedRates(votes: Votes, groupOf: Int8Array, groups: number) {
  const m = votes.statements.length;
  const all = new Float64Array(2 * m);
  const inGroup = new Float64Array(2 * m * groups);
  let agreed = 1;
  let cast = 2;
  for (let i = 0; i < votes.participants.length; i++) {
    for (let v = votes.offsets[i]; v < votes.offsets[i + 1]; v++) {
      if (votes.value[v] === 0) continue;
      const yes = votes.value[v] === 1 ? 1 : 0;
      const j = votes.statement[v];
      agreed += yes;
      cast++;
      all[2 * j] += yes;
      all[2 * j + 1]++;
      if (groupOf[i] < 0) continue;
      inGroup[2 * (j * groups + groupOf[i])] += yes;
      inGroup[2 * (j * groups + groupOf[i]) + 1]++;
    }
  }
  const rate = Float64Array.from(
    { length: m },
    (_, j) => (all[2 * j] + (2 * agreed) / cast) / (all[2 * j + 1] + 2),
  );
  const inside = Float64Array.from(
    { length: m * groups },
    (_, k) => (inGroup[2 * k] + 2 * rate[Math.floor(k / groups)]) / (inGroup[2 * k + 1] + 2),
  );
  return { rate, inside };
}

/**
 * Logistic leniency + level + factors as point estimates under one fixed penalty, the same for every
 * debate (prior variance 1 for leniency, positions and loadings, 10 for levels), by alternating Newton steps.
 */
export function pointEstimates(votes: Votes, factors: number): Predictor {
  const n = votes.participants.length;
  const m = votes.statements.length;
  const size = factors + 1;
  const people = new Float64Array(n * size);
  const statements = new Float64Array(m * size);
  for (let j = 0; j < m; j++) {
    for (let f = 1; f < size; f++) statements[j * size + f] = 0.5 * Math.sin(1 + j * (2 * f + 1));
  }
  const rows = listOf(votes, 'people');
  const columns = listOf(votes, 'statements');
  for (let round = 0; round < 40; round++) {
    for (let i = 0; i < n; i++) newton(people, i, statements, rows[i], size, 1);
    for (let j = 0; j < m; j++) newton(statements, j, people, columns[j], size, 10);
  }
  return (person, statement) => 1 / (1 + Math.exp(-logit(people, person, statements, statement, size)));
}

type Entry = readonly [other: number, value: number];

function listOf(votes: Votes, side: 'people' | 'statements'): Entry[][] {
  const lists: Entry[][] = Array.from(votes[side === 'people' ? 'participants' : 'statements'], () => []);
  for (let i = 0; i < votes.participants.length; i++) {
    for (let v = votes.offsets[i]; v < votes.offsets[i + 1]; v++) {
      const j = votes.statement[v];
      if (votes.value[v] === 0) continue;
      if (side === 'people') lists[i].push([j, votes.value[v]]);
      else lists[j].push([i, votes.value[v]]);
    }
  }
  return lists;
}

function logit(own: Float64Array, i: number, other: Float64Array, j: number, size: number): number {
  let z = own[i * size] + other[j * size];
  for (let f = 1; f < size; f++) z += own[i * size + f] * other[j * size + f];
  return z;
}

function newton(
  own: Float64Array,
  i: number,
  other: Float64Array,
  entries: readonly Entry[],
  size: number,
  interceptVariance: number,
): void {
  const matrix = new Float64Array(size * size);
  const right = new Float64Array(size);
  for (let r = 0; r < size; r++) {
    const precision = r === 0 ? 1 / interceptVariance : 1;
    matrix[r * size + r] = precision;
    right[r] = -precision * own[i * size + r];
  }
  for (const [j, y] of entries) {
    const p = 1 / (1 + Math.exp(-logit(own, i, other, j, size)));
    const slope = (y === 1 ? 1 : 0) - p;
    for (let r = 0; r < size; r++) {
      const x = r === 0 ? 1 : other[j * size + r];
      right[r] += slope * x;
      for (let c = 0; c <= r; c++)
        matrix[r * size + c] += p * (1 - p) * x * (c === 0 ? 1 : other[j * size + c]);
    }
  }
  const step = choleskySolve(matrix, right);
  for (let r = 0; r < size; r++) own[i * size + r] += step[r];
}
