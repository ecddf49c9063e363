import { minimum } from '@abord/release';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mayFollow } from '#lib/questions/everyone/mayFollow.ts';
import type { EveryoneRelease } from '#lib/questions/everyone/release.ts';
import { someRelease } from './someRelease.ts';

type Cells = { people: number; agree: number; pass: number }[];

/** The same release with `more` people behind one of its statements, who all passed. */
function withMore(released: EveryoneRelease, at: number, more: number): EveryoneRelease {
  const other = structuredClone(released);
  const cells = other.tables.statements.cells as unknown as Cells;
  cells[at].people += more;
  cells[at].pass += more;
  return other;
}

const withStatements = someRelease.filter(({ released }) => released.tables.statements.cells.length > 0);

test('a release may follow itself, as often as one likes', () => {
  fc.assert(
    fc.property(someRelease, ({ released }) => {
      expect(mayFollow(released, released)).toBe(true);
    }),
  );
});

test('a statement with fewer than five people more or less holds back the whole, five do not', () => {
  fc.assert(
    fc.property(withStatements, fc.nat(), fc.integer({ min: 1, max: 9 }), ({ released }, place, more) => {
      const at = place % released.tables.statements.cells.length;
      const other = withMore(released, at, more);
      expect(mayFollow(released, other)).toBe(more >= minimum.floor);
      expect(mayFollow(other, released)).toBe(more >= minimum.floor);
    }),
  );
});

test('somebody who changed her mind alone holds it back too', () => {
  fc.assert(
    fc.property(withStatements, ({ released }) => {
      const other = structuredClone(released);
      const [cell] = other.tables.statements.cells as unknown as Cells;
      cell.pass += 1;
      cell.agree -= 1;
      expect(mayFollow(released, other)).toBe(false);
    }),
  );
});
