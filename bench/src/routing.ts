import { random, randomNormal, shuffle } from '@abord/numbers';
import {
  fit,
  locate,
  type Model,
  nextStatement,
  polisCompatible,
  predict,
  type Votes,
  votesFromArrays,
} from '@abord/opinion';

const ROUTES = ['abord', 'random', 'polis'] as const;
const PEOPLE = 400;
const STATEMENTS = 100;
const KEPT_BACK = 20;
const BUDGETS = [5, 10, 15, 20, 30];

/**
 * `npm run bench -- routing [SEEDS]`: what the choice of the next statement is worth. The same simulated people
 * (400 × 100, one strong and one weak axis) answer 5 to 30 statements shown by Abord, at random, or by Polis's
 * priorities; the loss is the expected log loss on twenty
 * statements a person that no route may show her, from a fit of what was said.
 * Votes saved: how many more votes random order needs for the same loss. Floor: votes of the least-seen statement.
 */
export async function main(): Promise<void> {
  const seeds = Number(process.argv[3] ?? 3);
  console.log(`Routing, ${PEOPLE} people × ${STATEMENTS} statements, mean of ${seeds} seeds`);
  console.log(
    'votes a person   log loss: Abord  random  Polis    least-seen statement: Abord  random  Polis',
  );
  const losses = BUDGETS.map(() => new Float64Array(3));
  for (const [b, budget] of BUDGETS.entries()) {
    const least = new Float64Array(3);
    for (let seed = 1; seed <= seeds; seed++)
      for (const [r, route] of ROUTES.entries()) {
        const { loss, fewest } = run(route, budget, seed);
        losses[b][r] += loss / seeds;
        least[r] += fewest / seeds;
      }
    const cells = Array.from(losses[b], (loss) => loss.toFixed(4)).join('  ');
    const floors = Array.from(least, (count) => count.toFixed(0).padStart(5)).join('  ');
    console.log(`${String(budget).padStart(14)}             ${cells}                          ${floors}`);
  }
  for (const [b, budget] of BUDGETS.entries()) {
    const needed = votesFor(
      losses[b][0],
      losses.map((row) => row[1]),
    );
    if (needed !== undefined)
      console.log(`Abord's ${budget} votes a person are worth ${needed.toFixed(1)} in random order`);
  }
}

/** Votes a person at which random order reaches a loss, between the budgets tried. */
function votesFor(loss: number, random: readonly number[]): number | undefined {
  for (let b = 1; b < BUDGETS.length; b++)
    if (random[b - 1] >= loss && random[b] <= loss) {
      const part = (random[b - 1] - loss) / (random[b - 1] - random[b]);
      return BUDGETS[b - 1] + part * (BUDGETS[b] - BUDGETS[b - 1]);
    }
  return undefined;
}

function run(route: (typeof ROUTES)[number], budget: number, seed: number): { loss: number; fewest: number } {
  const source = random(seed);
  const normals = (count: number, sd: number) =>
    Float64Array.from({ length: count }, () => sd * randomNormal(source));
  const level = normals(STATEMENTS, 1.1).map((a) => a + 0.4);
  const leniency = normals(PEOPLE, 0.6);
  const [first, second] = [normals(PEOPLE, 1), normals(PEOPLE, 1)];
  const [one, two] = [normals(STATEMENTS, 1.3), normals(STATEMENTS, 0.5)];
  const logit = (i: number, j: number) => level[j] + leniency[i] + first[i] * one[j] + second[i] * two[j];
  const probability = (i: number, j: number) => 1 / (1 + Math.exp(-logit(i, j)));
  const participant: number[] = [];
  const statement: number[] = [];
  const value: number[] = [];
  const ids = (count: number) => Array.from({ length: count }, (_, k) => String(k));
  const build = (count: number): Votes =>
    votesFromArrays({ participants: ids(count), statements: ids(STATEMENTS), participant, statement, value });
  const order = random(seed + 1000);
  const back = Array.from({ length: PEOPLE }, () => {
    const shuffled = shuffle(
      source,
      Array.from({ length: STATEMENTS }, (_, j) => j),
    );
    return { hidden: shuffled.slice(0, KEPT_BACK), askable: shuffled.slice(KEPT_BACK) };
  });
  let model: Model | undefined;
  let priority = new Float64Array(STATEMENTS).fill(1);
  for (let i = 0; i < PEOPLE; i++) {
    if (i >= 20 && i % 20 === 0 && route !== 'random') {
      const votes = build(i);
      if (route === 'abord') model = fit(votes, { seed });
      else
        priority = Float64Array.from(
          polisCompatible(votes, { ids: ['all'], groupOf: new Int8Array(i) }).statements,
          (s) => s.priority,
        );
    }
    let unseen = back[i].askable;
    const own: number[] = [];
    const said: number[] = [];
    for (let t = 0; t < budget; t++) {
      const uniform = order();
      const j =
        route === 'polis'
          ? byWeight(unseen, priority, uniform)
          : nextStatement({ ...(model && { model, person: locate(model, own, said) }), unseen, uniform })
              .statement;
      unseen = unseen.filter((other) => other !== j);
      const vote = order() < probability(i, j) ? 1 : -1;
      own.push(j);
      said.push(vote);
      participant.push(i);
      statement.push(j);
      value.push(vote);
    }
  }
  const votes = build(PEOPLE);
  return {
    loss: lossOf(
      votes,
      back.map(({ hidden }) => hidden),
      probability,
      seed,
    ),
    fewest: fewestVotes(votes),
  };
}

function byWeight(unseen: readonly number[], weight: Float64Array, uniform: number): number {
  let left = uniform * unseen.reduce((sum, j) => sum + weight[j], 0);
  for (const j of unseen) {
    if (left < weight[j]) return j;
    left -= weight[j];
  }
  return unseen[unseen.length - 1];
}

function lossOf(
  votes: Votes,
  hidden: readonly (readonly number[])[],
  probability: (i: number, j: number) => number,
  seed: number,
): number {
  const model = fit(votes, { seed });
  let loss = 0;
  hidden.forEach((list, i) => {
    for (const j of list) {
      const p = probability(i, j);
      const q = predict(model, i, j);
      loss -= (p * Math.log(q) + (1 - p) * Math.log1p(-q)) / (PEOPLE * KEPT_BACK);
    }
  });
  return loss;
}

function fewestVotes(votes: Votes): number {
  const counts = new Float64Array(STATEMENTS);
  for (const j of votes.statement) counts[j]++;
  return Math.min(...counts);
}
