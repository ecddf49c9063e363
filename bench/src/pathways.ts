import { quantile, random, randomInteger } from '@abord/numbers';
import {
  type LikenessWeights,
  learnLikeness,
  likenessOf,
  likenessWeights,
  rankByLikeness,
} from '@abord/work';
import {
  type Found,
  findMoves,
  foldsBy,
  learntElsewhere,
  publishedMoves,
  type Ranking,
  recallAt,
  reciprocalRank,
} from '../../app/test/references/moves.ts';

const RESAMPLES = 2000;
const ITEMS: LikenessWeights = { items: 1, words: 0, minor: 0, major: 0 };

/**
 * `npm run bench -- pathways`: the official moves of ROME v3 looked for among all other codes, by what the sheets
 * have in common. Learnt weights are always tried on origins that they were not learnt on; the official moves
 * enter no score. Intervals: 95 %, origins drawn again with their moves.
 */
export async function main(): Promise<void> {
  const begun = performance.now();
  const { sheets, likeness, mobilities } = await publishedMoves();
  const read = performance.now();
  const close = mobilities.filter(({ relation }) => relation === 'close');
  const named = likenessOf(
    sheets.map(({ code, skills }) => ({ code, skills })),
    'fr',
  );
  const with_ =
    (weights: LikenessWeights): Ranking =>
    (from) =>
      rankByLikeness(likeness, from, weights);
  const rankings: readonly (readonly [string, Ranking])[] = [
    ['named skills, untrained', (from) => rankByLikeness(named, from, ITEMS)],
    ['items, untrained', with_(ITEMS)],
    ['words, untrained', with_({ items: 0, words: 1, minor: 0, major: 0 })],
    ['items and words, untrained, equal weights', with_({ items: 1, words: 1, minor: 0, major: 0 })],
    ...[1, 2, 3].map(
      (seed) =>
        [
          `all four, learnt on other origins (folds ${seed})`,
          learntElsewhere(likeness, close, foldsBy(seed, 10)),
        ] as const,
    ),
    [
      'all four, learnt on other domains (first letters)',
      learntElsewhere(likeness, close, (from) => from.slice(0, 1)),
    ],
    ['all four, as shipped (learnt on these moves)', with_(likenessWeights)],
  ];
  for (const [moves, name] of [
    [close, 'close moves'],
    [mobilities, 'all official moves'],
  ] as const) {
    const origins = new Set(moves.map(({ from }) => from)).size;
    console.log(`\n${moves.length} ${name} of ${origins} codes, among ${likeness.codes.length}\n`);
    console.log(''.padEnd(50), ['recall@5', '@10', '@20', 'MRR'].map((head) => head.padEnd(22)).join(''));
    for (const [name, ranking] of rankings) tell(name, findMoves(moves, ranking));
  }
  console.log('\nweights learnt on all close moves:', learnLikeness(likeness, close));
  const codes = likeness.codes;
  const start = performance.now();
  for (const code of codes) rankByLikeness(likeness, code);
  console.log(
    `read and made ready ${((read - begun) / 1000).toFixed(1)} s, one ranking ${((performance.now() - start) / codes.length).toFixed(2)} ms`,
  );
}

function tell(name: string, found: readonly Found[]): void {
  const figures = [5, 10, 20].map((first) => (some: readonly Found[]) => recallAt(some, first));
  const cells = [...figures, reciprocalRank].map((figure) => {
    const [low, high] = interval(found, figure);
    return `${figure(found).toFixed(3)} (${low.toFixed(3)}-${high.toFixed(3)})`.padEnd(22);
  });
  console.log(name.padEnd(50), cells.join(''));
}

function interval(found: readonly Found[], figure: (some: readonly Found[]) => number): [number, number] {
  const chance = random(1);
  const drawn = Array.from({ length: RESAMPLES }, () =>
    figure(found.map(() => found[randomInteger(chance, found.length)])),
  ).sort((a, b) => a - b);
  return [quantile(drawn, 0.025), quantile(drawn, 0.975)];
}
