import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Family, familiesOf, type JobOf } from '#lib/questions/work/familiesOf.ts';
import { builtInJobs } from '#lib/references/builtInJobs.ts';
import { englishFaults, frenchFaults } from '../answer/typographyFaults.ts';
import { hasReferenceTexts, unitGroups } from '../references/referenceTexts.ts';

const jobsOf = (counts: Readonly<Record<string, number>>): JobOf[] =>
  Object.entries(counts).flatMap(([job, count]) => {
    const isco = builtInJobs.get(job)?.isco;
    return Array<JobOf>(count).fill(isco === undefined ? {} : { job, isco });
  });
const named = (families: readonly Family[]) =>
  families.map(({ key, others, people }) => `${key}${others ? ' others' : ''} ${people.length}`);
const of = (counts: Readonly<Record<string, number>>, least = 10) => named(familiesOf(jobsOf(counts), least));

describe('familiesOf', () => {
  test('a job with enough people is a family; with one too few it is not (J3)', () => {
    expect(of({ nurse: 10, welder: 12 })).toEqual(['job:nurse 10', 'job:welder 12']);
    expect(of({ nurse: 9, 'hospital-doctor': 9, welder: 12 })).toEqual(['isco:22 18', 'job:welder 12']);
  });

  test('takes the smallest step up that suffices: unit group, minor, sub-major, major (J3)', () => {
    // ISCO-08: data analysts and product owners are both 2511, testers 2519, system administrators 2522.
    expect(of({ 'data-analyst': 6, 'product-owner': 5 })).toEqual(['isco:2511 11']);
    expect(of({ 'data-analyst': 6, 'software-tester': 5 })).toEqual(['isco:251 11']);
    expect(of({ 'data-analyst': 6, 'systems-administrator': 5 })).toEqual(['isco:25 11']);
    expect(of({ 'data-analyst': 6, nurse: 5 })).toEqual(['isco:2 11']);
  });

  test('a job of enough people keeps its own, beside others of its group (J3, J4)', () => {
    expect(of({ nurse: 15, midwife: 4, 'hospital-doctor': 8 })).toEqual([
      'isco:22 others 12',
      'job:nurse 15',
    ]);
  });

  test('those who are left, being enough together, are in the whole alone (J3)', () => {
    expect(of({ nurse: 15, welder: 6, 'forklift-driver': 4 })).toEqual(['job:nurse 15']);
  });

  test('those who are left, being too few, join the smallest family of the smallest group that holds one (J3)', () => {
    expect(of({ nurse: 12, midwife: 3 })).toEqual(['isco:222 15']);
    expect(of({ nurse: 12, 'hospital-doctor': 14, midwife: 3, welder: 20 })).toEqual([
      ...['isco:222 15', 'job:hospital-doctor 14', 'job:welder 20'],
    ]);
    // Physiotherapists are 2264: of the families in 22 the doctors are the smallest.
    expect(of({ nurse: 12, 'hospital-doctor': 11, physiotherapist: 2 })).toEqual([
      ...['isco:22 others 13', 'job:nurse 12'],
    ]);
  });

  test('who did not say her job is in a family of that kind, and joins none (J3)', () => {
    expect(of({ nurse: 12, unsaid: 10 })).toEqual(['job:nurse 12', 'unsaid 10']);
    expect(of({ nurse: 12, unsaid: 3 })).toEqual(['job:nurse 12']);
    // Three who joined nobody and seven of one job are ten: nobody need join.
    expect(of({ nurse: 12, unsaid: 3, midwife: 7 })).toEqual(['job:nurse 12']);
  });

  test('whose job is nowhere near another stays in the whole (J3)', () => {
    expect(of({ nurse: 12, 'forklift-driver': 2 })).toEqual(['job:nurse 12']);
    expect(of({})).toEqual([]);
    expect(of({ nurse: 3 })).toEqual([]);
  });

  const some = fc.dictionary(
    fc.constantFrom(...builtInJobs.keys(), 'unsaid'),
    fc.integer({ min: 1, max: 25 }),
    {
      maxKeys: 14,
    },
  );

  test('every family is large enough, nobody is in two, and a job is never split', () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 9, max: 20 }), (counts, least) => {
        const jobs = jobsOf(counts);
        const families = familiesOf(jobs, least);
        const everybody = families.flatMap(({ people }) => Array.from(people));
        expect(new Set(everybody).size).toBe(everybody.length);
        expect(new Set(families.map(({ key }) => key)).size).toBe(families.length);
        for (const { people, kind, of } of families) {
          expect(people.length).toBeGreaterThanOrEqual(least);
          expect(Array.from(people)).toEqual(Array.from(people).sort((a, b) => a - b));
          for (const person of people) {
            const { job, isco } = jobs[person];
            expect(kind === 'job' ? job : isco?.slice(0, of?.length)).toBe(of);
          }
        }
        for (const job of new Set(jobs.map((one) => one.job))) {
          const holders = families.filter(({ people }) => people.some((person) => jobs[person].job === job));
          const inside = holders.flatMap(({ people }) =>
            Array.from(people).filter((person) => jobs[person].job === job),
          );
          expect(holders.length).toBeLessThanOrEqual(1);
          if (holders.length === 1) expect(inside.length).toBe(jobs.filter((one) => one.job === job).length);
        }
      }),
    );
  });

  test('the same jobs give the same families, in any order of people (J3)', () => {
    fc.assert(
      fc.property(some, (counts) => {
        const jobs = jobsOf(counts);
        expect(named(familiesOf(jobs.toReversed(), 10))).toEqual(named(familiesOf(jobs, 10)));
      }),
    );
  });
});

describe('the names of groups', () => {
  const groups: readonly { readonly code: string; readonly fr: string; readonly en: string }[] = JSON.parse(
    readFileSync(new URL('../../../references/isco-groups.json', import.meta.url), 'utf8'),
  );

  test('every group above the unit groups has one, of its own, in both languages, short', () => {
    const ofDigits = (digits: number) => groups.filter(({ code }) => code.length === digits).length;
    // ISCO-08: 10 major, 43 sub-major and 130 minor groups.
    expect([ofDigits(1), ofDigits(2), ofDigits(3), groups.length]).toEqual([10, 43, 130, 183]);
    for (const lang of ['fr', 'en'] as const) {
      expect(new Set(groups.map((group) => group[lang])).size).toBe(183);
      for (const group of groups) expect(group[lang].length).toBeLessThanOrEqual(64);
    }
  });

  test('they are typeset', () => {
    expect(groups.flatMap(({ fr }) => frenchFaults(fr))).toEqual([]);
    expect(groups.flatMap(({ en }) => englishFaults(en))).toEqual([]);
  });

  test.skipIf(!hasReferenceTexts)(
    'they are those of all unit groups (skipped without ../shared/data)',
    () => {
      const published = new Set(
        [...unitGroups()].flatMap((unit) => [1, 2, 3].map((digits) => unit.slice(0, digits))),
      );
      expect(groups.map(({ code }) => code).sort()).toEqual([...published].sort());
    },
  );
});
