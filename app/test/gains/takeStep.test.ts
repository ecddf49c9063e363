import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_RUNS, MOST_TASKS, type TrialTask } from '#lib/questions/gains/trials/schema.ts';
import { type Course, type StepTaken, takeStep } from '#lib/questions/gains/trials/takeStep.ts';

const course: Course = { begins: true, armOf: (_, place) => (place % 2 === 0 ? 'with' : 'without') };
const ids = ['aaaaaaaaaa', 'bbbbbbbbbb'] as const;

/** How far each step lies: none is left for one that lies before it. */
const rank: Readonly<Record<TrialTask['step'], number>> = {
  described: 0,
  forecast: 1,
  committed: 2,
  done: 3,
  guessed: 4,
  refused: 5,
  withdrawn: 5,
};

type Sent = readonly [id: string, step: StepTaken];

const minutes = fc.integer({ min: 1, max: 600 });
const median = minutes.map((median) => ({ median }));
const reason = fc.constantFrom('urgent' as const, 'other' as const);
const step: fc.Arbitrary<StepTaken> = fc.oneof(
  fc.record({
    take: fc.constant('describe' as const),
    type: fc.constantFrom('letter', 'note'),
    label: fc.string(),
    known: fc.constantFrom(1 as const, 5 as const),
  }),
  fc.record({ take: fc.constant('forecast' as const), with: median, without: median }),
  fc.record({ take: fc.constant('refuse' as const), reason }),
  fc.record({ take: fc.constant('commit' as const) }),
  fc.record({ take: fc.constant('time' as const), run: fc.constantFrom('r', 's', 't'), minutes }),
  fc.record({ take: fc.constant('withdraw' as const), reason }),
  fc.record({
    take: fc.constant('finish' as const),
    ended: fc.constantFrom('accepted' as const, 'unfinished' as const),
    used: fc.boolean(),
    minutes,
  }),
  fc.record({ take: fc.constant('guess' as const), took: minutes, other: minutes }),
  fc.record({ take: fc.constant('correct' as const), minutes }),
  fc.record({ take: fc.constant('mend' as const), minutes }),
  fc.record({ take: fc.constant('rate' as const), rating: fc.constantFrom('h', 'i') }),
);
/** The whole way of a task, so that what is tried at random is tried at every place of it. */
const way: readonly StepTaken[] = [
  { take: 'describe', type: 'letter', label: 'x', known: 3 },
  { take: 'forecast', with: { median: 30 }, without: { median: 40 } },
  { take: 'commit' },
  { take: 'time', run: 'q', minutes: 12 },
  { take: 'finish', ended: 'accepted', used: true },
  { take: 'guess', took: 10, other: 20 },
];
const sent: fc.Arbitrary<Sent> = fc.tuple(fc.constantFrom(...ids), fc.oneof(step, fc.constantFrom(...way)));
/** Steps in any order, between those of the way. */
const tries: fc.Arbitrary<Sent[]> = fc
  .tuple(fc.constantFrom(...ids), fc.array(fc.array(sent, { maxLength: 6 }), { minLength: 6, maxLength: 6 }))
  .map(([id, between]) => way.flatMap((step, place) => [[id, step] as Sent, ...between[place]!]));

function play(tries: readonly Sent[], from: readonly TrialTask[] = []): readonly TrialTask[] {
  return tries.reduce((tasks, [id, step]) => {
    const after = takeStep(tasks, id, step, course);
    return 'tasks' in after ? after.tasks : tasks;
  }, from);
}

describe('the order of a task, whatever is tried', () => {
  it('leaves no step backwards; after the draw, forecasts, words and way stand still', () => {
    fc.assert(
      fc.property(tries, (tries) => {
        let tasks: readonly TrialTask[] = [];
        for (const [id, step] of tries) {
          const before = tasks;
          const sealed = JSON.stringify(before);
          const after = takeStep(before, id, step, course);
          expect(JSON.stringify(before)).toBe(sealed);
          if (!('tasks' in after)) continue;
          tasks = after.tasks;
          for (const was of before) {
            const now = tasks.find(({ id }) => id === was.id)!;
            expect(rank[now.step]).toBeGreaterThanOrEqual(rank[was.step]);
            expect([now.label, now.type, now.known]).toEqual([was.label, was.type, was.known]);
            if (was.arm === undefined) continue;
            expect([now.arm, now.forecast]).toEqual([was.arm, was.forecast]);
            if (was.guess !== undefined) expect(now.guess).toEqual(was.guess);
            if (was.step === 'refused' || was.step === 'withdrawn') expect(now).toEqual(was);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('reveals no way before the forecasts, and tells no finished task that was not timed', () => {
    fc.assert(
      fc.property(tries, (tries) => {
        for (const task of play(tries)) {
          if (task.arm !== undefined) expect(task.forecast).toBeDefined();
          if (task.step === 'done' || task.step === 'guessed') {
            expect(task.arm).toBeDefined();
            expect(task.minutes).toBeGreaterThan(0);
          }
          if (task.step === 'guessed') expect(task.guess).toBeDefined();
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes a step that is sent twice once: doubled, a sequence is the same sequence', () => {
    fc.assert(
      fc.property(tries, (tries) => {
        expect(play(tries.flatMap((one) => [one, one]))).toEqual(play(tries));
      }),
      { numRuns: 500 },
    );
  });

  it('deals ways in turn by kind, also where tasks were withdrawn or refused in between', () => {
    fc.assert(
      fc.property(tries, (tries) => {
        const dealt = play(tries).filter(({ arm }) => arm !== undefined);
        for (const type of ['letter', 'note']) {
          const own = dealt.filter((task) => task.type === type);
          expect(own.map(({ place }) => place).sort()).toEqual(own.map((_, place) => place).sort());
          for (const { arm, place } of own) expect(arm).toBe(course.armOf(type, place!));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the way of one task', () => {
  const id = ids[0];
  const until = (steps: number) => play(way.slice(0, steps).map((step) => [id, step] as const));
  const fault = (tasks: readonly TrialTask[], step: StepTaken, with_: Partial<Course> = {}) =>
    takeStep(tasks, id, step, { ...course, ...with_ });

  it('runs from words to a guess', () => {
    expect(until(6)).toEqual([
      {
        ...{ id, type: 'letter', label: 'x', known: 3, step: 'guessed', arm: 'with', place: 0 },
        forecast: { with: { median: 30 }, without: { median: 40 } },
        ...{ minutes: 12, ended: 'accepted', used: true, guess: { took: 10, other: 20 } },
      },
    ]);
  });

  it('counts a run of the timer once, also when it is sent again after another one', () => {
    const run = (run: string): StepTaken => ({ take: 'time', run, minutes: 5 });
    const tasks = play(
      [run('r'), run('s'), run('r'), run('s')].map((step) => [id, step]),
      until(3),
    );
    expect(tasks[0]!.minutes).toBe(10);
  });

  it('takes her own count where no timer ran, or ran for less than a tenth of a minute, and says that it is hers', () => {
    const finish: StepTaken = { take: 'finish', ended: 'accepted', used: false, minutes: 45 };
    expect(play([[id, finish]], until(3))[0]).toMatchObject({ minutes: 45, corrected: true });
    const short = play([[id, { take: 'time', run: 'r', minutes: 0.02 }]], until(3));
    expect(play([[id, finish]], short)[0]).toMatchObject({ minutes: 45, corrected: true });
    expect(play([[id, finish]], until(4))[0]).toMatchObject({ minutes: 12, step: 'done' });
    expect(play([[id, finish]], until(4))[0]).not.toHaveProperty('corrected');
    const { minutes: _, ...without } = finish as Extract<StepTaken, { take: 'finish' }>;
    expect(fault(until(3), without)).toEqual({ fault: 'untimed' });
  });

  it('begins none once the trial has ended, and lets what was drawn be finished', () => {
    const over = { begins: false };
    expect(fault([], way[0]!, over)).toEqual({ fault: 'ended' });
    expect(fault(until(2), way[2]!, over)).toEqual({ fault: 'ended' });
    expect(fault(until(4), way[4]!, over)).toHaveProperty('tasks');
  });

  it('has so many tasks, and a timer so many runs', () => {
    const full = Array.from(
      { length: MOST_TASKS },
      (_, place): TrialTask => ({
        ...{
          id: `t${String(place).padStart(9, 'a')}`,
          type: 'letter',
          label: '',
          known: 3,
          step: 'described',
        },
      }),
    );
    expect(fault(full, way[0]!)).toEqual({ fault: 'many-tasks' });
    const runs = Array.from({ length: MOST_RUNS }, (_, run) => `${run}`);
    const tasks = until(3).map((task) => ({ ...task, runs }));
    expect(fault(tasks, { take: 'time', run: 'new', minutes: 1 })).toEqual({ fault: 'many-runs' });
  });
});
