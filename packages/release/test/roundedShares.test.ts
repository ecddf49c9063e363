import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roundedShares } from '../src/index.ts';

describe('roundedShares', () => {
  test('R16: five points under fifty people, one point above (by hand: 30/47 = 63.8 %, 30/51 = 58.8 %)', () => {
    expect(roundedShares({ yes: 30, no: 17 }).yes).toMatchObject({ share: 0.65, step: 0.05 });
    expect(roundedShares({ yes: 30, no: 21 }).yes).toMatchObject({ share: 0.59, step: 0.01 });
  });

  test('attack 10: all twelve, and eleven of twelve, are both nearly all (R16)', () => {
    const all = roundedShares({ yes: 12, no: 0, pass: 0 });
    expect(all).toMatchObject({
      yes: { share: 0.95, step: 0.05, nearly: 'all' },
      no: { share: 0.05, step: 0.05, nearly: 'none' },
      pass: { share: 0.05, step: 0.05, nearly: 'none' },
    });
    // The one who differs learns nothing of the eleven that she would not if all agreed.
    expect(roundedShares({ yes: 11, no: 1, pass: 0 })).toEqual(all);
    expect(roundedShares({ yes: 11, no: 0, pass: 1 })).toEqual(all);
    expect(roundedShares({ yes: 10, no: 2, pass: 0 }).yes).toMatchObject({ share: 0.85, step: 0.05 });
    expect(roundedShares({ yes: 20, no: 0 }).yes).toMatchObject({ share: 1, step: 0.05 });
  });

  test('R16: an interval holds those of every count that its share can stand for', () => {
    // R: prop.test(37, 52, correct = FALSE)$conf.int is 0.5773 to 0.8166; 36 of 52 is 70 % at five points too.
    const { yes } = roundedShares({ yes: 37, no: 15 }, 0.05);
    expect(yes.low).toBeLessThanOrEqual(0.5773);
    expect(yes.high).toBeGreaterThanOrEqual(0.8166);
    expect(roundedShares({ yes: 36, no: 16 }, 0.05).yes).toEqual(yes);
    // prop.test(8, 9, correct = FALSE) begins at 0.5650, prop.test(9, 9, correct = FALSE) ends at 1.
    expect(roundedShares({ yes: 9, no: 0 }).yes).toMatchObject({ low: 0.56, high: 1 });
  });

  test('R16: while answers still come in a large group is rounded to five points too', () => {
    expect(roundedShares({ yes: 37, no: 15 }, 0.05).yes).toMatchObject({ share: 0.7, step: 0.05 });
    expect(roundedShares({ yes: 37, no: 15 }).yes).toMatchObject({ share: 0.71, step: 0.01 });
  });

  test('refuses counts that are none', () => {
    expect(() => roundedShares({ yes: 0, no: 0 })).toThrow('somebody');
    expect(() => roundedShares({ yes: -1, no: 3 })).toThrow('whole numbers');
    expect(() => roundedShares({ yes: 0.5, no: 3 })).toThrow('whole numbers');
  });

  test('whatever the counts, a share is a multiple of its step and no further from the truth, or softened', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (yes, no) => {
        if (yes + no === 0) return;
        const { share, step, nearly } = roundedShares({ yes, no }).yes;
        expect(Math.abs(share / step - Math.round(share / step))).toBeLessThan(1e-9);
        const off = Math.abs(share - yes / (yes + no));
        expect(off).toBeLessThanOrEqual(nearly ? 0.5 : step / 2 + 1e-9);
        if (yes + no < 20) expect(share === 1 || share === 0).toBe(false);
      }),
    );
  });
});
