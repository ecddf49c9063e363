import type { Sheet } from '@abord/work';
import type { References } from './openReferences.ts';

/** A code of ROME that is tied to a unit group of ISCO-08. */
export interface TiedCode {
  readonly code: string;
  /** Titles of the code that are in the group, and all of its titles that are in one; 0 where only codes are tied. */
  readonly titles: number;
  readonly of: number;
}

/** The codes of ROME that are tied to a unit group, by falling number of titles, then by code. */
export function tiedTo(
  isco: string,
  references: Pick<References, 'occupation'>,
  sheets: ReadonlyMap<string, Sheet>,
): readonly TiedCode[] {
  return [...sheets.values()]
    .map(({ code, groups = [] }) => {
      const titles = groups.filter(([group]) => group === isco).length;
      return { code, titles, of: groups.length };
    })
    .filter(({ code, titles }) => titles > 0 || references.occupation('rome', code)?.isco === isco)
    .sort((a, b) => b.titles - a.titles || (a.code < b.code ? -1 : 1));
}
