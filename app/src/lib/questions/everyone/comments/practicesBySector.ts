import type { Released } from '@abord/release';
import type { SignedPractice } from './data.server.ts';
import type { PracticesRelease, ShownComment } from './release.ts';
import { type TaskSector, taskSectors } from './schema.ts';

/** Practices of one kind of work, or, where it is absent, of those whose kind is not told. */
export interface SectorPractices {
  readonly sector?: TaskSector;
  /** Those with a name first. */
  readonly practices: readonly (ShownComment & { readonly name?: string })[];
}

/**
 * What people tell, by kind of work in the order of every page, and then those of no told kind; without the empty.
 * Inside each the signed ones and then the others, both in the order in which they came.
 *
 * @example practicesBySector(undefined, [{ name: 'Inès', texts: { fr: '…' }, sector: 'tech' }]).length // 1
 */
export function practicesBySector(
  release: Released<PracticesRelease> | undefined,
  signed: readonly SignedPractice[],
): readonly SectorPractices[] {
  const unsigned = release?.tables.practices.cells[0]?.comments ?? [];
  const told = new Map(
    release?.tables.sectors.cells.flatMap(({ id, places }) => places.map((place) => [place, id] as const)),
  );
  return [...taskSectors, undefined].flatMap((sector) => {
    const practices = [
      ...signed.filter((practice) => practice.sector === sector),
      ...unsigned.filter((_, place) => told.get(place) === sector),
    ];
    return practices.length > 0 ? [{ ...(sector && { sector }), practices }] : [];
  });
}
