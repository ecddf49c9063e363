import { describe, expect, test } from 'vitest';
import { foresee } from '../src/index.ts';

const small = {
  headcount: 20,
  reader: 'inside',
  attributes: [
    {
      key: 'shift',
      values: [
        { key: 'day', headcount: 10 },
        { key: 'night', headcount: 10 },
      ],
    },
    {
      key: 'job',
      values: [
        { key: 'nurse', headcount: 14 },
        { key: 'porter', headcount: 4 },
        { key: 'clerk', headcount: 2 },
      ],
    },
  ],
} as const;

describe('foresee', () => {
  test('says to an inquiry of twenty people what it could show and what it never will', () => {
    expect(foresee(small)).toEqual([
      { what: 'all', keys: [], least: 9, standing: 'all', never: [] },
      { what: 'attribute', keys: ['shift'], least: 10, standing: 'all', never: [] },
      // Six others than the nurses: shown alone, they would show them too.
      {
        what: 'attribute',
        keys: ['job'],
        least: 10,
        standing: 'never',
        never: ['job/porter', 'job/clerk', 'job/nurse'],
      },
      {
        what: 'pair',
        keys: ['shift', 'job'],
        least: 10,
        standing: 'some',
        never: ['job/porter', 'job/clerk'],
      },
      { what: 'groups', keys: [], least: 20, standing: 'all', never: [] },
      { what: 'comments', keys: [], least: 10, standing: 'all', never: [] },
    ]);
  });

  test('says to eight people that nothing will be shown, and refuses what is no number of people', () => {
    const eight = foresee({ headcount: 8, reader: 'inside', attributes: [] });
    expect(eight.map(({ standing }) => standing)).toEqual(['never', 'never', 'never']);
    expect(() => foresee({ headcount: 1.5, reader: 'inside', attributes: [] })).toThrow('whole number');
  });
});
