import type { Released, ReleasedCell } from '@abord/release';
import { builtInJobs } from '#lib/references/builtInJobs.ts';
import { familiesByUse } from './answer.ts';
import type { ExampleSector, FamilyFacts, WorkFacts, WorkRelease, WorkTables } from './release.ts';

/** What a sector looks like: as its people here say, or as the published index has it where they are too few. */
export type SectorExample =
  | {
      readonly sector: ExampleSector;
      readonly kind: 'own';
      readonly family: FamilyFacts;
      readonly use: ReleasedCell<WorkTables['byFamily']>;
      /** The task in which AI is used most. */
      readonly task?: ReleasedCell<WorkTables['tasks']>;
    }
  | ({ readonly kind: 'published' } & WorkFacts['sectors'][number]);

/**
 * One example of each of three sectors: the job in which AI is used most, of those that are shown here, and its task
 * in which it is used most; the published index where none is. Rule J20 of SPEC.md. Pure; linear in the cells.
 */
export function sectorExamples(released: Released<WorkRelease>): SectorExample[] {
  const { facts, tables } = released;
  const byUse = familiesByUse(released);
  return facts.sectors.map((published): SectorExample => {
    const own = byUse.find(({ family }) => sectorOf(family) === published.sector);
    if (!own) return { kind: 'published', ...published };
    const [task] = tables.tasks.cells
      .filter(({ family }) => family === own.family)
      .sort((a, b) => b.answers.yes.share - a.answers.yes.share);
    const family = facts.families.find(({ key }) => key === own.family)!;
    return { sector: published.sector, kind: 'own', family, use: own, ...(task && { task }) };
  });
}

function sectorOf(family: string): string | undefined {
  return family.startsWith('job:') ? builtInJobs.get(family.slice('job:'.length))?.sector : undefined;
}
