import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standClear } from '#lib/room/components/wall/standClear.ts';

const size = { width: 820, height: 300, radius: 15 };

describe('marks that would cover one another', () => {
  it('stand one above the other, then one below', () => {
    const tall = { width: 100, height: 100, radius: 5 };
    expect(
      standClear(
        [
          [0.5, 0.5],
          [0.5, 0.5],
          [0.5, 0.5],
        ],
        tall,
      ),
    ).toEqual([
      [0.5, 0.5],
      // Two radii and a fifth of each: 12 of 100.
      [0.5, 0.62],
      [0.5, 0.38],
    ]);
  });

  it('stay where they are if none covers another', () => {
    const marks = [
      [0.1, 0.5],
      [0.5, 0.5],
      [0.9, 0.4],
    ] as const;
    expect(standClear(marks, size)).toEqual(marks);
  });

  it('never touch, and never move sideways', () => {
    const place = fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0.3, max: 0.7, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(place, { maxLength: 30 }), (marks) => {
        const clear = standClear(marks, size);
        expect(clear.map(([x]) => x)).toEqual(marks.map(([x]) => x));
        for (const [index, [x, y]] of clear.entries()) {
          for (const [a, b] of clear.slice(0, index)) {
            expect(Math.hypot((x - a) * size.width, (y - b) * size.height)).toBeGreaterThan(2 * size.radius);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
