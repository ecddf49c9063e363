import { type Interval, wilson } from '@abord/numbers';
import { type OverTasks, overTasks, type TimeBand } from './overTasks.ts';
import type {
  Duration,
  Mode,
  Quality,
  Reported,
  ReportedTask,
  Since,
  SkillChange,
  TimeShare,
  Use,
} from './reported.ts';
import { type Told, told } from './told.ts';

/** What people say of one task. */
export interface TaskPortrait {
  readonly task: string;
  /** Of those who do it and said so. */
  readonly use: Told<Use>;
  readonly share: Told<TimeShare>;
  /** Of those who use AI in it and said so. */
  readonly mode: Told<Mode>;
  readonly since: Told<Since>;
  readonly quality: Told<Quality>;
  readonly duration: Told<Duration>;
}

/** A job, a team or an organisation as its people describe it: self-report, rung 2. */
export interface Portrait {
  /** Indices of the people who count, strictly rising. */
  readonly people: Int32Array;
  /** Whether they use AI in one of their tasks at least. */
  readonly use: Told<Use>;
  /** Mean share of a person's time in tasks with AI. */
  readonly timeShare: Interval;
  /** Of those who use AI. */
  readonly time: Told<Exclude<TimeBand, 'none'>>;
  /** Of those who use AI and said so. */
  readonly mode: Told<Mode | 'both'>;
  readonly since: Told<Since>;
  readonly quality: Told<Quality | 'mixed'>;
  readonly duration: Told<Duration | 'mixed'>;
  /** By code unit of their ids. */
  readonly tasks: readonly TaskPortrait[];
  /** Of those who answered about skills: how many named each skill, by what becomes of it. */
  readonly skills: {
    readonly people: Int32Array;
    readonly named: Readonly<Record<SkillChange, ReadonlyMap<string, number>>>;
  };
}

/**
 * The portrait of some people at work, from what each of them says: who uses AI, in which tasks, for how much of the
 * time, how and since when, whether the work is better and faster, and what becomes of skills. Each figure says who
 * is behind it.
 *
 * `members` are indices of `reported`, all of them unless given. Whoever said of no task whether AI is used in it is
 * not counted. The same people give the same figures in any order. Throws a RangeError where `members` are not
 * strictly rising indices of `reported`. Linear in what they said. SPEC R1 to R8.
 *
 * @example
 * portrait([
 *   { tasks: [{ task: 'notes', share: 'much', use: 'yes' }] },
 *   { tasks: [{ task: 'notes', share: 'some', use: 'none' }] },
 * ]).use.counts; // { none: 1, tried: 0, yes: 1 }
 */
export function portrait(
  reported: readonly Reported[],
  members: ArrayLike<number> = Int32Array.from(reported.keys()),
): Portrait {
  checkMembers(members, reported.length);
  const own = new Map<number, OverTasks>();
  for (let i = 0; i < members.length; i++) {
    const over = overTasks(reported[members[i]]);
    if (over) own.set(members[i], over);
  }
  const people = Int32Array.from(own.keys());
  const over = <Answer extends string>(
    answers: readonly Answer[],
    read: (own: OverTasks) => Answer | undefined,
  ): Told<Answer> => told(answers, people, (person) => read(own.get(person)!));
  return {
    people,
    use: over(uses, ({ use }) => use),
    time: over(['quarter', 'half', 'most'], ({ band }) => (band === 'none' ? undefined : band)),
    timeShare: meanShare(Float64Array.from(people, (person) => own.get(person)!.share)),
    mode: over(['alone', 'both', 'together'], ({ mode }) => mode),
    since: over(sinces, ({ since }) => since),
    quality: over(['better', 'same', 'mixed', 'worse'], ({ quality }) => quality),
    duration: over(['less', 'same', 'mixed', 'more'], ({ duration }) => duration),
    tasks: tasksOf(reported, people),
    skills: skillsOf(reported, people),
  };
}

const uses = ['none', 'tried', 'yes'] as const;
const sinces = ['weeks', 'months', 'years'] as const;

function checkMembers(members: ArrayLike<number>, count: number): void {
  let previous = -1;
  for (let i = 0; i < members.length; i++) {
    const member = members[i];
    if (!Number.isInteger(member) || member <= previous || member >= count) {
      throw new RangeError(`members must be rising indices below ${count}, got ${member} after ${previous}`);
    }
    previous = member;
  }
}

/** No numbers from 0 to 1 with this mean lie further apart than zeros and ones: SPEC R5. */
function meanShare(shares: Float64Array): Interval {
  // By size, so that the sum of the same shares is the same in any order of people.
  const sum = shares.toSorted().reduce((total, share) => total + share, 0);
  return wilson(Math.min(sum, shares.length), shares.length);
}

function tasksOf(reported: readonly Reported[], people: Int32Array): TaskPortrait[] {
  const byTask = new Map<string, Map<number, ReportedTask>>();
  for (const person of people) {
    for (const task of reported[person].tasks) {
      if (task.use === undefined) continue;
      const doers = byTask.get(task.task) ?? new Map<number, ReportedTask>();
      // Said twice of one task, the first counts.
      if (!doers.has(person)) doers.set(person, task);
      byTask.set(task.task, doers);
    }
  }
  return [...byTask]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([task, doers]) => {
      const people = Int32Array.from(doers.keys());
      const of = <Answer extends string>(
        answers: readonly Answer[],
        read: (task: ReportedTask) => Answer | undefined,
      ): Told<Answer> => told(answers, people, (person) => read(doers.get(person)!));
      const ofUsers = <Answer extends string>(
        answers: readonly Answer[],
        read: (task: ReportedTask) => Answer | undefined,
      ): Told<Answer> => of(answers, (said) => (said.use === 'yes' ? read(said) : undefined));
      return {
        task,
        use: of(uses, ({ use }) => use),
        share: of(['much', 'some', 'little'], ({ share }) => share),
        mode: ofUsers(['alone', 'together'], ({ mode }) => mode),
        since: ofUsers(sinces, ({ since }) => since),
        quality: ofUsers(['better', 'same', 'worse'], ({ quality }) => quality),
        duration: ofUsers(['less', 'same', 'more'], ({ time }) => time),
      };
    });
}

function skillsOf(reported: readonly Reported[], people: Int32Array): Portrait['skills'] {
  const speaking = people.filter((person) => reported[person].skills !== undefined);
  const named = (change: SkillChange) => {
    const counts = new Map<string, number>();
    for (const person of speaking) {
      for (const skill of new Set(reported[person].skills![change])) {
        counts.set(skill, (counts.get(skill) ?? 0) + 1);
      }
    }
    return new Map([...counts].sort(([one], [other]) => (one < other ? -1 : 1)));
  };
  return {
    people: speaking,
    named: {
      gain: named('gain'),
      lose: named('lose'),
      need: named('need'),
      trained: named('trained'),
    },
  };
}
