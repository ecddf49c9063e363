import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minutesIn } from '#lib/questions/gains/trials/minutesIn.ts';
import { ownSummary } from '#lib/questions/gains/trials/ownSummary.ts';
import type { TrialTask } from '#lib/questions/gains/trials/schema.ts';
import {
  LONGEST_RUN,
  MOST_TIMERS,
  minutesOf,
  runningOn,
  started,
  stopped,
  type Timer,
  timersIn,
} from '#lib/questions/gains/trials/timers.ts';

const now = 1_800_000_000;
const timer: Timer = { trial: 1, task: 'k7vd2m9xqa', run: 'hgcyzreunf', at: now - 90 };
const others = Array.from(
  { length: 20 },
  (_, place): Timer => ({
    ...timer,
    task: `k7vd2m9x${String.fromCharCode(97 + place)}a`,
  }),
);

describe('timers in a browser’s cookie', () => {
  it('come back as they were kept', () => {
    const all = others.slice(0, MOST_TIMERS);
    expect(timersIn(JSON.stringify(all), now)).toEqual(all);
    expect(timersIn(undefined, now)).toEqual([]);
    expect(timersIn('', now)).toEqual([]);
  });

  it.each([
    ['no JSON', '[{'],
    ['no list', JSON.stringify(timer)],
    ['a start in the future', JSON.stringify([{ ...timer, at: now + 1 }])],
    ['a start before all time', JSON.stringify([{ ...timer, at: -5 }])],
    ['a start that is no whole second', JSON.stringify([{ ...timer, at: 1.5 }])],
    ['a start in words', JSON.stringify([{ ...timer, at: 'yesterday' }])],
    ['no start', JSON.stringify([{ ...timer, at: undefined }])],
    ['a task that is none', JSON.stringify([{ ...timer, task: '__proto__' }])],
    ['a trial that is none', JSON.stringify([{ ...timer, trial: 0 }])],
    ['a run that is none', JSON.stringify([{ ...timer, run: 'x'.repeat(5_000) }])],
    ['something more', JSON.stringify([{ ...timer, minutes: 400 }])],
    ['nothing', 'null'],
    ['a list of nothing', '[null,0,[],{}]'],
  ])('%s is no timer', (_, cookie) => {
    expect(timersIn(cookie, now)).toEqual([]);
  });

  it('never fall over what a browser sends', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (cookie) => {
        expect(timersIn(cookie, now).length).toBeLessThanOrEqual(MOST_TIMERS);
      }),
    );
  });

  it('are one a task, and at most eight', () => {
    expect(timersIn(JSON.stringify([timer, { ...timer, run: 'aaaaaaaaaa' }]), now)).toEqual([timer]);
    expect(timersIn(JSON.stringify(others.slice(0, 9)), now)).toHaveLength(MOST_TIMERS);
    const eight = others.slice(0, MOST_TIMERS);
    expect(started(eight, { ...timer, task: 'zzzzzzzzzz' })).toBeUndefined();
    expect(started(eight, eight[3]!)).toEqual(eight);
    expect(started([timer], { ...timer, run: 'aaaaaaaaaa', at: now })).toEqual([timer]);
    expect(started([], timer)).toEqual([timer]);
  });

  it('stop for one task, or for a whole trial', () => {
    const elsewhere = { ...timer, trial: 2 };
    const all = [timer, others[1]!, elsewhere];
    expect(stopped(all, timer)).toEqual([others[1], elsewhere]);
    expect(stopped(all, { trial: 1 })).toEqual([elsewhere]);
    expect(runningOn(all, { trial: 2, task: timer.task })).toBe(elsewhere);
    expect(runningOn(all, { trial: 3, task: timer.task })).toBeUndefined();
  });

  it('count minutes, at most those of a day', () => {
    expect(minutesOf(timer, now)).toEqual({ minutes: 1.5, capped: false });
    expect(minutesOf(timer, now - 90)).toEqual({ minutes: 0, capped: false });
    expect(minutesOf({ ...timer, at: now - LONGEST_RUN }, now)).toEqual({ minutes: 1_440, capped: false });
    expect(minutesOf({ ...timer, at: 0 }, now)).toEqual({ minutes: 1_440, capped: true });
    expect(minutesOf({ ...timer, at: now + 60 }, now)).toEqual({ minutes: 0, capped: false });
  });
});

describe('minutes as they are typed', () => {
  it.each([
    ['90', 90],
    ['1,5', 1.5],
    ['1.5', 1.5],
    ['1 h 30', 90],
    ['1h30', 90],
    ['1\u00a0h\u00a030', 90],
    ['2 h', 120],
    ['1:05', 65],
    ['1 h 30 min', 90],
    ['45 min', 45],
    ['0,25', 0.3],
    ['20000', 20_000],
  ])('%s is %d', (typed, minutes) => {
    expect(minutesIn(typed)).toBe(minutes);
  });

  it.each(['', '0', '-5', 'vite', '1e3', '20001', '0.04', 'NaN', '9'.repeat(400), '1 h 3 h', '٣'])(
    '“%s” is no length of a task',
    (typed) => {
      expect(minutesIn(typed)).toBeUndefined();
    },
  );

  it('may be nothing where nothing was mended', () => {
    expect(minutesIn('0', 0)).toBe(0);
  });
});

describe('her own summary', () => {
  const done = (arm: 'with' | 'without', minutes: number, more: Partial<TrialTask> = {}): TrialTask => ({
    ...{ id: 'k7vd2m9xqa', type: 'letter', label: '', known: 3, step: 'guessed', ended: 'accepted' },
    ...{ used: arm === 'with', arm, minutes },
    forecast: { with: { median: 30 }, without: { median: 50 } },
    guess: { took: 40, other: 60 },
    ...more,
  });

  it('says nothing before she has tasks of both ways', () => {
    expect(ownSummary([])).toBeUndefined();
    expect(ownSummary([done('with', 20)])).toBeUndefined();
    expect(ownSummary([done('with', 20), done('without', 20, { step: 'done' })])).toBeUndefined();
    expect(ownSummary([done('with', 20), done('without', 20, { ended: 'unfinished' })])).toBeUndefined();
  });

  it('gives plain means: what she forecast for that way, what she thought, what it took with its mending', () => {
    // With AI: (20 + 40 + 6) / 2 = 33 minutes; without: 55.
    const tasks = [done('with', 20), done('with', 40, { rework: 6 }), done('without', 55)];
    expect(ownSummary(tasks)).toEqual({
      with: { tasks: 2, forecast: 30, guessed: 40, took: 33 },
      without: { tasks: 1, forecast: 50, guessed: 40, took: 55 },
    });
  });
});
