import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serialize } from 'node:v8';
import {
  analyse,
  contentSeed,
  countVote,
  distinguish,
  fit,
  locate,
  predict,
  scoreStatements,
  shapeOf,
  tally,
  type Votes,
  votesFromArrays,
  weighStatements,
} from '@abord/opinion';
import { kmeans } from 'ml-kmeans';
import { PCA } from 'ml-pca';
import { conversation } from './conversations.ts';
import { generate } from './generate.ts';
import { hide } from './hide.ts';
import { polisLike } from './polisLike.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

/** Times, votes already in memory: ours, npm's own pieces in the same run, and recorded baselines. */
export function main(): void {
  const votes = conversation('vtaiwan.uberx');
  console.log(`vtaiwan.uberx, ${describe(votes)}; median of five, after two warm-up runs where warm, ms\n`);
  line(
    'first analysis in a fresh process',
    middle(() => inFreshProcess(votes).milliseconds),
  );
  warm(votes);
  peers(votes);
  oneMoreVote(votes);
  stability(votes);
  growth();
}

function warm(votes: Votes): void {
  const seed = contentSeed(votes);
  const model = fit(votes, { seed });
  const shape = shapeOf(votes, { seed, model });
  const standing = { ...shape, model };
  const evidence = weighStatements(votes, standing);
  line(
    'analyse: everything',
    median(() => analyse(votes)),
  );
  line(
    '  fit',
    median(() => fit(votes, { seed })),
  );
  line(
    '  shape',
    median(() => shapeOf(votes, { seed, model })),
  );
  line(
    '  statements weighed',
    median(() => weighStatements(votes, standing)),
  );
  line(
    '  statements scored',
    median(() => [scoreStatements(votes, standing, evidence), distinguish(votes, standing, evidence)]),
  );
  const parts = Array.from({ length: 20 }, (_, k) => fourFifths(votes, k));
  line(
    '20 shapes from nothing, each of four fifths with a fit of its own',
    median(() => parts.map((part) => shapeOf(part, { seed, subsamples: 0 }))),
  );
}

/**
 * The price of telling whether groups stand, which a line never pays: in a debate of the same size with
 * three planted camps. The difference holds the placing of people in the groups too, which comes after.
 */
function stability({ participants, statements, value }: Votes): void {
  const [people, claims] = [participants.length, statements.length];
  const density = value.length / (people * claims);
  const law = { people, statements: claims, density, shares: [0.55, 0.3, 0.15], campSd: 1 };
  const { votes } = generate(law, 1);
  const seed = contentSeed(votes);
  const model = fit(votes, { seed });
  const shaped = (subsamples: number) => median(() => shapeOf(votes, { seed, model, subsamples }));
  const [alone, judged] = [shaped(0), shaped(20)];
  console.log(`\nThree planted camps, ${describe(votes)}: read as ${shapeOf(votes, { seed, model }).kind}\n`);
  line('shape without subsamples', alone);
  line('20 subsamples for stability, and people placed in the camps', judged - alone);
  line(
    'analyse: everything, 20 subsamples included',
    median(() => analyse(votes)),
  );
}

function peers(votes: Votes): void {
  const filled = filledMatrix(votes);
  const components = () => new PCA(filled, { method: 'NIPALS', nCompNIPALS: 2 }).predict(filled);
  const points = components()
    .to2DArray()
    .map((row) => row.slice(0, 2));
  line('npm: ml-pca, filled matrix, 2 components (NIPALS)', median(components));
  line(
    'npm: ml-pca, filled matrix, all (SVD)',
    once(() => new PCA(filled).predict(filled)),
  );
  line(
    'npm: ml-kmeans on 2 components, k = 2 to 5',
    median(() => [2, 3, 4, 5].map((k) => kmeans(points, k, { seed: 1 }))),
  );
  line(
    'Polis-like pipeline of polisLike.ts, without statements',
    median(() => polisLike(votes)),
  );
  line('recorded elsewhere: red-dwarf 0.4.0', 260);
  line('recorded elsewhere: Polis, its Clojure worker, cold', 12_500);
}

function oneMoreVote(votes: Votes): void {
  const model = fit(votes, { seed: 1 });
  const counts = tally(votes);
  const busiest = votes.participants.reduce(
    (best, _, i) => (votesOf(votes, i) > votesOf(votes, best) ? i : best),
    0,
  );
  for (const [name, person] of [
    ['29th person', 29],
    ['busiest person', busiest],
  ] as const) {
    const from = votes.offsets[person];
    const to = votes.offsets[person + 1];
    const update = () => {
      for (let k = 0; k < 1000; k++) {
        countVote(counts, { statement: votes.statement[from], segment: -1, before: undefined, after: 1 });
        locate(model, votes.statement.subarray(from, to), votes.value.subarray(from, to));
      }
    };
    line(`one more vote (counts and place), ${name}, ${to - from} votes`, median(update) / 1000, 4);
  }
}

function growth(): void {
  console.log('\nThree planted camps, 300 statements, 15 %: first analysis in a fresh process\n');
  console.log('people    votes      ms   MiB  shape  fitted on  shaped on  fit on everybody, ms (µs a vote)');
  for (const people of [12_500, 25_000, 50_000, 100_000]) {
    const { votes } = generate({ people, statements: 300, density: 0.15, shares: [0.55, 0.3, 0.15] }, people);
    const fresh = inFreshProcess(votes);
    const whole = once(() => fit(votes, { seed: 1, sample: Infinity }));
    console.log(
      String(people).padStart(6),
      String(votes.value.length).padStart(8),
      fresh.milliseconds.toFixed(0).padStart(7),
      fresh.mebibytes.toFixed(0).padStart(5),
      ` ${fresh.shape}`,
      String(fresh.method.fittedOn).padStart(9),
      String(fresh.method.shapedOn).padStart(10),
      whole.toFixed(0).padStart(12),
      `(${((1000 * whole) / votes.value.length).toFixed(2)})`,
    );
    if (people === 100_000) sampled(votes);
  }
}

/** Held-out loss of the fit on a sample against the fit on everybody. */
function sampled(votes: Votes): void {
  const { kept, hidden } = hide(votes, 0.02, 1);
  const loss = (sample: number | undefined) => {
    const model = fit(kept, { seed: 1, ...(sample && { sample }) });
    let sum = 0;
    for (const { person, statement, agree } of hidden) {
      const p = predict(model, person, statement);
      sum -= Math.log(agree ? p : 1 - p);
    }
    return sum / hidden.length;
  };
  const [some, all] = [loss(undefined), loss(Infinity)];
  console.log(
    `held-out log loss: sample ${some.toFixed(5)}, everybody ${all.toFixed(5)} (${((some / all - 1) * 100).toFixed(2)} %)`,
  );
}

function inFreshProcess(votes: Votes) {
  const folder = mkdtempSync(join(tmpdir(), 'abord-bench-'));
  const file = join(folder, 'votes');
  writeFileSync(file, serialize(votes));
  const output = execFileSync(process.execPath, [MAIN, 'speedChild', file], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return JSON.parse(output) as {
    milliseconds: number;
    mebibytes: number;
    shape: string;
    method: { fittedOn: number; shapedOn: number };
  };
}

function filledMatrix(votes: Votes): number[][] {
  const sum = new Float64Array(votes.statements.length);
  const seen = new Float64Array(votes.statements.length);
  for (let v = 0; v < votes.value.length; v++) {
    sum[votes.statement[v]] += votes.value[v];
    seen[votes.statement[v]]++;
  }
  return votes.participants.map((_, i) => {
    const row = Array.from(sum, (s, j) => (seen[j] > 0 ? s / seen[j] : 0));
    for (let v = votes.offsets[i]; v < votes.offsets[i + 1]; v++) row[votes.statement[v]] = votes.value[v];
    return row;
  });
}

function fourFifths(votes: Votes, turn: number): Votes {
  const lists = { participant: [] as number[], statement: [] as number[], value: [] as number[] };
  votes.participants.forEach((_, i) => {
    if ((i + turn) % 5 === 0) return;
    for (let v = votes.offsets[i]; v < votes.offsets[i + 1]; v++) {
      lists.participant.push(i);
      lists.statement.push(votes.statement[v]);
      lists.value.push(votes.value[v]);
    }
  });
  return votesFromArrays({ participants: votes.participants, statements: votes.statements, ...lists });
}

function votesOf(votes: Votes, person: number): number {
  return votes.offsets[person + 1] - votes.offsets[person];
}

function once(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(work: () => unknown): number {
  once(work);
  once(work);
  return middle(() => once(work));
}

function middle(measure: () => number): number {
  return Array.from({ length: 5 }, measure).sort((a, b) => a - b)[2];
}

function line(name: string, milliseconds: number, digits = 1): void {
  console.log(name.padEnd(66), milliseconds.toFixed(digits).padStart(10));
}

function describe(votes: Votes): string {
  return `${votes.participants.length} people, ${votes.statements.length} statements, ${votes.value.length} votes`;
}
