import { describe, expect, test } from 'vitest';
import {
  anthropicFigures,
  eloundouFigures,
  frenchEstimate,
  hasPublishedFiles,
  iloFigures,
} from './publishedFigures.ts';

const percent = (share: number) => Math.round(share * 1000) / 10;

describe.skipIf(!hasPublishedFiles)(
  'published figures, from their files (skipped without ../shared/data)',
  () => {
    test('923 occupations of Eloundou et al., six columns each, follow from their labelled tasks', async () => {
      const { labels, occupations, compared, furthest } = await eloundouFigures();
      // Counts of E0, E1, E2 in full_labelset.tsv, by its own columns.
      expect(labels.human).toEqual({ E0: 10_256, E1: 2862, E2: 6147 });
      expect(labels.model).toEqual({ E0: 8561, E1: 2702, E2: 8002 });
      expect([occupations, compared]).toEqual([923, 923 * 6]);
      expect(furthest).toBeLessThan(1e-12);
    });

    test('80 % and 19 % of workers come out of the join by title, at the threshold or above it', async () => {
      const { workersByTitle, workersBySoc } = await eloundouFigures();
      // Published: "around 80 %" with at least 10 % of tasks, "approximately 19 %" with at least 50 %.
      expect([percent(workersByTitle.tenth.value), percent(workersByTitle.half.value)]).toEqual([80.9, 19.5]);
      // The same by SOC code, and above the threshold only: how much hangs on the join and on ≥ or >.
      expect([percent(workersBySoc.tenth.value), percent(workersBySoc.half.value)]).toEqual([81.6, 24.1]);
      expect(workersBySoc.overTenth.value).toBeCloseTo(0.8085, 4);
      expect(percent(workersBySoc.overHalf.value)).toBe(20.5);
      expect([workersBySoc.tenth.entries, workersBySoc.tenth.employment]).toEqual([772, 130_630_770]);
    });

    test('36 % and 4 % of occupations have AI in a quarter and in three quarters of their tasks', async () => {
      const { seen, occupations, reached } = await anthropicFigures();
      // Handa et al. 2025: 36 % of occupations at ≥ 25 % of tasks, about 4 % at ≥ 75 %.
      // 3,509 tasks in 3,517 wordings that differ in capitals or punctuation.
      expect([seen, occupations]).toEqual([3517, 974]);
      expect(reached.map(({ share }) => percent(share))).toEqual([36.2, 11.7, 4.1]);
    });

    test('427 unit groups of the ILO fall into its four gradients, each label by the rule', async () => {
      const { tasks, counts, otherwise, furthestMean, furthestSpread, mean } = await iloFigures();
      expect(tasks).toBe(3266);
      // Counts of the column potential25, one a unit group.
      expect(counts).toEqual([
        ['not-exposed', 231],
        ['minimal', 84],
        ['gradient-1', 17],
        ['gradient-2', 44],
        ['gradient-3', 38],
        ['gradient-4', 13],
      ]);
      expect(otherwise).toEqual([]);
      // Means and spreads are published to two decimals.
      expect(furthestMean).toBeLessThan(0.005 + 1e-9);
      expect(furthestSpread).toBeLessThan(0.005 + 1e-9);
      expect(mean).toBeCloseTo(0.297, 3);
    });

    test('our estimate for France is 30.2 % exposed and 5.1 % in the highest gradient, within bounds', async () => {
      const { exposed, highest, minimalOrMore } = await frenchEstimate();
      expect([percent(exposed.value), percent(highest.value)]).toEqual([30.2, 5.1]);
      expect(percent(1 - minimalOrMore.value)).toBe(49.8);
      expect(percent(exposed.employment / 1e7)).toBe(267.5);
      for (const { value, low, high } of [exposed, highest]) {
        expect(low).toBeLessThan(value);
        expect(value).toBeLessThan(high);
      }
    });
  },
);
