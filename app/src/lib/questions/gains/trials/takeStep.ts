import {
  type Arm,
  type Guess,
  LEAST_MINUTES,
  MOST_MINUTES,
  MOST_RUNS,
  MOST_TASKS,
  type Reason,
  type TrialTask,
} from './schema.ts';

/** One step that somebody takes with one of her tasks. */
export type StepTaken =
  | {
      readonly take: 'describe';
      readonly type: string;
      readonly label: string;
      readonly known: TrialTask['known'];
    }
  | { readonly take: 'forecast'; readonly with: Guess; readonly without: Guess }
  | { readonly take: 'refuse'; readonly reason: Reason }
  | { readonly take: 'commit' }
  /** A run of her timer has ended. */
  | { readonly take: 'time'; readonly run: string; readonly minutes: number }
  | { readonly take: 'withdraw'; readonly reason: Reason }
  /** `minutes`: where no timer ran, her own count. */
  | {
      readonly take: 'finish';
      readonly ended: 'accepted' | 'unfinished';
      readonly used: boolean;
      readonly minutes?: number;
    }
  | { readonly take: 'guess'; readonly took: number; readonly other: number }
  | { readonly take: 'correct'; readonly minutes: number }
  | { readonly take: 'mend'; readonly minutes: number }
  /** `instead`: of the code that was given before, where one was. */
  | { readonly take: 'rate'; readonly rating: string; readonly instead?: string };

/**
 * Why a step is not taken: `order`, it comes before or after its turn; `ended`, the trial begins no more tasks;
 * `untimed`, nothing says how long it took; `malformed`, it is nothing that may be said of a task.
 */
export type StepFault = 'unknown' | 'order' | 'ended' | 'many-tasks' | 'many-runs' | 'untimed' | 'malformed';

/** What decides beside what was sent. */
export interface Course {
  /** Are tasks still begun? */
  readonly begins: boolean;
  /** How the k-th task of a kind that she commits to is done, counted from 0. */
  readonly armOf: (type: string, place: number) => Arm;
  /** Kinds → places that were dealt for tasks that she has erased since. */
  readonly dealt?: Readonly<Record<string, number>>;
}

/** In which steps what may be done; what is not here is never gone back to. */
const turns: Readonly<Record<Exclude<StepTaken['take'], 'describe'>, readonly TrialTask['step'][]>> = {
  forecast: ['described', 'forecast'],
  refuse: ['described', 'forecast'],
  commit: ['forecast'],
  time: ['committed'],
  withdraw: ['committed'],
  finish: ['committed'],
  guess: ['done'],
  correct: ['guessed'],
  mend: ['guessed'],
  rate: ['done', 'guessed'],
};

/**
 * Her tasks after one step with the task of this id, or why it is not taken. The order is enforced here and nowhere
 * else: forecasts stand still once she has committed, the way is revealed only then, and time is seen only after it
 * was guessed. Sent twice, a step is the same step. Linear in the number of tasks.
 */
export function takeStep(
  tasks: readonly TrialTask[],
  id: string,
  step: StepTaken,
  course: Course,
): { readonly tasks: readonly TrialTask[] } | { readonly fault: StepFault } {
  const task = tasks.find((task) => task.id === id);
  if (step.take === 'describe') {
    // Described twice, what was said first stays.
    if (task) return { tasks };
    if (!course.begins) return { fault: 'ended' };
    if (tasks.length >= MOST_TASKS) return { fault: 'many-tasks' };
    const { type, label, known } = step;
    return { tasks: [...tasks, { id, type, label, known, step: 'described' }] };
  }
  if (!task) return { fault: 'unknown' };
  if (isRepeated(task, step)) return { tasks };
  if (!turns[step.take].includes(task.step)) return { fault: 'order' };
  const after = taken(task, step, tasks, course);
  return typeof after === 'string'
    ? { fault: after }
    : { tasks: tasks.map((other) => (other === task ? after : other)) };
}

/** Has it been taken before, in the same words? */
function isRepeated(task: TrialTask, step: Exclude<StepTaken, { readonly take: 'describe' }>): boolean {
  switch (step.take) {
    case 'commit':
      return task.arm !== undefined;
    case 'time':
      return task.runs?.includes(step.run) ?? false;
    case 'refuse':
      return task.step === 'refused';
    case 'withdraw':
      return task.step === 'withdrawn';
    case 'finish':
      return (
        (task.step === 'done' || task.step === 'guessed') &&
        task.ended === step.ended &&
        task.used === step.used
      );
    case 'guess':
      return task.guess?.took === step.took && task.guess.other === step.other;
    default:
      return false;
  }
}

function taken(
  task: TrialTask,
  step: Exclude<StepTaken, { readonly take: 'describe' }>,
  tasks: readonly TrialTask[],
  { begins, armOf, dealt = {} }: Course,
): TrialTask | StepFault {
  switch (step.take) {
    case 'forecast':
      return { ...task, step: 'forecast', forecast: { with: step.with, without: step.without } };
    case 'refuse':
      return { ...task, step: 'refused', reason: step.reason };
    case 'commit': {
      if (!begins) return 'ended';
      const others = tasks.filter(({ type, arm }) => type === task.type && arm !== undefined).length;
      const place = (dealt[task.type] ?? 0) + others;
      return { ...task, step: 'committed', arm: armOf(task.type, place), place };
    }
    case 'time':
      if ((task.runs?.length ?? 0) >= MOST_RUNS) return 'many-runs';
      return {
        ...task,
        runs: [...(task.runs ?? []), step.run],
        minutes: Math.min(tenths((task.minutes ?? 0) + step.minutes), MOST_MINUTES),
      };
    case 'withdraw':
      return { ...task, step: 'withdrawn', reason: step.reason };
    case 'finish': {
      const timed = isTimed(task);
      const minutes = timed ? task.minutes : step.minutes;
      if (minutes === undefined || minutes < LEAST_MINUTES) return 'untimed';
      const { ended, used } = step;
      const { runs: _, ...rest } = task;
      return {
        ...rest,
        ...(!timed && { corrected: true }),
        ...{ step: 'done', minutes: tenths(minutes), ended, used },
      };
    }
    case 'guess':
      return { ...task, step: 'guessed', guess: { took: step.took, other: step.other } };
    case 'correct':
      return { ...task, minutes: tenths(step.minutes), corrected: true };
    case 'mend':
      return { ...task, rework: tenths(step.minutes) };
    case 'rate':
      // Of two that ask at once the second does not leave the code of the first without its task.
      return task.rating === step.instead ? { ...task, rating: step.rating } : 'order';
  }
}

/** Has her timer counted anything? Where it has not, she says herself how long it took. */
export function isTimed({ minutes = 0 }: Pick<TrialTask, 'minutes'>): boolean {
  return minutes >= LEAST_MINUTES;
}

function tenths(minutes: number): number {
  return Math.round(minutes * 10) / 10;
}
