import { describe, expect, it } from 'vitest';
import { fieldsOf, frameOf, type PlanFields, planOf } from '#lib/questions/gains/trials/planForm.ts';

const frame = {
  languages: ['fr', 'en'],
  lists: ['site', 'job'],
  leastPeople: 9,
  today: '2026-11-30',
} as const;

const good = {
  question_fr: 'Rédigeons-nous plus vite nos comptes rendus ?',
  question_en: 'Do we write our reports faster?',
  type1_fr: 'Compte rendu',
  type1_en: 'Report',
  outcome: 'minutes',
  tasks: '120',
  people: '12',
  rule: 'once',
  lastDay: '2027-01-31',
};

const sent = (
  typed: Readonly<Record<string, string>> = {},
  profiles: readonly string[] = [],
): PlanFields => ({
  typed: { ...good, ...typed },
  profiles,
});
const faults = (typed: Readonly<Record<string, string>>, profiles?: readonly string[]) => {
  const read = planOf(sent(typed, profiles), frame);
  return 'faults' in read ? read.faults : {};
};

describe('the form of a plan', () => {
  it('is read as the plan that will be frozen', () => {
    expect(planOf(sent({ type3_fr: ' Courriel  difficile ' }, ['job']), frame)).toEqual({
      plan: {
        question: { fr: good.question_fr, en: good.question_en },
        types: [
          { key: 'type-1', label: { fr: 'Compte rendu', en: 'Report' } },
          { key: 'type-3', label: { fr: 'Courriel difficile' } },
        ],
        outcome: 'minutes',
        profiles: ['job'],
        tasks: 120,
        people: 12,
        rule: 'once',
        looks: 3,
        lastDay: '2027-01-31',
      },
    });
  });

  it('shows a plan again as it was written', () => {
    const read = planOf(sent({ rule: 'looks', looks: '4' }, ['site', 'job']), frame);
    if ('faults' in read) throw new Error(JSON.stringify(read.faults));
    expect(planOf(fieldsOf(read.plan), frame)).toEqual(read);
  });

  it('takes a text in one language of the inquiry, and none in a language that it does not speak', () => {
    const french = { ...frame, languages: ['fr'] } as const;
    const read = planOf(sent(), french);
    expect('plan' in read && read.plan.question).toEqual({ fr: good.question_fr });
    const silent = planOf(sent({ question_fr: '' }), french);
    expect('faults' in silent && silent.faults).toEqual({ question: 'missing' });
  });

  it.each([
    ['a question without words', { question_fr: ' ', question_en: '' }, { question: 'missing' }],
    ['a question too long', { question_fr: 'a'.repeat(201) }, { question: 'too-long' }],
    ['no kind of task', { type1_fr: '', type1_en: '' }, { type1: 'missing' }],
    ['a kind named twice', { type2_fr: 'compte  RENDU' }, { type2: 'twice' }],
    ['a kind with too long a name', { type4_en: 'a'.repeat(101) }, { type4: 'too-long' }],
    ['an outcome that there is not', { outcome: 'money' }, { outcome: 'unknown' }],
    ['a rule that there is not', { rule: 'whenever' }, { rule: 'unknown' }],
    ['one look', { rule: 'looks', looks: '1' }, { looks: 'too-few' }],
    ['six looks', { rule: 'looks', looks: '6' }, { looks: 'too-many' }],
    ['text for a number', { tasks: 'many' }, { tasks: 'not-a-count' }],
    ['a number with a sign', { tasks: '-40' }, { tasks: 'not-a-count' }],
    ['19 tasks', { tasks: '19', people: '9' }, { tasks: 'too-few' }],
    ['5,001 tasks', { tasks: '5001', people: '40' }, { tasks: 'too-many' }],
    ['fewer people than stand behind a figure', { people: '8' }, { people: 'too-few' }],
    ['more people than can do it both ways', { tasks: '40', people: '21' }, { people: 'spread' }],
    ['more tasks than so few can enter', { tasks: '1801', people: '9' }, { people: 'crowded' }],
    ['no last day', { lastDay: '' }, { lastDay: 'missing' }],
    ['a day that there is not', { lastDay: '2027-02-30' }, { lastDay: 'not-a-day' }],
    ['yesterday', { lastDay: '2026-11-29' }, { lastDay: 'past' }],
  ])('says what is wrong with %s, and no more', (_, typed, told) => {
    expect(faults(typed as Record<string, string>)).toEqual(told);
  });

  it('takes today as the last day, and numbers as people set them apart', () => {
    expect(faults({ lastDay: '2026-11-30', tasks: '1\u202F200', people: ' 40 ' })).toEqual({});
  });

  it('takes lists of the inquiry alone, three at most', () => {
    expect(faults({}, ['age'])).toEqual({ profiles: 'unknown' });
    const wide = { ...frame, lists: ['a', 'b', 'c', 'd'] };
    const read = planOf(sent({}, ['a', 'b', 'c', 'd']), wide);
    expect('faults' in read && read.faults).toEqual({ profiles: 'too-many' });
  });

  it('names every fault at once', () => {
    const read = planOf({ typed: {}, profiles: [] }, frame);
    expect('faults' in read && read.faults).toEqual({
      question: 'missing',
      type1: 'missing',
      outcome: 'unknown',
      tasks: 'not-a-count',
      people: 'not-a-count',
      rule: 'unknown',
      lastDay: 'missing',
    });
  });

  it('offers no list where the door is open to all: nothing is ever shown by profile there', () => {
    const value = (key: string) => ({ key, label: { en: key } });
    const attributes = [
      { key: 'site', label: { en: 'Site' }, values: [value('works'), value('office')] },
      { key: 'one', label: { en: 'One' }, values: [value('only')] },
    ];
    const more = { leastPeople: 9, today: '2026-11-30' };
    expect(frameOf({ languages: ['en'], entry: 'codes', attributes }, more)).toEqual({
      ...more,
      languages: ['en'],
      lists: ['site'],
    });
    expect(frameOf({ languages: [], entry: 'open', attributes }, more)).toMatchObject({
      languages: ['fr', 'en'],
      lists: [],
    });
  });
});
