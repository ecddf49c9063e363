import { existsSync, readFileSync } from 'node:fs';
import {
  aggregate,
  type ExposureLabel,
  exposedShare,
  exposureScores,
  type Gradient,
  gradientOf,
  gradients,
  observedUse,
  weighTasks,
} from '@abord/work';
import { exposureAnthropicTasks } from '#lib/references/read/exposureAnthropicTasks.ts';
import { exposureAnthropicUse } from '#lib/references/read/exposureAnthropicUse.ts';
import { exposureEloundouOccupations } from '#lib/references/read/exposureEloundouOccupations.ts';
import { exposureEloundouTasks } from '#lib/references/read/exposureEloundouTasks.ts';
import { exposureIlo } from '#lib/references/read/exposureIlo.ts';
import type { FileKind } from '#lib/references/read/FileKind.ts';
import type { EloundouTask, IloTask } from '#lib/references/tables.ts';
import { employmentFrance } from './employmentFrance.ts';
import { employmentUs } from './employmentUs.ts';

const folder = new URL('../../../../shared/data/', import.meta.url);

/** Tests and benches that read the published files are left out without. */
export const hasPublishedFiles = existsSync(folder);

/** Reads a published file whole; a row of it that is refused is a fault of the reader. */
export async function published<Row>(
  kind: Pick<FileKind<Row>, 'read'>,
  file: string,
): Promise<readonly Row[]> {
  const { rows, refused } = await kind.read(readFileSync(new URL(file, folder)), file);
  if (refused.length > 0) throw refused[0];
  return rows;
}

const readings = ['alpha', 'beta', 'gamma'] as const;

/** Eloundou et al.: occupations from their labelled tasks, beside their own; and workers in exposed ones. */
export async function eloundouFigures() {
  const tasks = await published(exposureEloundouTasks, 'exposure/eloundou/full_labelset.tsv');
  const theirs = await published(exposureEloundouOccupations, 'exposure/eloundou/occ_level.csv');
  const byOccupation = Map.groupBy(tasks, ({ occupation }) => occupation);
  const occupations = theirs.map(({ occupation, title, human, model }) => ({
    title,
    soc: occupation.slice(0, 7),
    published: { human, model },
    ours: {
      human: meansOf(byOccupation.get(occupation)!, 'human'),
      model: meansOf(byOccupation.get(occupation)!, 'model'),
    },
  }));
  const apart = occupations.flatMap(({ published: given, ours }) =>
    (['human', 'model'] as const).flatMap((by) =>
      readings.map((reading) => Math.abs(given[by][reading] - ours[by][reading])),
    ),
  );
  const byTitle = new Map(occupations.map(({ title, ours }) => [title, ours.human.beta]));
  const titled = await published(employmentUs, 'exposure/eloundou/occupations_onet_bls_matched.csv');
  const bySoc = Map.groupBy(occupations, ({ soc }) => soc);
  const detailed = await published(employmentUs, 'exposure/eloundou/national_May2021_dl.csv');
  return {
    labels: { human: countsOf(tasks, 'human'), model: countsOf(tasks, 'model') },
    occupations: byOccupation.size,
    compared: apart.length,
    furthest: Math.max(...apart),
    /** By O*NET title; an employment that several occupations share counts once for each of them. */
    workersByTitle: workers(
      titled.flatMap(({ title, employment }) => {
        const beta = byTitle.get(title);
        return beta === undefined ? [] : [{ employment, exposures: [beta] }];
      }),
    ),
    /** By SOC code, six figures; each the mean of its O*NET occupations. */
    workersBySoc: workers(
      detailed.flatMap(({ soc, employment }) => {
        const found = bySoc.get(soc);
        return found === undefined
          ? []
          : [{ employment, exposures: [aggregate(found.map(({ ours }) => ours.human.beta)).mean] }];
      }),
    ),
  };
}

function meansOf(tasks: readonly EloundouTask[], by: 'human' | 'model') {
  const weights = weighTasks(tasks.map(({ type }) => type));
  const scores = tasks.map((task) => exposureScores(task[by]));
  const mean = (reading: (typeof readings)[number]) =>
    aggregate(
      scores.map((score) => score[reading]),
      weights,
    ).mean;
  return { alpha: mean('alpha'), beta: mean('beta'), gamma: mean('gamma') };
}

function countsOf(tasks: readonly EloundouTask[], by: 'human' | 'model'): Record<ExposureLabel, number> {
  const count = (label: ExposureLabel) => tasks.filter((task) => task[by] === label).length;
  return { E0: count('E0'), E1: count('E1'), E2: count('E2') };
}

function workers(employed: Parameters<typeof exposedShare>[0]) {
  return {
    tenth: exposedShare(employed, 0.1, '>='),
    half: exposedShare(employed, 0.5, '>='),
    overTenth: exposedShare(employed, 0.1, '>'),
    overHalf: exposedShare(employed, 0.5, '>'),
  };
}

/** Anthropic Economic Index, February 2025: tasks joined by their exact text to the list of O*NET 20.1. */
export async function anthropicFigures() {
  const tasks = await published(exposureAnthropicTasks, 'exposure/anthropic-2025/task_statements_v20.1.csv');
  const uses = await published(exposureAnthropicUse, 'exposure/anthropic-2025/tasks_final.csv');
  const seen = new Set(uses.map(({ task }) => task));
  const { occupations, reached } = observedUse(
    tasks.map(({ occupation, task }) => ({ occupation, used: seen.has(task) })),
    [0.25, 0.5, 0.75],
  );
  return { seen: seen.size, occupations: occupations.length, reached };
}

/** ILO 2025: unit groups from their tasks, and gradients from their published mean and spread. */
export async function iloFigures() {
  const tasks = await published(exposureIlo, 'exposure/ilo-2025/Final_Scores_ISCO08_Gmyrek_et_al_2025.xlsx');
  const groups = [...Map.groupBy(tasks, ({ isco }) => isco).values()].map((own: readonly IloTask[]) => {
    const { isco, title, mean, sd, gradient } = own[0]!;
    const ours = aggregate(own.map(({ score }) => score));
    const sames = own.every((task) => task.mean === mean && task.sd === sd && task.gradient === gradient);
    return { isco, title, mean, sd, gradient, ours, sames, rule: gradientOf(mean, sd) };
  });
  const count = (step: Gradient) => groups.filter(({ rule }) => rule === step).length;
  return {
    tasks: tasks.length,
    groups,
    counts: gradients.map((step): [Gradient, number] => [step, count(step)]),
    otherwise: groups.filter(({ rule, gradient, sames }) => rule !== gradient || !sames),
    furthestMean: Math.max(...groups.map(({ mean, ours }) => Math.abs(mean - ours.mean))),
    furthestSpread: Math.max(...groups.map(({ sd, ours }) => Math.abs(sd - ours.sd!))),
    mean: aggregate(groups.map(({ mean }) => mean)).mean,
  };
}

/**
 * Our estimate for France: employment of 2018 by minor group, split equally among the unit groups that the ILO
 * scored; the bounds are what any other split could give.
 */
export async function frenchEstimate() {
  const { groups } = await iloFigures();
  const employment = await published(employmentFrance, 'jobs/crosswalks/france_employment_by_isco.csv');
  const byMinor = Map.groupBy(groups, ({ isco }) => isco.slice(0, 3));
  const employed = employment.flatMap(({ isco, employment }) => {
    const found = byMinor.get(isco);
    return found === undefined
      ? []
      : [{ employment, exposures: found.map(({ gradient }) => gradients.indexOf(gradient)) }];
  });
  const from = (step: Gradient) => exposedShare(employed, gradients.indexOf(step), '>=');
  return { exposed: from('gradient-1'), highest: from('gradient-4'), minimalOrMore: from('minimal') };
}
