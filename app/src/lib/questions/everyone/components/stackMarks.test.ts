import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stackMarks } from './stackMarks.ts';

const marks = fc.array(
  fc.record({
    at: fc.double({ min: -0.5, max: 1.5, noNaN: true }),
    shape: fc.constantFrom('circle', 'square', 'ring'),
  }),
  { maxLength: 80 },
);

it('stands every mark once, in no hole and on no other', () => {
  fc.assert(
    fc.property(marks, fc.integer({ min: 1, max: 60 }), (given, columns) => {
      const stacked = stackMarks(given, columns);
      expect(stacked).toHaveLength(given.length);
      const places = new Set(stacked.map(({ column, row }) => `${column}.${row}`));
      expect(places.size).toBe(given.length);
      for (const { column, row } of stacked) {
        expect(column).toBeGreaterThanOrEqual(0);
        expect(column).toBeLessThan(columns);
        if (row > 0) expect(places).toContain(`${column}.${row - 1}`);
      }
    }),
  );
});

it('puts the ends of the line in the first and the last column', () => {
  expect(
    stackMarks(
      [
        { at: 1, shape: 'square' },
        { at: 0, shape: 'circle' },
      ],
      11,
    ),
  ).toEqual([
    { column: 0, row: 0, shape: 'circle' },
    { column: 10, row: 0, shape: 'square' },
  ]);
});
