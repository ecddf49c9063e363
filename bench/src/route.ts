import { random, randomNormal } from '@abord/numbers';
import { fit, locate, type Model, nextStatement, type Votes, votesFromArrays } from '@abord/opinion';

/** A simulated debate in which everybody answers what the routing shows. */
export interface RoutedLaw {
  readonly people: number;
  readonly statements: number;
  /** Median number of statements a person answers before leaving. */
  readonly patience: number;
  /** Axes, or camps. */
  readonly axes?: readonly number[];
  readonly camps?: readonly number[];
  readonly campSd?: number;
  /** Share of the statements, the last ones, that no axis touches. */
  readonly blank?: number;
  /** Mean share of passes. */
  readonly passes: number;
  readonly route?: 'abord' | 'random';
}

export interface RoutedDebate {
  readonly votes: Votes;
  /** Of each vote, the probability with which it was shown. */
  readonly shown: Float64Array;
  /** people × statements: probability of a yes, passes being no yes. */
  readonly yes: Float64Array;
  /** people × statements: logit of agreeing when answering. */
  readonly logit: Float64Array;
  /** True place on the axis that carries most, centred. */
  readonly place: Float64Array;
  /** True camp; empty with axes. */
  readonly camp: Int8Array;
  /** Statements from this one on set nobody apart. */
  readonly touched: number;
}

const REFITS = [20, 40, 80, 160, 320, 640, 1280, 2560];

export function routedDebate(law: RoutedLaw, seed: number): RoutedDebate {
  const source = random(seed);
  const { people: n, statements: m } = law;
  const normal = () => randomNormal(source);
  const axes = law.axes ?? [];
  const touched = Math.round(m * (1 - (law.blank ?? 0)));
  const level = Float64Array.from({ length: m }, () => 0.4 + 1.1 * normal());
  const leniency = Float64Array.from({ length: n }, () => 0.6 * normal());
  const loading = axes.map((sd) =>
    Float64Array.from({ length: m }, (_, j) => (j < touched ? sd * normal() : 0)),
  );
  const places = axes.map(() => centred(Float64Array.from({ length: n }, normal)));
  const camps = law.camps ?? [];
  const camp = new Int8Array(camps.length > 0 ? n : 0);
  for (let i = 0; i < camp.length; i++) {
    let left = source();
    while (camp[i] < camps.length - 1 && left >= camps[camp[i]]) left -= camps[camp[i]++];
  }
  const effect = Float64Array.from({ length: camps.length * m }, () => (law.campSd ?? 1) * normal());
  const passer = Float64Array.from({ length: n }, () => 0.7 * normal());
  const unclear = Float64Array.from(
    { length: m },
    () => Math.log(law.passes / (1 - law.passes)) - 0.3 + 0.7 * normal(),
  );
  const logit = new Float64Array(n * m);
  const yes = new Float64Array(n * m);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < m; j++) {
      let z = level[j] + leniency[i];
      axes.forEach((_, f) => {
        z += places[f][i] * loading[f][j];
      });
      if (camps.length > 0) z += effect[camp[i] * m + j];
      logit[i * m + j] = z;
      yes[i * m + j] = answers(i, j) / (1 + Math.exp(-z));
    }
  function answers(i: number, j: number): number {
    return 1 / (1 + Math.exp(passer[i] + unclear[j]));
  }

  const participant: number[] = [];
  const statement: number[] = [];
  const value: number[] = [];
  const shown: number[] = [];
  let model: Model | undefined;
  for (let i = 0; i < n; i++) {
    if (law.route !== 'random' && REFITS.includes(i)) model = fit(build(i), { seed });
    const patience = Math.max(3, Math.min(m, Math.round(law.patience * Math.exp(0.7 * normal()))));
    let unseen = Array.from({ length: m }, (_, j) => j);
    const own: number[] = [];
    const ownValues: number[] = [];
    for (let t = 0; t < patience; t++) {
      const person = model && locate(model, own, ownValues);
      const next = nextStatement({ ...(model && person && { model, person }), unseen, uniform: source() });
      const j = next.statement;
      unseen = unseen.filter((other) => other !== j);
      const vote = source() < answers(i, j) ? (source() < 1 / (1 + Math.exp(-logit[i * m + j])) ? 1 : -1) : 0;
      own.push(j);
      ownValues.push(vote);
      participant.push(i);
      statement.push(j);
      value.push(vote);
      shown.push(next.probability);
    }
  }
  function build(count: number): Votes {
    const ids = (size: number) => Array.from({ length: size }, (_, k) => String(k));
    return votesFromArrays({ participants: ids(count), statements: ids(m), participant, statement, value });
  }
  const votes = build(n);
  const probability = new Map<number, number>();
  shown.forEach((p, k) => {
    probability.set(participant[k] * m + statement[k], p);
  });
  const ordered = new Float64Array(shown.length);
  for (let i = 0; i < n; i++)
    for (let v = votes.offsets[i]; v < votes.offsets[i + 1]; v++)
      ordered[v] = probability.get(i * m + votes.statement[v])!;
  const place = firstAxis(
    camps.length > 0
      ? camps.map((_, k) => centred(Float64Array.from(camp, (c) => (c === k ? 1 : 0))))
      : places,
    camps.length > 0 ? camps.map((_, k) => effect.subarray(k * m, (k + 1) * m)) : loading,
  );
  return { votes, shown: ordered, yes, logit, place, camp, touched };
}

/**
 * The direction that carries most of what people and statements have in common: the first left singular vector
 * of places · loadingsᵀ, by power iteration. With one axis it is that axis.
 */
function firstAxis(places: readonly Float64Array[], loading: readonly Float64Array[]): Float64Array {
  const inner = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, k) => sum + x * b[k], 0);
  const people = places.map((a) => places.map((b) => inner(a, b)));
  const statements = loading.map((a) => loading.map((b) => inner(a, b)));
  let weight = places.map((_, f) => 1 / (1 + f));
  for (let round = 0; round < 200; round++) {
    const carried = statements.map((row) =>
      row.reduce((sum, x, f) => sum + x * people[f].reduce((t, y, g) => t + y * weight[g], 0), 0),
    );
    const length = Math.hypot(...carried);
    weight = carried.map((x) => x / length);
  }
  return places[0].map((_, i) => weight.reduce((sum, x, f) => sum + x * places[f][i], 0));
}

function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.map((value) => value - mean);
}
