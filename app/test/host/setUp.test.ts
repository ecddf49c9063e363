import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readSetUp, type SetUpForm } from '#lib/inquiry/schema.ts';
import { valuesOf } from '#lib/inquiry/valuesOf.ts';

const form: SetUpForm = {
  title_fr: 'L’IA ici',
  title_en: '',
  organisation: ' Talvenne\n',
  headcount: '1 200',
  languages: ['fr', 'en'],
  entry: 'open',
  first_day: '2026-11-09',
  last_day: '2026-11-23',
  questions: ['everyone', 'work'],
  own_fr: 'Et la cantine ?',
  own_en: '',
  list1_fr: 'Métier',
  list1_en: 'Trade',
  list1_values: 'Atelier | Workshop : 86\n\nÉtudes',
  list2_fr: 'Horaires',
  list2_en: '',
  list2_values: '',
  list3_fr: '',
  list3_en: '',
  list3_values: '',
};

describe('the form of a set-up', () => {
  test('becomes a set-up: questions in their order, lists that have values, one’s own question last', () => {
    expect(readSetUp(form, { roster: true })).toEqual({
      setUp: {
        title: { fr: 'L’IA ici' },
        organisation: { und: 'Talvenne' },
        headcount: 1200,
        languages: ['fr', 'en'],
        entry: 'open',
        days: { from: '2026-11-09', to: '2026-11-23' },
        questions: ['work', 'everyone', { fr: 'Et la cantine ?' }],
        attributes: [
          {
            key: 'list1',
            label: { fr: 'Métier', en: 'Trade' },
            values: [
              { key: 'atelier', label: { fr: 'Atelier', en: 'Workshop' }, headcount: 86 },
              { key: 'etudes', label: { und: 'Études' } },
            ],
          },
        ],
      },
    });
  });

  it.each([
    [{ title_fr: '\u200B' }, { title_fr: { fault: 'missing' } }],
    [{ title_fr: 'a'.repeat(10_000) }, { title_fr: { fault: 'too-long' } }],
    [{ organisation: '   ' }, { organisation: { fault: 'missing' } }],
    [{ headcount: 'many' }, { headcount: { fault: 'not-a-count' } }],
    [{ headcount: '0' }, { headcount: { fault: 'not-a-count' } }],
    [{ languages: [] }, { languages: { fault: 'missing' } }],
    [{ languages: ['de'] }, { languages: { fault: 'unknown' } }],
    [{ entry: 'imported' }, { entry: { fault: 'unknown' } }],
    [{ first_day: '2026-02-30' }, { first_day: { fault: 'not-a-day' } }],
    [{ last_day: '2026-11-08' }, { last_day: { fault: 'before-first' } }],
    [{ questions: [], own_fr: '' }, { questions: { fault: 'missing' } }],
    [{ questions: ['constructor'] }, { questions: { fault: 'unknown' } }],
    [{ list1_fr: '', list1_en: '' }, { list1_fr: { fault: 'missing' } }],
    [{ list1_values: 'A : 1\nA : 2' }, { list1_values: { fault: 'twice', line: 2 } }],
    [{ list1_values: 'A : x' }, { list1_values: { fault: 'headcount', line: 1 } }],
    [{ list1_values: '\n: 3' }, { list1_values: { fault: 'no-name', line: 2 } }],
  ] as const)('says what is wrong with %j', (change, faults) => {
    expect(readSetUp({ ...form, ...change }, { roster: true })).toEqual({ faults });
  });

  test('lets people be invited only where there is a database for names', () => {
    const invited = { ...form, entry: 'token' };
    expect(readSetUp(invited, { roster: true })).toMatchObject({ setUp: { entry: 'token' } });
    expect(readSetUp(invited, { roster: false })).toEqual({ faults: { entry: { fault: 'no-roster' } } });
  });

  test('says everything that is wrong at once', () => {
    const read = readSetUp(
      { ...form, organisation: '', headcount: '-1', list1_values: ': 3' },
      { roster: true },
    );
    expect('faults' in read && Object.keys(read.faults).sort()).toEqual([
      'headcount',
      'list1_values',
      'organisation',
    ]);
  });

  test('never throws, whatever is sent', () => {
    const anything = fc.record(
      Object.fromEntries(
        Object.entries(form).map(([name, value]) => [
          name,
          Array.isArray(value) ? fc.array(fc.string()) : fc.string({ unit: 'binary' }),
        ]),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(anything, (given) => {
        const read = readSetUp(given as unknown as SetUpForm, { roster: true });
        expect('setUp' in read || Object.keys(read.faults).length > 0).toBe(true);
      }),
    );
  });
});

test('a list holds thirty values at most, with a key each', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, n) => `Site ${n} : ${n}`).join('\r\n');
  const read = valuesOf(lines(30));
  expect('values' in read && new Set(read.values.map(({ key }) => key)).size).toBe(30);
  expect(valuesOf(lines(31))).toEqual({ line: 31, fault: 'too-many' });
});
