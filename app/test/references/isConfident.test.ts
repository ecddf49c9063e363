import { describe, expect, test } from 'vitest';
import { isConfident } from '#lib/references/isConfident.ts';

describe('an occupation is taken without asking twice', () => {
  const sure = { proposals: [{ code: '2221', confidence: 0.9 }], recognised: true, unknown: [], mended: [] };

  test('where it is sure, and every word was read as it was written', () => {
    expect(isConfident(sure)).toBe(true);
    expect(isConfident({ ...sure, proposals: [{ code: '2221', confidence: 0.79 }] })).toBe(false);
  });

  test('never where a word was read as another, or not at all: « chômeur » is one letter away from « choeur »', () => {
    expect(isConfident({ ...sure, mended: [{ wrote: 'chomeur', read: 'choeur' }] })).toBe(false);
    expect(isConfident({ ...sure, unknown: ['grumf'] })).toBe(false);
    expect(isConfident({ ...sure, recognised: false })).toBe(false);
  });
});
