import { random, randomNormal } from '@abord/numbers';
import type { Votes } from '../src/votes.ts';
import { votesFromArrays } from '../src/votesFromArrays.ts';

/** A debate along one axis, its votes and the truth behind them. */
export interface SimulatedLine {
  readonly votes: Votes;
  readonly place: Float64Array;
  /** people × statements: probability of a yes, passes being no yes. */
  readonly yes: Float64Array;
}

export function simulateLine(
  law: {
    readonly people: number;
    readonly statements: number;
    readonly density: number;
    /** Statements from this one on do not depend on the place of a person. */
    readonly touched?: number;
    readonly passes?: number;
  },
  seed: number,
): SimulatedLine {
  const source = random(seed);
  const normals = (count: number, sd: number) =>
    Float64Array.from({ length: count }, () => sd * randomNormal(source));
  const { people, statements, density, passes = 0 } = law;
  const place = normals(people, 1);
  const leniency = normals(people, 0.6);
  const level = normals(statements, 1);
  const loading = normals(statements, 1.3).map((w, j) => (j < (law.touched ?? statements) ? w : 0));
  const yes = new Float64Array(people * statements);
  const participant: number[] = [];
  const statement: number[] = [];
  const value: number[] = [];
  for (let i = 0; i < people; i++)
    for (let j = 0; j < statements; j++) {
      const p = 1 / (1 + Math.exp(-(level[j] + leniency[i] + place[i] * loading[j])));
      yes[i * statements + j] = (1 - passes) * p;
      if (source() >= density) continue;
      participant.push(i);
      statement.push(j);
      value.push(source() < passes ? 0 : source() < p ? 1 : -1);
    }
  const ids = (count: number) => Array.from({ length: count }, (_, k) => String(k));
  const votes = votesFromArrays({
    participants: ids(people),
    statements: ids(statements),
    participant,
    statement,
    value,
  });
  return { votes, place, yes };
}
