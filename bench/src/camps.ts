import { fit, shapeOf, type Votes } from '@abord/opinion';
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
export function main(): void {
  const [, section = 'all', runs, first = '1'] = process.argv.slice(2);
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

/** Agreement of sides, and of Polis-like groups, between the whole debate and a bootstrap of its people. */
function ends(_seeds: readonly number[]): void {}

export type { Votes };
export { fit };
