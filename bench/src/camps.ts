import { normalCdf, random, randomInteger } from '@abord/numbers';
import { fit, shapeOf, type Votes, votesFromArrays } from '@abord/opinion';
import { adjustedRand } from './adjustedRand.ts';
import { CONVERSATIONS, conversation } from './conversations.ts';
import { type DebateLaw, generate, permuteColumns } from './generate.ts';
import { oracle } from './oracle.ts';
import { polisLike } from './polisLike.ts';

/**
 * `npm run bench -- camps [nulls|planted|real|ends] [runs] [first seed]`
 *
 * Are camps invented where there are none, found where they are, and do they stand?
 */
export function main([section = 'all', runs, first = '1']: readonly string[]): void {
  const seeds = (count: number) =>
    Array.from({ length: runs === undefined ? count : Number(runs) }, (_, k) => Number(first) + k);
  if (section === 'nulls' || section === 'all') nulls(seeds(100));
  if (section === 'planted' || section === 'all') planted(seeds(10));
  if (section === 'real' || section === 'all') real();
  if (section === 'ends' || section === 'all') ends(seeds(8));
}

const THREE = [0.55, 0.3, 0.15];

const NULLS: readonly (readonly [string, Partial<DebateLaw>, promised: string])[] = [
  ['columns permuted', { shares: THREE }, '1'],
  ['leniency only', {}, '5'],
  ['one normal factor', { axes: ['normal'] }, '5'],
  ['two normal factors', { axes: ['normal', 'normal'] }, '5'],
  ['t(3) factor', { axes: ['t3'] }, '-'],
  ['skewed factor (exponential)', { axes: ['exponential'] }, '10 at 1,000 × 300'],
  ['flat factor (uniform)', { axes: ['uniform'] }, '10 at 1,000 × 300'],
];

function nulls(seeds: readonly number[]): void {
  console.log(`\nCamps invented, % of ${seeds.length} runs (seeds ${seeds[0]} to ${seeds.at(-1)})`);
  console.log('"any group" also counts fragile groups; "line" says how often an axis is claimed.');
  for (const [people, statements, density] of [
    [300, 80, 0.4],
    [1000, 300, 0.15],
  ] as const) {
    for (const [name, law, promised] of NULLS) {
      let camps = 0;
      let any = 0;
      let line = 0;
      for (const seed of seeds) {
        const { votes } = generate({ people, statements, density, ...law }, seed);
        const shape = shapeOf(name === 'columns permuted' ? permuteColumns(votes, seed) : votes, { seed });
        if (shape.kind === 'camps') camps++;
        if (shape.groups.length > 0) any++;
        if (shape.kind === 'line') line++;
      }
      const share = (count: number) => `${((100 * count) / seeds.length).toFixed(0)} %`.padStart(6);
      console.log(
        `${people} × ${statements}  ${name.padEnd(28)} camps ${share(camps)}  any group ${share(any)}` +
          `  line ${share(line)}   (promised: at most ${promised})`,
      );
    }
  }
}

const PLANTED: readonly (readonly [number, number, number, Partial<DebateLaw>, string])[] = [
  [300, 80, 0.4, { shares: THREE }, ''],
  [300, 300, 0.3, { shares: THREE }, ''],
  [1000, 300, 0.15, { shares: THREE }, ''],
  [1000, 300, 0.3, { shares: THREE }, ''],
  [3000, 300, 0.15, { shares: THREE }, ''],
  [10000, 300, 0.15, { shares: THREE }, ''],
  [300, 80, 0.9, { shares: [0.5, 0.5], campSd: 1.2, leniencySd: 0, unevenness: 0 }, 'favours Polis'],
  [1000, 100, 0.8, { shares: [0.4, 0.3, 0.3], campSd: 1, leniencySd: 0, unevenness: 0 }, 'favours Polis'],
];

function planted(seeds: readonly number[]): void {
  console.log(
    `\nPlanted camps, mean adjusted Rand index over all people (seeds ${seeds[0]} to ${seeds.at(-1)})`,
  );
  console.log(
    'Groups of standing stable or fragile count; none declared counts 0. "camps": runs with stable camps.',
  );
  for (const [people, statements, density, law, note] of PLANTED) {
    const sum = { oracle: 0, ours: 0, stable: 0, polis: 0 };
    let camps = 0;
    let declared = 0;
    for (const seed of seeds) {
      const debate = generate({ people, statements, density, ...law }, seed);
      const shape = shapeOf(debate.votes, { seed });
      const ours = shape.groups.length > 0 ? adjustedRand(shape.groupOf, debate.campOf) : 0;
      sum.oracle += adjustedRand(oracle(debate), debate.campOf);
      sum.ours += ours;
      sum.polis += adjustedRand(polisLike(debate.votes).groupOf, debate.campOf);
      if (shape.groups.length > 0) declared++;
      if (shape.kind === 'camps') {
        camps++;
        sum.stable += ours;
      }
    }
    const mean = (value: number) => (value / seeds.length).toFixed(2);
    console.log(
      `${people} × ${statements}, ${density * 100} %`.padEnd(22) +
        ` oracle ${mean(sum.oracle)}  Abord ${mean(sum.ours)} (${((100 * sum.ours) / sum.oracle).toFixed(0)} % of the oracle,` +
        ` declared ${declared}; stable camps alone ${mean(sum.stable)}, ${camps} runs)  Polis-like ${mean(sum.polis)} ${note}`,
    );
  }
}

function real(): void {
  console.log('\nReal conversations');
  for (const name of CONVERSATIONS) {
    const votes = conversation(name);
    const start = performance.now();
    const shape = shapeOf(votes, { seed: 1 });
    const time = performance.now() - start;
    const sizes = shape.segmentIds.map((id, s) => `${id} ${shape.segmentOf.filter((x) => x === s).length}`);
    const groups = shape.groups.map((g) => `${g.id} ${g.size} ${g.standing} ${g.stability.toFixed(2)}`);
    console.log(
      `${name.padEnd(34)} ${shape.kind.padEnd(6)} axes ${[...shape.strength].map((s) => s.toFixed(2))}` +
        `  ${sizes.join(', ')}  groups: ${groups.join(', ') || 'none'}  ${time.toFixed(0)} ms`,
    );
  }
}

/** The debate of people drawn with replacement, and who each of them was. */
function bootstrap(votes: Votes, seed: number): { votes: Votes; from: number[] } {
  const source = random(seed);
  const drawn = votes.participants.map(() => randomInteger(source, votes.participants.length));
  const participant: number[] = [];
  const statement: number[] = [];
  const value: number[] = [];
  drawn.forEach((i, k) => {
    for (let v = votes.offsets[i]; v < votes.offsets[i + 1]; v++) {
      participant.push(k);
      statement.push(votes.statement[v]);
      value.push(votes.value[v]);
    }
  });
  const participants = drawn.map((_, k) => String(k));
  const again = votesFromArrays({
    participants,
    statements: votes.statements,
    participant,
    statement,
    value,
  });
  // Statement ids are in canonical order already, and so are these participants.
  return { votes: again, from: drawn };
}

/** Side of the first axis, 0 or 1, and how sure. */
function sides(votes: Votes): { side: Int8Array; certainty: Float64Array } {
  const { position, spread } = shapeOf(votes, { seed: 1, subsamples: 0, model: fit(votes, { seed: 1 }) });
  const people = votes.participants.length;
  return {
    side: Int8Array.from({ length: people }, (_, i) => (position[i * 2] < 0 ? 0 : 1)),
    certainty: Float64Array.from({ length: people }, (_, i) =>
      normalCdf(Math.abs(position[i * 2]) / spread[i * 2]),
    ),
  };
}

/** Do sides of the line stand when the people are drawn anew? Beside Polis-like groups. */
function ends(seeds: readonly number[]): void {
  console.log(
    `\nThe two ends under bootstrap of people, mean of ${seeds.length} (seeds ${seeds[0]} to ${seeds.at(-1)})`,
  );
  console.log(
    'ARI of Polis-like groups; of sides, everybody; of sides, people at least 80 % sure; their share on the same side.',
  );
  for (const name of CONVERSATIONS) {
    const votes = conversation(name);
    const whole = sides(votes);
    const polis = polisLike(votes).groupOf;
    const sum = { polis: 0, all: 0, sure: 0, same: 0, share: 0 };
    for (const seed of seeds) {
      const { votes: again, from } = bootstrap(votes, seed);
      const other = sides(again);
      const otherPolis = polisLike(again).groupOf;
      const grouped = from.flatMap((i, k) => (polis[i] >= 0 && otherPolis[k] >= 0 ? [k] : []));
      const sure = from.flatMap((i, k) => (whole.certainty[i] >= 0.8 ? [k] : []));
      const agreeing = sure.filter((k) => whole.side[from[k]] === other.side[k]).length / sure.length;
      const ari = (who: readonly number[], a: ArrayLike<number>, b: ArrayLike<number>) =>
        adjustedRand(
          who.map((k) => a[from[k]]),
          who.map((k) => b[k]),
        );
      sum.polis += ari(grouped, polis, otherPolis);
      sum.all += ari([...from.keys()], whole.side, other.side);
      sum.sure += ari(sure, whole.side, other.side);
      sum.same += Math.max(agreeing, 1 - agreeing);
      sum.share += sure.length / from.length;
    }
    const mean = (value: number) => (value / seeds.length).toFixed(2);
    console.log(
      `${name.padEnd(34)} Polis-like ${mean(sum.polis)}  everybody ${mean(sum.all)}  sure ${mean(sum.sure)}` +
        `  same side ${((100 * sum.same) / seeds.length).toFixed(1)} % (sure: ${((100 * sum.share) / seeds.length).toFixed(0)} % of people)`,
    );
  }
}
