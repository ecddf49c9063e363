import type { Released } from '@abord/release';
import type { Texts } from '../debate.ts';
import type { EveryoneRelease } from '../release.ts';

/** Texts of the statements that an end of the first axis agrees with more than the other, strongest first. */
export function orderedBy(release: Released<EveryoneRelease>, end: 'low' | 'high'): Texts[] {
  return release.tables.orders.cells
    .filter((cell) => cell.axis === 0 && cell.end === end)
    .toSorted((a, b) => a.rank - b.rank)
    .map((cell) => release.facts.statements.find(({ number }) => number === cell.statement)!.texts);
}
