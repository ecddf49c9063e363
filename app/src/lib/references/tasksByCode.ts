import type { Scheme } from '@abord/work';
import { builtInJobs } from './builtInJobs.ts';
import { iscoPassages } from './iscoPassages.ts';
import type { Kept } from './tables.ts';

/** Something that people in an occupation do, in the languages in which it is written. */
export interface KnownTask {
  /** `job/task` of a built-in job, `onet:8823`, or `isco:2512/1` for the first in a published description. */
  readonly id: string;
  readonly fr?: string;
  readonly en?: string;
}

/**
 * Tasks by code: those of O*NET for its own occupations, core ones first; for all others those of the ISCO-08 group,
 * which are the built-in jobs' where there are any, and else those that its published description lists.
 */
export function tasksByCode(scheme: Scheme, kept: Kept): ReadonlyMap<string, readonly KnownTask[]> {
  const found = new Map<string, KnownTask[]>();
  const add = (code: string, task: KnownTask) => found.set(code, [...(found.get(code) ?? []), task]);
  if (scheme === 'onet') {
    const tasks = kept.onet?.tasks ?? [];
    for (const { code, id, task } of [
      ...tasks.filter(({ core }) => core),
      ...tasks.filter(({ core }) => !core),
    ]) {
      add(code, { id: `onet:${id}`, en: task });
    }
    return found;
  }
  for (const { isco, tasks } of builtInJobs.values()) for (const task of tasks) add(isco, task);
  const written = new Set(found.keys());
  for (const { code, description } of kept.isco?.en ?? []) {
    if (code.length < 4 || written.has(code)) continue;
    for (const [at, task] of iscoPassages(description).tasks.entries()) {
      add(code, { id: `isco:${code}/${at + 1}`, en: task });
    }
  }
  return found;
}
