import { describe, expect, test } from 'vitest';
import { dominates, tooClose } from '../src/index.ts';
import { cellsOfMicrodata, microdata } from './microdata.ts';

/** Numbers of the cells that a rule hides, as sdcTable numbers them. */
const hiddenBy = (rule: (amounts: readonly number[]) => boolean) =>
  cellsOfMicrodata.flatMap((records, cell) =>
    rule(records.map((record) => microdata[record].value)) ? [cell + 1] : [],
  );

describe('the rules for one cell', () => {
  test('R1: two people or fewer are in cell 6 of sdcTable’s table alone', () => {
    expect(hiddenBy((amounts) => amounts.length <= 2)).toEqual([6]);
  });

  test('R17: dominance of (2, 75 %) hides its cells 6 and 14', () => {
    expect(hiddenBy((amounts) => dominates(amounts, { n: 2, percent: 75 }))).toEqual([6, 14]);
  });

  test('R17: the p % rule with 70, and the pq rule with 60 and 80, hide its cells 6 and 14', () => {
    expect(hiddenBy((amounts) => tooClose(amounts, { percent: 70 }))).toEqual([6, 14]);
    expect(hiddenBy((amounts) => tooClose(amounts, { percent: 60, prior: 80 }))).toEqual([6, 14]);
  });

  test('R17: nothing dominates nothing, and an amount is never negative', () => {
    expect(dominates([], { n: 1, percent: 85 })).toBe(false);
    expect(dominates([0, 0], { n: 1, percent: 85 })).toBe(false);
    expect(tooClose([0, 0, 0], { percent: 10 })).toBe(false);
    expect(() => dominates([1, -5], { n: 1, percent: 85 })).toThrow('from 0');
    expect(() => tooClose([Number.NaN], { percent: 10 })).toThrow('from 0');
  });
});
