import {
  betaQuantile,
  normalCdf,
  normalQuantile,
  random,
  randomNormal,
  symmetricEigen,
  wilson,
} from './src/index.ts';

/** Nanoseconds a call, best of five rounds. */
function time(name: string, calls: number, work: (i: number) => number): void {
  let best = Infinity;
  let kept = 0;
  for (let round = 0; round < 5; round++) {
    const start = process.hrtime.bigint();
    for (let i = 0; i < calls; i++) kept += work(i);
    best = Math.min(best, Number(process.hrtime.bigint() - start) / calls);
  }
  console.log(
    `${name.padEnd(28)} ${best.toFixed(1).padStart(10)} ns${Number.isNaN(kept) ? ' (not a number)' : ''}`,
  );
}

const source = random(1);
time('random', 1e6, () => source());
time('randomNormal', 1e6, () => randomNormal(source));
time('normalCdf', 1e6, (i) => normalCdf((i % 1000) / 100 - 5));
time('normalQuantile', 1e6, (i) => normalQuantile(((i % 1000) + 0.5) / 1000));
time('wilson', 1e6, (i) => wilson(i % 100, 100).low);
time('betaQuantile', 1e3, (i) => betaQuantile(0.025, (i % 100) + 0.5, 100.5));
time(
  'symmetricEigen 5 × 5',
  1e4,
  (i) =>
    symmetricEigen(Float64Array.from({ length: 25 }, (_, k) => ((i + (k % 5) * Math.floor(k / 5)) % 7) / 7))
      .values[0],
);
