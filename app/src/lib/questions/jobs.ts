import { fitNext } from './everyone/fitNext.ts';
import { freezeAnswer } from './everyone/freezeAnswer.ts';

/** What takes long, by the key of its question: pure functions from plain data to plain data. */
export const jobs = { everyone: freezeAnswer, next: fitNext };

/** Whatever does the jobs: `jobs` itself, at once, or a thread of its own. */
export type Jobs = {
  readonly [Name in keyof typeof jobs]: (
    input: Parameters<(typeof jobs)[Name]>[0],
  ) => ReturnType<(typeof jobs)[Name]> | Promise<ReturnType<(typeof jobs)[Name]>>;
};
