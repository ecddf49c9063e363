import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  baselineProfile,
  type CovarianceType,
  confidenceSequence,
  contrast,
  type Degrees,
  factorOf,
  leastSquares,
  profileEffects,
  randomisationTest,
  spendingBounds,
  welch,
} from '@abord/effect';
import { random, randomNormal } from '@abord/numbers';
import { Matrix, QrDecomposition } from 'ml-matrix';
import { millionTasks } from './millionTasks.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const PEER = fileURLToPath(new URL('effectPeer.py', import.meta.url));

/** `effect speed`, `effect draws 10000`, `effect coverage 5000`, `effect stopping 5000`, `effect pace 5000`. */
export function main([what = 'speed', count]: readonly string[]): void {
  const jobs: Readonly<Record<string, (count: number) => void>> = {
    speed,
    draws,
    coverage,
    stopping,
    pace,
    once,
  };
  jobs[what](Number(count ?? (what === 'draws' ? 10_000 : 5_000)));
}

/** A million tasks of 10,000 people in 52 weeks: two fixed effects, clustered by person; each in a fresh process. */
function speed(): void {
  console.log(
    '1,000,000 rows, 10,000 people (clusters), 52 weeks; best of three fresh processes, data not counted\n',
  );
  const runs = [0, 1, 2].map(() => {
    const out = execFileSync(process.execPath, [MAIN, 'effect', 'once'], { encoding: 'utf8' });
    return JSON.parse(out) as {
      ms: number;
      cpu: number;
      rise: number;
      rss: number;
      estimate: number;
      se: number;
    };
  });
  const best = runs.toSorted((a, b) => a.ms - b.ms)[0];
  line(
    'two fixed effects, CR1S by person',
    best.ms,
    `CPU ${best.cpu.toFixed(0)} ms, ${best.rss.toFixed(0)} MB in all`,
  );
  console.log(`    estimate ${best.estimate}, se ${best.se}`);
  const { treatment, size, outcome } = millionTasks();
  const design = Matrix.zeros(outcome.length, 3);
  for (let row = 0; row < outcome.length; row++) {
    design.set(row, 0, 1);
    design.set(row, 1, treatment[row]);
    design.set(row, 2, size[row]);
  }
  const ownStart = performance.now();
  const terms = [
    { name: 'ai', values: treatment },
    { name: 'size', values: size },
  ];
  leastSquares({ outcome, terms });
  line('plain least squares of three columns', performance.now() - ownStart);
  const start = performance.now();
  new QrDecomposition(design).solve(Matrix.columnVector(outcome));
  line('the same by ml-matrix (QR)', performance.now() - start);
  const peer = spawnSync('/usr/bin/python3', [PEER], { encoding: 'utf8' });
  console.log(peer.status === 0 ? peer.stdout : '(statsmodels is not on this machine)');
}

/** One fit, said as JSON. */
function once(): void {
  const { person, week, treatment, size, outcome } = millionTasks();
  const before = process.memoryUsage().rss;
  const cpu = process.cpuUsage();
  const start = performance.now();
  const people = { codes: person, levels: 10_000 };
  const fit = leastSquares({
    outcome,
    terms: [
      { name: 'ai', values: treatment },
      { name: 'size', values: size },
    ],
    fixed: [people, { codes: week, levels: 52 }],
  });
  const { estimate, se } = contrast(fit, 'ai', { type: 'CR1S', cluster: people, degrees: 'clusters' });
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  const rss = process.resourceUsage().maxRSS / 1e3;
  const rise = (process.memoryUsage().rss - before) / 1e6;
  console.log(JSON.stringify({ ms, cpu: (user + system) / 1e3, rise, rss, estimate, se }));
}

/** The same million tasks, treatment shuffled within persons. */
function draws(count: number): void {
  const { person, treatment, size, outcome } = millionTasks();
  const people = { codes: person, levels: 10_000 };
  const cpu = process.cpuUsage();
  const start = performance.now();
  const { p, centre } = randomisationTest(
    {
      outcome,
      treatment,
      terms: [{ name: 'size', values: size }],
      fixed: [people],
      cluster: people,
      assignment: { kind: 'shuffled', block: people },
    },
    { draws: count },
  );
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  line(
    `${count} draws within persons, with the t statistic`,
    ms,
    `CPU ${((user + system) / 1e6).toFixed(1)} s`,
  );
  console.log(`    ${(ms / count).toFixed(2)} ms a draw, p = ${p}, centre ${centre.toExponential(1)}`);
}

/** How often 95 % intervals hold the truth, few clusters of unequal sizes, effects that differ between people. */
function coverage(count: number): void {
  console.log(
    `${count} trials each; sizes from 2 to 28 tasks; effects differ between people by 0.17; coverage in %\n`,
  );
  const ways: [string, CovarianceType, Degrees][] = [
    ['CR2, Satterthwaite', 'CR2', 'satterthwaite'],
    ['CR1S, t of G − 1', 'CR1S', 'clusters'],
    ['CR1S, normal', 'CR1S', 'normal'],
    ['CR0, normal', 'CR0', 'normal'],
  ];
  for (const within of [true, false]) {
    console.log(within ? 'assignment inside clusters, levels for people' : 'assignment of whole clusters');
    for (const clusters of [8, 12, 16, 30]) {
      const source = random(100 + clusters);
      const held = ways.map(() => 0);
      for (let trial = 0; trial < count; trial++) {
        const data = fewClusters(source, clusters, within);
        const fit = leastSquares(data.model);
        ways.forEach(([, type, degrees], way) => {
          const { low, high } = contrast(fit, 'ai', { type, degrees, cluster: data.cluster });
          if (low <= TRUE && TRUE <= high) held[way]++;
        });
      }
      const shares = held.map((hits, way) => `${ways[way][0]} ${((100 * hits) / count).toFixed(1)}`);
      console.log(`  ${String(clusters).padStart(2)} clusters: ${shares.join('; ')}`);
    }
  }
}

const TRUE = 0.15;

function fewClusters(source: () => number, clusters: number, within: boolean) {
  const sizes = Array.from({ length: clusters }, (_, g) => 2 + Math.round((26 * g) / (clusters - 1)));
  const codes = sizes.flatMap((size, g) => Array<number>(size).fill(g));
  const pace = sizes.map(() => 0.4 * randomNormal(source));
  const own = sizes.map(() => TRUE + 0.17 * randomNormal(source));
  const arms = sizes.map((_, g) => g % 2);
  for (let last = clusters - 1; last > 0; last--) {
    const chosen = Math.floor(source() * (last + 1));
    [arms[last], arms[chosen]] = [arms[chosen], arms[last]];
  }
  const ai = codes.map((g) => (within ? (source() < 0.5 ? 1 : 0) : arms[g]));
  const outcome = codes.map((g, row) => pace[g] + own[g] * ai[row] + 0.637 * randomNormal(source));
  const cluster = { codes, levels: clusters };
  return { cluster, model: { outcome, terms: [{ name: 'ai', values: ai }], fixed: within ? [cluster] : [] } };
}

/** Trials in which AI changes nothing, looked at every day: how often does each rule find an effect? */
function stopping(count: number): void {
  const [days, daily] = [40, 6];
  console.log(
    `${count} trials without an effect, ${days} days of ${daily} tasks, looked at from day 5 on; found, in %\n`,
  );
  const looks = [10, 20, 30, 40];
  const bounds = spendingBounds(looks.map((day) => day / days));
  const source = random(7);
  const found = {
    'once, at the end': 0,
    'every day at 5 %': 0,
    'four looks, O’Brien-Fleming': 0,
    'confidence sequence, every day': 0,
  };
  for (let trial = 0; trial < count; trial++) {
    const arms = [0, 1].map(() => ({ n: 0, sum: 0, sumSquares: 0 }));
    let [peeked, planned, watched, last] = [false, false, false, false];
    for (let day = 1; day <= days; day++) {
      for (let task = 0; task < daily; task++) {
        const time = 0.637 * randomNormal(source);
        const arm = arms[task % 2];
        arm.n++;
        arm.sum += time;
        arm.sumSquares += time * time;
      }
      if (day < 5) continue;
      const { estimate, se, p, n } = welch(arms[0], arms[1]);
      last = p <= 0.05;
      peeked ||= last;
      const look = looks.indexOf(day);
      planned ||= look >= 0 && Math.abs(estimate / se) >= bounds[look];
      const { low, high } = confidenceSequence({ estimate, se, n, tuning: days * daily });
      watched ||= low > 0 || high < 0;
    }
    found['once, at the end'] += Number(last);
    found['every day at 5 %'] += Number(peeked);
    found['four looks, O’Brien-Fleming'] += Number(planned);
    found['confidence sequence, every day'] += Number(watched);
  }
  for (const [rule, hits] of Object.entries(found))
    console.log(`  ${rule.padEnd(34)} ${((100 * hits) / count).toFixed(1)}`);
}

/** AI helps everybody alike; « the slow gain most » is looked for in parts made in two ways. */
function pace(count: number): void {
  console.log(
    `${count} trials, 20 people of 12 tasks, everybody gains alike; « the slow gain most » found, in % (one side of 5 %: 2.5)\n`,
  );
  const source = random(21);
  let [early, late] = [0, 0];
  for (let trial = 0; trial < count; trial++) {
    const people = 20;
    const own = Array.from({ length: people }, () => 0.4 * randomNormal(source));
    const task = (one: number, ai: number) => own[one] - 0.2 * ai + 0.637 * randomNormal(source);
    const before = Array.from({ length: people * 6 }, (_, row) => row % people);
    const codes = Array.from({ length: people * 12 }, (_, row) => row % people);
    const ai = codes.map((_, row) => Math.floor(row / people) % 2);
    const outcome = codes.map((one, row) => task(one, ai[row]));
    const records = { outcome, treatment: ai, fixed: [factorOf(codes)], cluster: factorOf(codes) };
    const honest = baselineProfile({
      name: 'pace',
      person: before,
      outcome: before.map((one) => task(one, 0)),
      people: codes,
    });
    const untreated = codes.flatMap((_, row) => (ai[row] === 0 ? [row] : []));
    const manufactured = baselineProfile({
      name: 'pace',
      person: untreated.map((row) => codes[row]),
      outcome: untreated.map((row) => outcome[row]),
      people: codes,
    });
    const slowGain = (profile: typeof honest) => {
      const { difference } = profileEffects(records, profile).parts[1];
      return difference !== undefined && difference.high < 0;
    };
    early += Number(slowGain(honest));
    late += Number(slowGain(manufactured));
  }
  console.log(`  parts by tasks before the trial          ${((100 * early) / count).toFixed(1)}`);
  console.log(`  parts by the trial’s own untreated tasks ${((100 * late) / count).toFixed(1)}`);
}

function line(name: string, ms: number, more = ''): void {
  console.log(`${name.padEnd(52)} ${ms.toFixed(0).padStart(7)} ms  ${more}`);
}
