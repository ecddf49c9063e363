import type { Gradient } from '@abord/work';
import builtIn from '../../../../references/exposure/ilo-2025.json' with { type: 'json' };
import type { IloTask } from './tables.ts';

/** How exposed the tasks of an ISCO-08 unit group are to generative AI: context for a job, never its destiny. */
export interface Exposure {
  /** From 0 to 1. */
  readonly mean: number;
  /** Of the scores of its tasks. */
  readonly sd: number;
  readonly gradient: Gradient;
  readonly source: string;
}

/** Exposure by unit group: of those of the built-in jobs, and of all where the ILO's scores were added. */
export function exposures(tasks: readonly IloTask[] = []): ReadonlyMap<string, Exposure> {
  const source = builtIn.version;
  return new Map([
    ...builtIn.groups.map(({ isco, mean, sd, gradient }): [string, Exposure] => [
      isco,
      { mean, sd, gradient: gradient as Gradient, source },
    ]),
    ...tasks.map(({ isco, mean, sd, gradient }): [string, Exposure] => [
      isco,
      { mean, sd, gradient, source },
    ]),
  ]);
}
