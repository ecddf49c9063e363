import health from '../../../../../references/jobs/health.json' with { type: 'json' };
import industry from '../../../../../references/jobs/industry.json' with { type: 'json' };
import office from '../../../../../references/jobs/office.json' with { type: 'json' };
import tech from '../../../../../references/jobs/tech.json' with { type: 'json' };

/** Sectors of the built-in jobs, in the order of every page. */
export const sectors = ['health', 'industry', 'office', 'tech'] as const;
export type Sector = (typeof sectors)[number];

/** A job that everybody may choose, as it is written in `references/jobs`. */
export interface Job {
  readonly id: string;
  readonly sector: Sector;
  /** ISCO-08 unit group. */
  readonly isco: string;
  readonly title: Readonly<Record<'fr' | 'en', { readonly m: string; readonly f: string }>>;
  /** Other words for it. */
  readonly names: Readonly<Record<'fr' | 'en', readonly string[]>>;
  readonly tasks: readonly Task[];
}

export interface Task {
  /** `job/task`: what is kept of it. */
  readonly id: string;
  readonly fr: string;
  readonly en: string;
}

const read = { health, industry, office, tech };

/** The built-in jobs by their ids, by sector and then in the order of their file. */
export const builtInJobs: ReadonlyMap<string, Job> = new Map(
  sectors.flatMap((sector) =>
    read[sector].map((job) => [
      job.id,
      { ...job, sector, tasks: job.tasks.map((task) => ({ ...task, id: `${job.id}/${task.id}` })) },
    ]),
  ),
);

/** Their tasks by id. */
export const builtInTasks: ReadonlyMap<string, Task> = new Map(
  [...builtInJobs.values()].flatMap(({ tasks }) => tasks.map((task) => [task.id, task])),
);
