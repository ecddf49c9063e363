import type { Released, ReleasedCell } from '@abord/release';
import { builtInJobs, type Job, type Sector } from '#lib/references/builtInJobs.ts';
import { exposureOf } from './exposureOf.ts';
import type { FamilyFacts, WorkRelease, WorkTables } from './release.ts';

/** What a sector looks like: as its people here say, or as the published index has it where they are too few. */
export type SectorExample =
  | {
      readonly sector: Sector;
      readonly kind: 'own';
      readonly family: FamilyFacts;
      readonly use: ReleasedCell<WorkTables['byFamily']>;
      /** The task in which AI is used most. */
      readonly task?: ReleasedCell<WorkTables['tasks']>;
    }
  | {
      readonly sector: Sector;
      readonly kind: 'published';
      /** The built-in jobs that are most and least exposed. */
      readonly most: Job;
      readonly least: Job;
    };

/**
 * One example of each of three sectors: the job in which AI is used most, of those that are shown here, and its task
 * in which it is used most; the published index where none is. Rule J20 of SPEC.md. Pure; linear in the cells.
 */
export function sectorExamples({ facts, tables }: Released<WorkRelease>): SectorExample[] {
  const byUse = tables.byFamily.cells
    .filter(({ aspect }) => aspect === 'use')
    .toSorted((a, b) => b.answers.yes.share - a.answers.yes.share || (a.family < b.family ? -1 : 1));
  return (['tech', 'industry', 'health'] as const).map((sector): SectorExample => {
    const own = byUse.find(({ family }) => sectorOf(family) === sector);
    if (own) {
      const [task] = tables.tasks.cells
        .filter(({ family }) => family === own.family)
        .sort((a, b) => b.answers.yes.share - a.answers.yes.share);
      const family = facts.families.find(({ key }) => key === own.family)!;
      return { sector, kind: 'own', family, use: own, ...(task && { task }) };
    }
    const exposed = [...builtInJobs.values()]
      .filter((job) => job.sector === sector)
      .sort((a, b) => exposureOf(b.isco)!.from - exposureOf(a.isco)!.from || (a.id < b.id ? -1 : 1));
    return { sector, kind: 'published', most: exposed[0], least: exposed[exposed.length - 1] };
  });
}

function sectorOf(family: string): Sector | undefined {
  return family.startsWith('job:') ? builtInJobs.get(family.slice('job:'.length))?.sector : undefined;
}
