import { readFileSync } from 'node:fs';
import { type Released, reopen } from '@abord/release';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Filling, Sentence } from '#lib/answer/answer.ts';
import { figureAt } from '#lib/answer/figureAt.ts';
import { formatIndex } from '#lib/answer/formatIndex.ts';
import { render, renderSentence } from '#lib/answer/render.ts';
import { solver } from '#lib/questions/solver.ts';
import { answerFamily, answerWork } from '#lib/questions/work/answer.ts';
import { exposureOf } from '#lib/questions/work/exposureOf.ts';
import { freezeWork } from '#lib/questions/work/freezeWork.ts';
import type { WorkPeople, WorkRelease } from '#lib/questions/work/release.ts';
import { skillKeys } from '#lib/questions/work/schema.ts';
import { sectorExamples } from '#lib/questions/work/sectorExamples.ts';
import { englishFaults, frenchFaults } from '../answer/typographyFaults.ts';
import { type Alike, someWork, workPeople } from './somePeople.ts';

const solve = await solver();

function released(work: WorkPeople): Released<WorkRelease> {
  const { bytes, hash } = freezeWork(work, solve).frozen;
  return reopen(bytes, hash);
}
const someRelease = someWork.map(released);
const of = (...crowds: readonly Alike[]) => released(workPeople(crowds));
const said = (release: Released<WorkRelease>, place: keyof ReturnType<typeof answerWork>['sentences']) =>
  render(answerWork(release), 'en').sentences[place].map(({ text }) => text);
const users = (people: number, job: string): Alike => ({ people, job, first: { use: 'yes' } });
const others = (people: number, job: string): Alike => ({ people, job });

function sentencesOf(release: Released<WorkRelease>): Sentence[] {
  return [
    ...Object.values(answerWork(release).sentences).flat(),
    ...release.facts.families.flatMap(({ key }) => answerFamily(release, key)),
  ];
}

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

function numbersSaid(filling: Filling): number[] {
  switch (filling.say) {
    case 'percent':
    case 'count':
      return [filling.value];
    case 'interval':
      return [filling.low, filling.high];
    case 'index':
      return [filling.from, filling.to];
    default:
      return [];
  }
}

describe('the answer about work', () => {
  test('J11: counts the families in which surely more than half use AI', () => {
    const release = of(users(18, 'software-developer'), others(2, 'software-developer'), others(20, 'nurse'));
    expect(said(release, 'headline')[0]).toBe(
      'In one of the two families of jobs shown here, more than half the people already use AI.',
    );
    const all = of(users(20, 'software-developer'), users(20, 'data-engineer'));
    expect(said(all, 'headline')[0]).toBe(
      'In each of the two families of jobs shown here, more than half the people already use AI.',
    );
  });

  test('J11: says the whole by its bound where no family surely does, or one alone is shown', () => {
    // 10 % of 40 can stand for 5, of which Wilson’s interval ends at 26 %.
    const few = of(users(4, 'nurse'), others(16, 'nurse'), others(20, 'welder'));
    expect(said(few, 'headline')[0]).toBe('AI is already part of the work of at most one in three people.');
    const open = of(users(8, 'nurse'), others(12, 'nurse'));
    expect(said(open, 'headline')[0]).toMatch(
      /^AI is already part of the work of some of the people: \d+ to \d+%\.$/,
    );
  });

  test('J11: nothing released is nothing said, but how to have more', () => {
    const release = of(others(3, 'nurse'));
    const { sentences } = render(answerWork(release), 'fr');
    expect(sentences.headline.map(({ text }) => text)).toEqual([
      'Trop peu de personnes ont décrit leur travail pour en tirer un chiffre.',
    ]);
    expect(Object.entries(sentences).flatMap(([place, list]) => (list.length > 0 ? [place] : []))).toEqual([
      ...['headline', 'next'],
    ]);
  });

  test('J14: what surprises is said where no doubt is left, and the headline says that there is something', () => {
    // Nursing assistants are little exposed (0.14, the ILO’s index of 2025), payroll officers much (0.61).
    const release = of(
      users(19, 'nursing-assistant'),
      others(1, 'nursing-assistant'),
      others(20, 'payroll-officer'),
    );
    expect(said(release, 'surprises')).toEqual([
      expect.stringMatching(
        /^Healthcare assistant: little exposed \(0\.14\), and AI is much used there \(by 95% of/,
      ),
      expect.stringMatching(
        /^Payroll officer: much exposed \(0\.61\), and AI is little used there \(by 0% of/,
      ),
    ]);
    expect(said(release, 'headline')[1]).toBe('And not always where it was expected.');
    expect(said(release, 'next')).toContain(
      'Payroll officer: ask whether AI is not used there by choice, for want of a tool, or because the tool does not fit.',
    );
  });

  test('J14: where use goes with exposure, that is the result; nothing unexpected, nothing in the headline', () => {
    expect(said(of(others(20, 'welder')), 'surprises')).toEqual([
      'Nothing for sure: where the figures are enough to say so, use does not depart from exposure.',
    ]);
    // Payroll officers are much exposed (0.61): only that they do not use it.
    const unused = of(others(20, 'payroll-officer'), users(10, 'nurse'), others(10, 'nurse'));
    expect(said(unused, 'surprises')).toHaveLength(1);
    expect(said(unused, 'headline')).toHaveLength(1);
  });

  test('J15: the job with the most use beside the one with the least, and whether the doubt tells them apart', () => {
    expect(said(of(users(20, 'nurse'), others(20, 'welder')), 'families')).toEqual([
      'Nurse: 100% use it. Welder: 0%. From one end to the other, the gap is larger than the doubt.',
    ]);
    const close = of(users(10, 'nurse'), others(10, 'nurse'), users(8, 'welder'), others(12, 'welder'));
    expect(said(close, 'families')[0]).toMatch(/doubts overlap: the gap may be chance/);
  });

  test('J3: people of rare jobs are said to count in the whole alone', () => {
    const release = of(others(20, 'nurse'), others(6, 'welder'), others(5, 'forklift-driver'));
    expect(said(release, 'families')[1]).toMatch(
      /^11 people count in the whole alone: their job is too rare here/,
    );
  });

  test('J16 and J18: the skill named most, and training where surely more lack it than were taught', () => {
    const skills = { gain: ['ask-ai'], lose: [], need: ['check'], trained: [] } as const;
    const copy = { gain: [...skills.gain], lose: [], need: [...skills.need], trained: [] };
    const release = of({ people: 30, job: 'nurse', skills: copy });
    expect(said(release, 'skills')).toEqual([
      expect.stringMatching(/^Gained, people say most of all: asking AI \(the first for 100%/),
      expect.stringMatching(/^Missing: checking \(the first for 100%/),
    ]);
    expect(said(release, 'next')[0]).toMatch(
      /^Train people in what is missing: checking, which 100% ask for/,
    );
  });

  test('J16: where the doubt does not tell more than three apart, only how many they are', () => {
    const skills = { gain: skillKeys.slice(0, 5), lose: [], need: [], trained: [] };
    expect(said(of({ people: 30, job: 'nurse', skills }), 'skills')).toEqual([
      expect.stringMatching(/^Gained: five skills, about as often one as another \(the first for 100%/),
    ]);
  });

  test('J17: groups that were not heard are named, with their headcount', () => {
    const work = workPeople([
      { people: 30, job: 'nurse', shift: 'day' },
      { people: 4, job: 'nurse', shift: 'night' },
    ]);
    const [shift] = work.inquiry.attributes;
    const values = shift.values.map((value, place) => ({ ...value, headcount: [60, 40][place] }));
    const release = released({
      ...work,
      inquiry: { ...work.inquiry, headcount: 100, attributes: [{ ...shift, values }] },
    });
    expect(said(release, 'unheard')).toEqual([
      '66 people have not said whether AI has a part in their work: read these figures without them.',
      'Night: fewer than ten of 40 heard. Treat these results as unknown.',
    ]);
  });

  test('in an open room it says why nothing is said by job', () => {
    const release = released(workPeople([users(40, 'nurse')], { entry: 'open' }));
    expect(said(release, 'families')).toEqual([
      'Entry is open: one person may have answered twice, and nothing is said by job.',
    ]);
  });

  test('J20: one example a sector, of people here, or of the published index', () => {
    const examples = sectorExamples(of(users(20, 'nurse'), others(20, 'nursing-assistant')));
    expect(examples.map(({ sector, kind }) => `${sector} ${kind}`)).toEqual([
      ...['tech published', 'industry published', 'health own'],
    ]);
    const [tech, , health] = examples;
    expect(health.kind === 'own' && health.family.key).toBe('job:nurse');
    // The ILO’s index of 2025: web developers and UX designers 0.60, operations and network technicians 0.43.
    expect(tech.kind === 'published' && [tech.most, tech.least]).toEqual([
      expect.objectContaining({ exposure: expect.objectContaining({ from: 0.6 }) }),
      expect.objectContaining({ exposure: expect.objectContaining({ from: 0.43 }) }),
    ]);
  });

  test('J10: the exposure of a job is the published one, that of a group all that lies in it', () => {
    const published: readonly { isco: string; mean: number; sd: number }[] = JSON.parse(
      readFileSync(new URL('../../../references/exposure/ilo-2025.json', import.meta.url), 'utf8'),
    ).groups;
    const nurses = published.filter(({ isco }) => isco.startsWith('222'));
    expect(exposureOf('2221')).toEqual({ from: 0.25, to: 0.25, most: 0.38, sd: 0.13 });
    expect(exposureOf('222')).toEqual({
      from: Math.min(...nurses.map(({ mean }) => mean)),
      to: Math.max(...nurses.map(({ mean }) => mean)),
      most: 0.45,
    });
    expect(exposureOf('01')).toBe(undefined);
    expect([formatIndex({ from: 0.25, to: 0.3 }, 'fr'), formatIndex({ from: 0.6, to: 0.6 }, 'en')]).toEqual([
      ...['de 0,25 à 0,30', '0.60'],
    ]);
  });

  test('is typeset in both languages, whatever was said', () => {
    fc.assert(
      fc.property(someRelease, (release) => {
        for (const sentence of sentencesOf(release)) {
          const [fr, en] = (['fr', 'en'] as const).map((lang) => renderSentence(sentence, lang).text);
          expect(frenchFaults(fr), fr).toEqual([]);
          expect(englishFaults(en), en).toEqual([]);
          expect(fr + en).not.toMatch(/undefined|NaN|\{|\}/);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('says no number that is not in the figures it names, and a rule for each sentence', () => {
    fc.assert(
      fc.property(someRelease, (release) => {
        for (const { figures, fillings, rule, rung, people, key } of sentencesOf(release)) {
          expect(rule).toMatch(/^J(3|1\d|20)$/);
          expect(rung).toBe(2);
          expect(people === 'too few' || people > 0).toBe(true);
          const values = figures.map((path) => figureAt(release, path));
          // An inquiry whose headcount nobody knows has none to name.
          expect(values.filter((value) => value === undefined).length, key).toBe(0);
          const known = values.flatMap(numbersIn);
          for (const number of Object.values(fillings).flatMap(numbersSaid)) {
            const follows = known.some(
              (one) => one === number || known.some((other) => one - other === number),
            );
            expect(follows, `${key}: ${number} of ${known}`).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
