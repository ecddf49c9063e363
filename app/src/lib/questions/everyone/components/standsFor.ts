import type { Released, ReleasedCell } from '@abord/release';
import type { Texts } from '../debate.ts';
import type { EveryoneRelease, EveryoneTables } from '../release.ts';

/** What sets a segment apart from everybody else, the clearest first; empty where nothing does. */
export function standsFor(
  release: Released<EveryoneRelease>,
  segment: string,
): (ReleasedCell<EveryoneTables['standsFor']> & { readonly texts: Texts })[] {
  return release.tables.standsFor.cells
    .filter((cell) => cell.segment === segment)
    .toSorted((a, b) => a.rank - b.rank)
    .map((cell) => ({
      ...cell,
      texts: release.facts.statements.find(({ number }) => number === cell.statement)!.texts,
    }));
}
