import fc from 'fast-check';
import type { WorkPeople } from '#lib/questions/work/release.ts';
import { skillKeys, type TaskSaid, type WorkSaid } from '#lib/questions/work/schema.ts';
import { builtInJobs } from '#lib/references/builtInJobs.ts';

/** People who are alike in what they say, and where they are. */
export interface Alike {
  readonly people: number;
  readonly job?: string;
  /** How AI is used in the job's first task, and what is said of it. */
  readonly first?: Omit<TaskSaid, 'task' | 'share'>;
  readonly shift?: 'day' | 'night';
  readonly skills?: WorkSaid['skills'];
}

/** What one of them says: the first two tasks of her job, or of the nurse's where she does not say hers. */
export function saidBy({ job, first = { use: 'none' }, skills }: Alike): WorkSaid {
  const known = job === undefined ? undefined : builtInJobs.get(job)!;
  const [one, two] = (known ?? builtInJobs.get('nurse')!).tasks;
  return {
    ...(known && { job: known.id, isco: known.isco }),
    tasks: [
      { task: one.id, share: 'much', ...first },
      { task: two.id, share: 'some', use: 'none' },
    ],
    ...(skills && { skills }),
  };
}

/** An inquiry by printed codes with a list of shifts, as the release is declared from it. */
export function workPeople(crowds: readonly Alike[], more: Partial<WorkPeople['inquiry']> = {}): WorkPeople {
  const all = crowds.flatMap((alike) => Array<Alike>(alike.people).fill(alike));
  const place = { day: 0, night: 1 };
  return {
    inquiry: {
      title: { fr: 'Essai', en: 'Test' },
      organisation: {},
      simulated: true,
      entry: 'codes',
      attributes: [
        {
          key: 'shift',
          label: { fr: 'Horaires', en: 'Hours' },
          values: [
            { key: 'day', label: { fr: 'Jour', en: 'Day' } },
            { key: 'night', label: { fr: 'Nuit', en: 'Night' } },
          ],
        },
      ],
      ...more,
    },
    said: all.map(saidBy),
    profiles: { shift: all.map(({ shift }) => (shift ? place[shift] : -1)) },
  };
}

const jobs = ['nurse', 'midwife', 'welder', 'machinist', 'software-developer', 'payroll-officer'] as const;
const skills = fc.subarray([...skillKeys], { maxLength: 4 });

/** Inquiries of any size, some far too small, with jobs of few and of many people. */
export const someWork: fc.Arbitrary<WorkPeople> = fc
  .record({
    crowds: fc.array(
      fc.record(
        {
          people: fc.integer({ min: 1, max: 24 }),
          job: fc.constantFrom(...jobs),
          first: fc.record(
            {
              use: fc.constantFrom('none', 'tried', 'yes'),
              mode: fc.constantFrom('alone', 'together'),
              since: fc.constantFrom('weeks', 'months', 'years'),
              quality: fc.constantFrom('better', 'same', 'worse'),
              time: fc.constantFrom('less', 'same', 'more'),
            },
            { requiredKeys: ['use'], noNullPrototype: true },
          ),
          shift: fc.constantFrom('day', 'night'),
          skills: fc.record(
            { gain: skills, lose: skills, need: skills, trained: skills },
            { noNullPrototype: true },
          ),
        },
        { requiredKeys: ['people', 'first'], noNullPrototype: true },
      ),
      { maxLength: 12 },
    ),
    entry: fc.constantFrom('codes' as const, 'token' as const, 'open' as const),
    absent: fc.option(fc.nat(60), { nil: undefined }),
    days: fc.option(fc.constant({ from: '2026-11-09', to: '2026-11-23' }), { nil: undefined }),
  })
  .map(({ crowds, entry, absent, days }) => {
    const people = crowds.reduce((sum, { people }) => sum + people, 0);
    const { inquiry, ...work } = workPeople(crowds as readonly Alike[], {
      entry,
      ...(absent !== undefined && { headcount: people + absent }),
      ...(days && { days }),
    });
    const [shift] = inquiry.attributes;
    const counted = shift.values.map((value, place) => ({
      ...value,
      headcount: Array.from(work.profiles.shift).filter((one) => one === place).length + ((absent ?? 0) % 17),
    }));
    return {
      ...work,
      inquiry: {
        ...inquiry,
        attributes: absent === undefined ? inquiry.attributes : [{ ...shift, values: counted }],
      },
    };
  });
