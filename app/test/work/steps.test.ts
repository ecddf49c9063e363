import { describe, expect, test } from 'vitest';
import { withTasks } from '#lib/questions/work/withTasks.ts';

describe('the tasks of a job, told in two windows', () => {
  const before = {
    tasks: [
      { task: 'nurse/injections', share: 'some', use: 'yes', quality: 'better' },
      { task: 'nurse/dressings', share: 'much' },
    ],
  } as const;
  const said = { ...before, tasks: before.tasks.map((task) => ({ ...task })) };

  test('what was ticked in the other window stays, with what was said of it', () => {
    const shown = new Set(['nurse/supplies']);
    expect(withTasks(said, new Map([['nurse/supplies', 'little']]), shown).tasks).toEqual([
      { task: 'nurse/supplies', share: 'little' },
      ...before.tasks,
    ]);
  });

  test('what was shown and is not ticked goes', () => {
    const shown = new Set(['nurse/injections', 'nurse/dressings']);
    expect(withTasks(said, new Map([['nurse/injections', 'much']]), shown).tasks).toEqual([
      { task: 'nurse/injections', share: 'much', use: 'yes', quality: 'better' },
    ]);
  });
});
