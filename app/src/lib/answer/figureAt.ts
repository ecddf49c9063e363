import type { AnyRelease, ReleasedTable } from '@abord/release';

/**
 * The released value that a path names: `facts/headcount`, or `statements/12/share/low` for a figure of
 * the cell `12` of the table `statements`, or `bySegment/12/low/agree` where the cell's own name holds a
 * slash (the longest cell name that fits wins). `statements#minimum` is how many people the cells of a
 * table had to have behind them, `statements#shown` and `#hidden` how many of them are shown and are not,
 * `statements#people` how many people stand behind all that are shown, counted in each.
 *
 * Gives `undefined` where the release holds nothing of that name. Linear in the cells of the table.
 *
 * @example figureAt(released, 'debate/all/people'); // 154
 */
export function figureAt(released: AnyRelease, path: string): unknown {
  const tables = released.tables as Readonly<Record<string, ReleasedTable<object> | undefined>>;
  const [table, member] = path.split('#');
  if (member === 'minimum') return tables[table]?.minimum;
  if (member === 'hidden') return tables[table]?.hidden.length;
  if (member === 'shown') return tables[table]?.cells.length;
  if (member === 'people') return tables[table]?.cells.reduce((sum, { people }) => sum + people, 0);
  const [root, ...rest] = path.split('/');
  if (root === 'facts') return inside(released.facts, rest);
  for (let length = rest.length; length > 0; length--) {
    const id = rest.slice(0, length).join('/');
    const cell = tables[root]?.cells.find((candidate) => candidate.id === id);
    if (cell) return inside(cell, rest.slice(length));
  }
  return undefined;
}

function inside(value: unknown, names: readonly string[]): unknown {
  let found = value;
  for (const name of names) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}
