import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { InputError } from '#lib/files/InputError.ts';
import { sentence } from '#lib/files/sentence.ts';
import { exposureAnthropicTasks } from '#lib/references/read/exposureAnthropicTasks.ts';
import { exposureAnthropicUse } from '#lib/references/read/exposureAnthropicUse.ts';
import { exposureEloundouOccupations } from '#lib/references/read/exposureEloundouOccupations.ts';
import { exposureEloundouTasks } from '#lib/references/read/exposureEloundouTasks.ts';
import { exposureIlo } from '#lib/references/read/exposureIlo.ts';
import type { FileKind } from '#lib/references/read/FileKind.ts';
import { recognise } from '#lib/references/recognise.ts';
import { employmentFrance } from './employmentFrance.ts';
import { employmentUs } from './employmentUs.ts';

const bytes = (lines: readonly string[]) => Buffer.from(`${lines.join('\n')}\n`);
const times = (count: number, row: string) => Array.from({ length: count }, () => row);

/** A header and an invented row of each published text file, and the rows that it has. */
const files: readonly (readonly [string, FileKind<object>, string, string, number])[] = [
  [
    'labels.tsv',
    exposureEloundouTasks,
    'O*NET-SOC Code\tTask ID\tTask\tTask Type\tTitle\thuman_labels\tgpt4_exposure',
    '11-1011.00\t8823.0\tSteer the ship.\tCore\tCaptains\tE0\tE2',
    19_265,
  ],
  [
    'occupations.csv',
    exposureEloundouOccupations,
    'O*NET-SOC Code,Title,dv_rating_alpha,dv_rating_beta,dv_rating_gamma,human_rating_alpha,human_rating_beta,human_rating_gamma',
    '11-1011.00,Captains,0,0.2,0.4,0.1,0.3,0.5',
    923,
  ],
  [
    'statements.csv',
    exposureAnthropicTasks,
    'O*NET-SOC Code,Title,Task ID,Task,Task Type,Incumbents Responding',
    '11-1011.00,Captains,8823,Steer the ship.,Core,87',
    19_530,
  ],
  [
    'use.csv',
    exposureAnthropicUse,
    'task,soc_code_2010,pct_normalized',
    'Steer the ship.,11-1011.00,0.05',
    4250,
  ],
];

describe.each(files)('%s', (file, kind, header, row, count) => {
  test('is known by its columns and read whole', async () => {
    const whole = bytes([header, ...times(count, row)]);
    expect(await recognise(whole, 'anything.txt')).toBe(kind);
    const { rows, refused } = await kind.read(whole, file);
    expect([rows.length, refused]).toEqual([count, []]);
  });

  test('cut between two rows it is refused, with what was read and what was published', async () => {
    await expect(kind.read(bytes([header, ...times(count - 1, row)]), file)).rejects.toEqual(
      new InputError('rows-other', { file, expected: count, found: count - 1 }),
    );
  });

  test('cut inside a row it is refused where the row begins', async () => {
    const cut = Buffer.from(`${header}\n${row}\n${row.slice(0, 12)}`);
    await expect(kind.read(cut, file)).rejects.toMatchObject({ code: 'cells-wrong', details: { line: 3 } });
  });

  test('without one of its columns it is refused by its header', async () => {
    const other = header.replace(kind.columns[0]!, 'Else');
    await expect(kind.read(bytes([other, row]), file)).rejects.toMatchObject({
      code: 'header-wrong',
      details: { file, line: 1 },
    });
  });

  test('a row that cannot be used is refused alone, with its line', async () => {
    const wrong = row.replace('11-1011.00', '1011');
    const { rows, refused } = await kind.read(bytes([header, wrong, ...times(count - 1, row)]), file);
    expect(rows.length).toBe(count - 1);
    expect(refused).toMatchObject([{ code: 'code-malformed', details: { line: 2, value: '1011' } }]);
  });
});

test.each([
  [exposureEloundouTasks, 0, 'E2', 'E9', 'value-unknown'],
  [exposureEloundouOccupations, 1, '0.5', '1.5', 'number-wrong'],
  [exposureAnthropicUse, 3, '0.05', 'much', 'number-wrong'],
] as const)(
  'a figure or a label that cannot be is refused alone (%#)',
  async (kind, at, right, wrong, code) => {
    const [file, , header, row, count] = files[at]!;
    const broken = row.replace(new RegExp(`${right}$`), wrong);
    const { refused } = await kind.read(bytes([header, ...times(count - 1, row), broken]), file);
    expect(refused).toMatchObject([{ code, details: { line: count + 1, value: wrong } }]);
  },
);

describe('the workbook of the ILO', () => {
  const row = {
    ISCO_08: '7512',
    Title: 'Bakers',
    taskID: 1,
    Task_ISCO: 'Knead dough',
    score_2025: 0.15,
    mean_score_2025: 0.2,
    SD_2025: 0.05,
    potential25: 'Not Exposed',
  };
  const workbook = (rows: readonly object[]): Buffer =>
    write({ SheetNames: ['Sheet1'], Sheets: { Sheet1: utils.json_to_sheet([...rows]) } }, { type: 'buffer' });
  const rowsOf = (count: number) => Array.from({ length: count }, () => row);

  test('is known by its columns and read whole, numbers as they are shown', async () => {
    const whole = workbook([...rowsOf(3265), { ...row, score_2025: 0.1 + 0.2 }]);
    expect(await recognise(whole, 'anything')).toBe(exposureIlo);
    const { rows } = await exposureIlo.read(whole, 'ilo.xlsx');
    expect(rows[0]).toEqual({
      isco: '7512',
      title: 'Bakers',
      id: '1',
      task: 'Knead dough',
      score: 0.15,
      mean: 0.2,
      sd: 0.05,
      gradient: 'not-exposed',
    });
    expect(rows.at(-1)!.score).toBe(0.3);
  });

  test('a step, a score or a group that cannot be is refused alone, with its line', async () => {
    const broken = [
      { ...row, potential25: 'Exposed: Gradient 5' },
      { ...row, SD_2025: 'wide' },
      { ...row, ISCO_08: 'baker' },
    ];
    const { rows, refused } = await exposureIlo.read(workbook([...broken, ...rowsOf(3263)]), 'ilo.xlsx');
    expect(rows.length).toBe(3263);
    expect(refused).toMatchObject([
      { code: 'value-unknown', details: { line: 2, column: 'potential25' } },
      { code: 'number-wrong', details: { line: 3, column: 'SD_2025', value: 'wide' } },
      { code: 'code-malformed', details: { line: 4, column: 'ISCO_08', value: 'baker' } },
    ]);
  });

  test('is refused whole with other rows than were published, without a column, and where it is no workbook', async () => {
    await expect(exposureIlo.read(workbook(rowsOf(3)), 'ilo.xlsx')).rejects.toEqual(
      new InputError('rows-other', { file: 'ilo.xlsx', expected: 3266, found: 3 }),
    );
    const { SD_2025: _, ...less } = row;
    await expect(exposureIlo.read(workbook([less]), 'ilo.xlsx')).rejects.toMatchObject({
      code: 'columns-missing',
    });
    await expect(exposureIlo.read(Buffer.from('PK\x03\x04 no more'), 'ilo.xlsx')).rejects.toMatchObject({
      code: 'workbook-unreadable',
    });
  });
});

describe('employment', () => {
  test('of the United States keeps detailed occupations whose employment is told', async () => {
    const file = bytes([
      'OCC_CODE,OCC_TITLE,O_GROUP,TOT_EMP',
      '00-0000,All,total,"140,886,310"',
      '51-3011,Bakers,detailed,"181,260"',
      '51-3012,Others,detailed,**',
      '51-3013,Broken,detailed,many',
    ]);
    const { rows, refused } = await employmentUs.read(file, 'us.csv');
    expect(rows).toEqual([{ soc: '51-3011', title: 'Bakers', employment: 181_260 }]);
    expect(refused).toMatchObject([{ code: 'number-wrong', details: { line: 5, value: 'many' } }]);
  });

  test('tied to titles of O*NET it goes by those', async () => {
    const file = bytes([
      'occupation,OCC_CODE,OCC_TITLE,O_GROUP,TOT_EMP',
      'Pastry cooks,51-3011,Bakers,detailed,9.0',
    ]);
    expect((await employmentUs.read(file, 'us.csv')).rows).toEqual([
      { soc: '51-3011', title: 'Pastry cooks', employment: 9 },
    ]);
  });

  test('of France is told in thousands by minor group', async () => {
    const file = bytes(['isco_code,2018,isco_minor_group', '751,12.5,Food', '75,1,Crafts']);
    const { rows, refused } = await employmentFrance.read(file, 'fr.csv');
    expect(rows).toEqual([{ isco: '751', employment: 12_500 }]);
    expect(refused).toMatchObject([{ code: 'code-malformed', details: { line: 3, value: '75' } }]);
  });
});

test('rows that are missing are said in one sentence, in both languages', () => {
  const error = new InputError('rows-other', { file: 'ilo.xlsx', expected: 3266, found: 3000 });
  expect(sentence(error, 'fr')).toBe(
    'ilo.xlsx\u00a0: 3000 lignes, alors qu’il en a été publié 3266\u202f; téléchargez-le de nouveau en entier.',
  );
  expect(sentence(error, 'en')).toBe(
    'ilo.xlsx: 3000 rows, where 3266 were published; download it again, whole.',
  );
});
