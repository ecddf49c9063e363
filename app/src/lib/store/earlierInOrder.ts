import type { Earlier } from '@abord/release';
import type { EarlierCells } from './earlierCells.ts';

/**
 * What was shown before, in the order of a new release (person of the release → person of now): after its people
 * come those who are in it no longer.
 */
export function earlierInOrder({ population, cells }: EarlierCells, order: Int32Array): Earlier {
  const place = new Int32Array(population).fill(-1);
  for (const [index, person] of order.entries()) place[person] = index;
  let next = order.length;
  for (const [person, index] of place.entries()) if (index < 0) place[person] = next++;
  return {
    population,
    cells: cells.map((cell) => ({ ...cell, people: cell.people.map((person) => place[person]).sort() })),
  };
}
