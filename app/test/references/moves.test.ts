import { learnLikeness, likenessOf, likenessWeights, rankByLikeness } from '@abord/work';
import { describe, expect, test } from 'vitest';
import { findMoves, foldsBy, learntElsewhere, publishedMoves, recallAt } from './moves.ts';
import { hasPublishedFiles } from './publishedFigures.ts';

describe.skipIf(!hasPublishedFiles)(
  'official moves of ROME v3 (skipped without ../shared/data)',
  async () => {
    const { sheets, likeness, mobilities } = hasPublishedFiles
      ? await publishedMoves()
      : { sheets: [], likeness: likenessOf([], 'fr'), mobilities: [] };
    const close = mobilities.filter(({ relation }) => relation === 'close');

    test('532 codes, 1,784 close moves among 4,008', () => {
      // Counted apart in unix_rubrique_mobilite, pairs of codes once a kind.
      expect([likeness.codes.length, close.length, mobilities.length]).toEqual([532, 1784, 4008]);
    });

    test('named skills alone find what a count apart from ours found of the close moves in ten', () => {
      const named = likenessOf(
        sheets.map(({ code, skills }) => ({ code, skills })),
        'fr',
      );
      const ranking = (from: string) =>
        rankByLikeness(named, from, { items: 1, words: 0, minor: 0, major: 0 });
      const found = findMoves(close, ranking);
      // A rarity-weighted cosine written in Python over the same files: 0.334, 0.471, 0.598.
      expect([5, 10, 20].map((first) => Math.round(1000 * recallAt(found, first)))).toEqual([334, 471, 598]);
    });

    test('more than half of the close moves are in ten proposals, untrained and learnt on the other half of the origins', () => {
      const even = findMoves(close, (from) =>
        rankByLikeness(likeness, from, { items: 1, words: 1, minor: 0, major: 0 }),
      );
      const learnt = findMoves(close, learntElsewhere(likeness, close, foldsBy(1, 2)));
      // 0.589 and 0.612 when written (`npm run bench -- pathways`); what the words are cut to may move them a little.
      expect(recallAt(even, 10)).toBeGreaterThan(0.57);
      expect(recallAt(learnt, 10)).toBeGreaterThan(0.59);
    });

    test('the weights in use are those that the close moves teach', () => {
      const learnt = learnLikeness(likeness, close);
      for (const aspect of ['items', 'words', 'minor', 'major'] as const)
        expect(Math.abs(learnt[aspect] - likenessWeights[aspect]), aspect).toBeLessThan(0.1);
    });
  },
);
