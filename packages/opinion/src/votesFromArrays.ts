import type { Votes } from './votes.ts';

/** A debate as parallel arrays, one entry a vote, in any order. */
export interface VoteArrays {
  /** Ids of the people that `participant` points into, each once. */
  readonly participants: readonly string[];
  /** Ids of the statements that `statement` points into, each once. */
  readonly statements: readonly string[];
  readonly participant: ArrayLike<number>;
  readonly statement: ArrayLike<number>;
  /** 1 agree, -1 disagree, 0 pass. */
  readonly value: ArrayLike<number>;
  /** One weight for each of `participants`, positive; ones where absent. */
  readonly weight?: ArrayLike<number>;
}

/**
 * Brings votes held in typed arrays, in any order, into the canonical order that every other function
 * expects. For large debates; `votesFrom` does the same for rows with ids.
 *
 * People and statements are listed with integer ids first, by number, then the other ids by code unit;
 * weights are divided by their mean. Throws a RangeError for an id that occurs twice, an index outside
 * the lists, a value that is not a vote, a weight that is not positive, or two votes by one person on
 * one statement. Time and memory are linear in the votes (two counting sorts) after sorting the ids.
 *
 * @example
 * votesFromArrays({
 *   participants: ['10', '9'], statements: ['s'], participant: [0, 1], statement: [0, 0], value: [1, -1],
 * }).value // Int8Array [-1, 1]: person 9 comes before person 10
 */
export function votesFromArrays(arrays: VoteArrays): Votes {
  const { participant, statement, value } = arrays;
  const count = value.length;
  if (participant.length !== count || statement.length !== count) {
    throw new RangeError('votesFromArrays: participant, statement and value must have the same length');
  }
  const people = canonical(arrays.participants);
  const claims = canonical(arrays.statements);
  const n = people.ids.length;
  const m = claims.ids.length;

  const columns = new Int32Array(m + 1);
  const offsets = new Int32Array(n + 1);
  for (let v = 0; v < count; v++) {
    const i = people.rank[participant[v]];
    const j = claims.rank[statement[v]];
    if (i === undefined || j === undefined) {
      throw new RangeError(
        `votesFromArrays: vote ${v} points outside the lists of participants and statements`,
      );
    }
    if (value[v] !== 1 && value[v] !== -1 && value[v] !== 0) {
      throw new RangeError(`votesFromArrays: vote ${v} is ${value[v]}; a vote is 1, -1 or 0`);
    }
    columns[j + 1]++;
    offsets[i + 1]++;
  }
  for (let j = 0; j < m; j++) columns[j + 1] += columns[j];
  for (let i = 0; i < n; i++) offsets[i + 1] += offsets[i];

  const byStatement = new Int32Array(count);
  for (let v = 0; v < count; v++) byStatement[columns[claims.rank[statement[v]]]++] = v;

  const next = offsets.slice(0, n);
  const sortedStatement = m <= 65536 ? new Uint16Array(count) : new Int32Array(count);
  const sortedValue = new Int8Array(count);
  for (let k = 0; k < count; k++) {
    const v = byStatement[k];
    const i = people.rank[participant[v]];
    const j = claims.rank[statement[v]];
    const place = next[i]++;
    if (place > offsets[i] && sortedStatement[place - 1] === j) {
      throw new RangeError(
        `votesFromArrays: participant ${people.ids[i]} has two votes on statement ${claims.ids[j]}`,
      );
    }
    sortedStatement[place] = j;
    sortedValue[place] = value[v];
  }

  return {
    participants: people.ids,
    statements: claims.ids,
    offsets,
    statement: sortedStatement,
    value: sortedValue,
    weight: meanOne(arrays.weight, people.rank),
  };
}

/** Ids in canonical order, and where each given id went. */
function canonical(given: readonly string[]): { ids: string[]; rank: Int32Array } {
  const integer = given.map((id) => /^(0|[1-9][0-9]*)$/.test(id));
  const order = Array.from(given, (_, k) => k);
  order.sort((a, b) => {
    if (integer[a] !== integer[b]) return integer[a] ? -1 : 1;
    if (integer[a] && given[a].length !== given[b].length) return given[a].length - given[b].length;
    return given[a] < given[b] ? -1 : given[a] > given[b] ? 1 : 0;
  });
  const rank = new Int32Array(given.length);
  const ids = order.map((k, place) => {
    rank[k] = place;
    return given[k];
  });
  for (let k = 1; k < ids.length; k++) {
    if (ids[k] === ids[k - 1]) throw new RangeError(`votesFromArrays: the id ${ids[k]} occurs twice`);
  }
  return { ids, rank };
}

function meanOne(weight: ArrayLike<number> | undefined, rank: Int32Array): Float64Array {
  const result = new Float64Array(rank.length).fill(1);
  if (weight === undefined) return result;
  if (weight.length !== rank.length) {
    throw new RangeError('votesFromArrays: there must be one weight for each participant');
  }
  for (let k = 0; k < rank.length; k++) {
    if (!(weight[k] > 0 && weight[k] < Infinity)) {
      throw new RangeError(`votesFromArrays: weight ${k} is ${weight[k]}; a weight is positive and finite`);
    }
    result[rank[k]] = weight[k];
  }
  let total = 0;
  for (const w of result) total += w;
  const mean = total / result.length;
  return result.map((w) => w / mean);
}
