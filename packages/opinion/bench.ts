import { random, randomNormal } from '@abord/numbers';
import { contentSeed, fit, locate, predict, votesFromArrays } from './src/index.ts';

/** Milliseconds, best of five after one warm-up; 500 people and 100 statements drawn along one axis. */
function time(name: string, calls: number, work: (call: number) => unknown): void {
  let best = Infinity;
  for (let round = 0; round < 6; round++) {
    const start = performance.now();
    for (let call = 0; call < calls; call++) work(call);
    if (round > 0) best = Math.min(best, (performance.now() - start) / calls);
  }
  console.log(name.padEnd(40), best.toFixed(4).padStart(10), 'ms');
}

const source = random(1);
const normals = (count: number) => Array.from({ length: count }, () => randomNormal(source));
const [place, level, loading] = [normals(500), normals(100), normals(100)];
const drawn = Array.from({ length: 50_000 }, (_, k) => ({ person: k % 500, statement: Math.floor(k / 500) }))
  .filter(() => source() < 0.3)
  .map(({ person, statement }) => {
    const logit = level[statement] + place[person] * loading[statement];
    return { person, statement, vote: source() < 1 / (1 + Math.exp(-logit)) ? 1 : -1 };
  });
const arrays = {
  participants: place.map((_, i) => String(i)),
  statements: level.map((_, j) => String(j)),
  participant: drawn.map(({ person }) => person),
  statement: drawn.map(({ statement }) => statement),
  value: drawn.map(({ vote }) => vote),
};
const votes = votesFromArrays(arrays);
const model = fit(votes, { seed: 1 });
const all = votes.statements.map((_, j) => j);
const answers = loading.map((w) => (w > 0 ? 1 : -1));

console.log(`${votes.value.length} votes of 500 people on 100 statements`);
time('votesFromArrays', 5, () => votesFromArrays(arrays));
time('contentSeed', 5, () => contentSeed(votes));
time('fit', 3, () => fit(votes, { seed: 1 }));
time('fit, intercepts alone', 3, () => fit(votes, { seed: 1, factors: 0 }));
time('locate, 30 votes', 200, () => locate(model, all.slice(0, 30), answers.slice(0, 30)));
time('locate, 100 votes', 200, () => locate(model, all, answers));
time('predict', 10_000, (call) => predict(model, call % 500, call % 100));
