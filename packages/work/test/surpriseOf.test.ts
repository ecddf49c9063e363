import { describe, expect, test } from 'vitest';
import { surpriseOf } from '../src/index.ts';

// Exposure of payroll clerks and of healthcare assistants in the ILO's index of 2025: 0.61 ± 0.08, 0.14 ± 0.06.
const payroll = { least: 0.61, most: 0.69 };
const assistants = { least: 0.14, most: 0.2 };

describe('surpriseOf', () => {
  test('much exposed and surely little used, little exposed and surely much used (SPEC R9)', () => {
    expect(surpriseOf({ low: 0.02, high: 0.3 }, payroll)).toBe('unused');
    expect(surpriseOf({ low: 0.55, high: 0.9 }, assistants)).toBe('unexpected');
  });

  test('says nothing where the doubt leaves both open (SPEC R9)', () => {
    expect(surpriseOf({ low: 0.02, high: 1 / 3 }, payroll)).toBe(undefined);
    expect(surpriseOf({ low: 0.5, high: 0.9 }, assistants)).toBe(undefined);
  });

  test('says nothing where use goes with exposure, or where exposure is neither much nor little', () => {
    expect(surpriseOf({ low: 0.6, high: 0.9 }, payroll)).toBe(undefined);
    expect(surpriseOf({ low: 0, high: 0.1 }, assistants)).toBe(undefined);
    for (const use of [
      { low: 0, high: 0.1 },
      { low: 0.8, high: 1 },
    ]) {
      expect(surpriseOf(use, { least: 0.45, most: 0.5 })).toBe(undefined);
    }
  });
});
