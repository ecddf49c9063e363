import { choice, type Random, random, randomExponential, randomNormal } from '@abord/numbers';
import { type Votes, votesFromArrays } from '@abord/opinion';

/** The law of people's places along one axis, each of mean 0 and variance 1. */
export type AxisLaw = 'normal' | 'uniform' | 'exponential' | 't3' | 'twoHumps';

/**
 * How a debate is drawn: logit P(agree) = level_j + leniency_i + camp effect + Σ axes place_i · loading_j.
 * Every standard deviation is on the logit scale.
 */
export interface DebateLaw {
  readonly people: number;
  readonly statements: number;
  /** Mean share of the statements that a person answers. */
  readonly density: number;
  /** Shares of the camps, summing to 1; none: no camps. */
  readonly shares?: readonly number[];
  /** Camp effects on each statement: N(0, campSd²), independent between camps. */
  readonly campSd?: number;
  readonly axes?: readonly AxisLaw[];
  /** Loadings on each axis: N(0, loadingSd²). */
  readonly loadingSd?: number;
  readonly levelSd?: number;
  readonly leniencySd?: number;
  /** Standard deviation of the logarithm of how much a person answers; 0: everybody the same. */
  readonly unevenness?: number;
}

export interface GeneratedDebate {
  readonly votes: Votes;
  /** Camp of each person, -1 without camps; in the order of `votes.participants`. */
  readonly campOf: Int8Array;
  readonly shares: readonly number[];
  readonly level: Float64Array;
  /** camps × statements. */
  readonly campEffect: Float64Array;
  readonly leniencySd: number;
}

function place(law: AxisLaw, source: Random): number {
  if (law === 'normal') return randomNormal(source);
  if (law === 'uniform') return (source() * 2 - 1) * Math.sqrt(3);
  if (law === 'exponential') return randomExponential(source) - 1;
  if (law === 'twoHumps') return (source() < 0.5 ? -0.9 : 0.9) + 0.44 * randomNormal(source);
  const square = randomNormal(source) ** 2 + randomNormal(source) ** 2 + randomNormal(source) ** 2;
  return randomNormal(source) / Math.sqrt(square);
}

/**
 * Draws a debate. The same law and seed give the same votes. Nobody passes: passes never enter the fit.
 * Person k answers a statement with probability proportional to exp(unevenness · N(0,1)), at most 1,
 * scaled so that the mean density is the one asked for.
 */
export function generate(law: DebateLaw, seed: number): GeneratedDebate {
  const source = random(seed);
  const { people, statements, density } = law;
  const shares = law.shares ?? [];
  const campSd = law.campSd ?? 0.6;
  const axes = law.axes ?? [];
  const loadingSd = law.loadingSd ?? 1;
  const leniencySd = law.leniencySd ?? 0.5;
  const normals = (count: number, sd: number) =>
    Float64Array.from({ length: count }, () => sd * randomNormal(source));
  const level = normals(statements, law.levelSd ?? 1);
  const campEffect = normals(shares.length * statements, campSd);
  const loading = normals(axes.length * statements, loadingSd);
  const campOf = Int8Array.from({ length: people }, () =>
    shares.length === 0 ? -1 : choice(source(), shares),
  );
  const leniency = normals(people, leniencySd);
  const places = Float64Array.from({ length: people * axes.length }, (_, k) =>
    place(axes[k % axes.length], source),
  );
  const zeal = normals(people, law.unevenness ?? 0.5).map(Math.exp);
  let scale = density;
  for (let round = 0; round < 30; round++) {
    let mean = 0;
    for (const z of zeal) mean += Math.min(1, scale * z) / people;
    scale *= density / mean;
  }
  const participant: number[] = [];
  const statement: number[] = [];
  const value: number[] = [];
  for (let i = 0; i < people; i++) {
    for (let j = 0; j < statements; j++) {
      if (source() >= scale * zeal[i]) continue;
      let logit = level[j] + leniency[i];
      if (campOf[i] >= 0) logit += campEffect[campOf[i] * statements + j];
      for (let f = 0; f < axes.length; f++)
        logit += places[i * axes.length + f] * loading[f * statements + j];
      participant.push(i);
      statement.push(j);
      value.push(source() < 1 / (1 + Math.exp(-logit)) ? 1 : -1);
    }
  }
  const ids = (count: number) => Array.from({ length: count }, (_, k) => String(k));
  return {
    votes: votesFromArrays({
      participants: ids(people),
      statements: ids(statements),
      participant,
      statement,
      value,
    }),
    campOf,
    shares,
    level,
    campEffect,
    leniencySd,
  };
}

/** The same debate with the votes on each statement dealt anew among those who answered it: no structure. */
export function permuteColumns(votes: Votes, seed: number): Votes {
  const source = random(seed);
  const columns: number[][] = votes.statements.map(() => []);
  for (let v = 0; v < votes.value.length; v++) columns[votes.statement[v]].push(v);
  const value = votes.value.slice();
  for (const column of columns) {
    for (let last = column.length - 1; last > 0; last--) {
      const chosen = Math.floor(source() * (last + 1));
      const kept = value[column[last]];
      value[column[last]] = value[column[chosen]];
      value[column[chosen]] = kept;
    }
  }
  return { ...votes, value };
}
