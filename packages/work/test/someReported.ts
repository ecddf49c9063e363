import fc from 'fast-check';
import type { Reported, ReportedTask } from '../src/index.ts';

const maybe = <Value extends string>(...values: readonly Value[]) =>
  fc.option(fc.constantFrom(...values), { nil: undefined });

/** One task, as anybody may speak of it. */
export const someTask: fc.Arbitrary<ReportedTask> = fc.record({
  task: fc.constantFrom('nurse/notes', 'nurse/rounds', 'welder/weld', 'welder/check'),
  share: fc.constantFrom('much', 'some', 'little'),
  use: maybe('none', 'tried', 'yes'),
  mode: maybe('alone', 'together'),
  since: maybe('weeks', 'months', 'years'),
  quality: maybe('better', 'same', 'worse'),
  time: maybe('less', 'same', 'more'),
});

const someSkills = fc.array(fc.constantFrom('write', 'check', 'listen'), { maxLength: 4 });

/** One person's work. */
export const someReported: fc.Arbitrary<Reported> = fc.record({
  tasks: fc.array(someTask, { maxLength: 8 }),
  skills: fc.option(
    fc.record({ gain: someSkills, lose: someSkills, need: someSkills, trained: someSkills }),
    { nil: undefined },
  ),
});
