import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { overTasks, type ReportedTask } from '../src/index.ts';
import { someTask } from './someReported.ts';

const task = (more: Partial<ReportedTask>): ReportedTask => ({ task: 'notes', share: 'some', ...more });

describe('overTasks', () => {
  test('who said of no task whether AI is used in it is not counted (SPEC R1)', () => {
    expect(overTasks({ tasks: [] })).toBe(undefined);
    expect(overTasks({ tasks: [task({}), task({ mode: 'alone' })] })).toBe(undefined);
  });

  test('use is the most of her tasks (SPEC R2)', () => {
    const use = (...uses: readonly ReportedTask['use'][]) =>
      overTasks({ tasks: uses.map((use) => task({ use })) })?.use;
    expect(use('none', undefined)).toBe('none');
    expect(use('none', 'tried')).toBe('tried');
    expect(use('tried', 'yes', 'none')).toBe('yes');
  });

  test('time with AI is what its tasks weigh among those that count: 4, 2, 1 (SPEC R3)', () => {
    // By hand: of 4 + 2 + 1, and a task of which nothing is said, 4 are with AI.
    const tasks = [
      task({ share: 'much', use: 'yes' }),
      task({ share: 'some', use: 'tried' }),
      task({ share: 'little', use: 'none' }),
      task({ share: 'much' }),
    ];
    expect(overTasks({ tasks })).toMatchObject({ share: 4 / 7, band: 'most' });
    const bandOf = (withAi: number, without: number) =>
      overTasks({
        tasks: [
          ...Array.from({ length: withAi }, () => task({ use: 'yes' })),
          ...Array.from({ length: without }, () => task({ use: 'none' })),
        ],
      })?.band;
    expect([bandOf(0, 3), bandOf(1, 4), bandOf(1, 3), bandOf(2, 3), bandOf(1, 1)]).toEqual([
      ...(['none', 'quarter', 'half', 'half', 'most'] as const),
    ]);
  });

  test('of tasks with AI alone: one way or both, the longest, the direction of change (SPEC R4)', () => {
    const over = overTasks({
      tasks: [
        task({ use: 'yes', mode: 'alone', since: 'weeks', quality: 'better', time: 'same' }),
        task({ use: 'yes', mode: 'together', since: 'years', quality: 'same', time: 'same' }),
        task({ use: 'none', quality: 'worse', time: 'more' }),
      ],
    });
    expect(over).toMatchObject({ mode: 'both', since: 'years', quality: 'better', duration: 'same' });
    const mixed = [task({ use: 'yes', quality: 'better' }), task({ use: 'yes', quality: 'worse' })];
    expect(overTasks({ tasks: mixed })?.quality).toBe('mixed');
    expect(overTasks({ tasks: [task({ use: 'yes' })] })).toEqual({ use: 'yes', share: 1, band: 'most' });
  });

  test('a task more with AI never lowers her share of time, one without never raises it', () => {
    fc.assert(
      fc.property(fc.array(someTask, { maxLength: 12 }), someTask, (tasks, last) => {
        const before = overTasks({ tasks });
        const after = overTasks({ tasks: [...tasks, last] });
        if (!before || !after) return;
        if (last.use === 'yes') expect(after.share).toBeGreaterThanOrEqual(before.share);
        else expect(after.share).toBeLessThanOrEqual(before.share);
        expect(after.share > 0).toBe(after.use === 'yes');
      }),
    );
  });
});
