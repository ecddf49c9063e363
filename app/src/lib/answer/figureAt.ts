import type { AnyRelease } from '@abord/release';

/**
 * The released value that a path names: `facts/headcount`, or `statements/12/share/low` for a figure of
 * the cell `12` of the table `statements`, or `bySegment/12/low/agree` where the cell's own name holds a
 * slash (the longest cell name that fits wins).
 *
 * Gives `undefined` where the release holds nothing of that name. Linear in the cells of the table.
 *
 * @example figureAt(released, 'debate/all/people'); // 154
 */
export function figureAt(released: AnyRelease, path: string): unknown {
  const [root, ...rest] = path.split('/');
  if (root === 'facts') return member(released.facts, rest);
  const table = (released.tables as Record<string, { cells: readonly { id: string }[] }>)[root];
  for (let length = rest.length; length > 0; length--) {
    const id = rest.slice(0, length).join('/');
    const cell = table?.cells.find((candidate) => candidate.id === id);
    if (cell) return member(cell, rest.slice(length));
  }
  return undefined;
}

function member(value: unknown, names: readonly string[]): unknown {
  let found = value;
  for (const name of names) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}
