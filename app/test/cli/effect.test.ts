import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { random, randomNormal, shuffle } from '@abord/numbers';
import { beforeAll, describe, expect, test } from 'vitest';
import { hasTrials, metr, trialFile } from '../../../packages/effect/test/trials.ts';
import { effectOn } from '../../src/cli/effectOn.ts';
import { rolloutOn } from '../../src/cli/rolloutOn.ts';
import { sentence } from '../../src/lib/files/sentence.ts';
import type { TrialColumns } from '../../src/lib/questions/gains/trialFile.ts';
import { abord, temporaryFolder } from './abord.ts';

async function csv(lines: readonly string[], name = 'trial.csv'): Promise<string> {
  const file = join(await temporaryFolder(), name);
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

/** The sentence with which a command refuses its file, said of FILE. */
async function refused(path: string, run: () => Promise<void>): Promise<string> {
  const error = await run().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return sentence(error, 'en')!.replace(path, 'FILE');
}

const columns: TrialColumns = {
  outcome: 'minutes',
  treatment: 'ai',
  covariates: ['size'],
  fixed: [],
  cluster: 'person',
  log: true,
};

/** Eight people, ten tasks each, in weeks; AI makes tasks a fifth shorter. */
function tasks(): string[] {
  const source = random(12);
  return Array.from({ length: 80 }, (_, row) => {
    const ai = source() < 0.5 ? 1 : 0;
    const size = 3 + randomNormal(source);
    const minutes = Math.exp(1 + 0.5 * size - 0.22 * ai + 0.2 * randomNormal(source));
    return [`p${row % 8}`, Math.floor(row / 8), ai, size.toFixed(3), minutes.toFixed(2)].join(',');
  });
}
const header = 'person,week,ai,size,minutes';
const asked = [
  '--outcome',
  'minutes',
  '--treatment',
  'ai',
  '--covariate',
  'size',
  '--cluster',
  'person',
  '--log',
];

describe('abord effect on a file of tasks', () => {
  let file: string;
  beforeAll(async () => {
    file = await csv([header, ...tasks()]);
  });

  test('gives the figures that the command line promises', async () => {
    const { code, stdout, stderr } = await abord(['effect', file, ...asked, '--fixed', 'week', '--json']);
    expect([code, stderr]).toEqual([0, '']);
    const figures = JSON.parse(stdout);
    for (const key of ['estimate', 'se', 'df', 'p', 'low', 'high'])
      expect(figures[key]).toEqual(expect.any(Number));
    expect(figures).toMatchObject({
      n: 80,
      clusters: 8,
      method: { covariance: 'CR2', degrees: 'satterthwaite', engine: '@abord/effect' },
      wild: { p: expect.any(Number), draws: 9_999 },
      permutation: { p: expect.any(Number), draws: 9_999 },
      cautions: ['few-clusters'],
    });
    expect(figures.percent.estimate).toBeCloseTo(100 * Math.expm1(figures.estimate), 10);
    expect(figures.percent.high).toBeLessThan(0);
  });

  test('prints the same bytes for the same rows in any order', async () => {
    const shuffled = await csv([header, ...shuffle(random(3), tasks())]);
    const more = [...asked, '--fixed', 'person', '--json'];
    expect((await abord(['effect', shuffled, ...more])).stdout).toBe(
      (await abord(['effect', file, ...more])).stdout,
    );
  });

  test('says the effect in words, in both languages, with what to beware of', async () => {
    const english = await abord(['effect', file, ...asked]);
    expect(english.stdout).toMatch(/^Rows: 80; clusters \(person\): 8\.\n\nai: minutes is [\d.]+% lower\. /);
    expect(english.stdout).toContain('Few clusters: read the wild bootstrap beside the interval.');
    const french = await abord(['effect', file, ...asked, '--lang', 'fr']);
    expect(french.stdout).toMatch(
      /ai\u00a0: minutes baisse de [\d,]+\s%\. Les données s’accordent avec tout/,
    );
    expect(french.stdout).toContain('Intervalles à 95\u00a0%.');
  });

  test('without clusters gives HC2 and no wild bootstrap; without --log no percent', async () => {
    const { stdout } = await abord(['effect', file, '--outcome', 'minutes', '--treatment', 'ai', '--json']);
    const figures = JSON.parse(stdout);
    expect(figures).toMatchObject({ clusters: null, method: { covariance: 'HC2' } });
    expect(figures).not.toHaveProperty('percent');
    expect(figures).not.toHaveProperty('wild');
  });

  test('leaves rows with an empty cell out, and says how many in each arm', async () => {
    const rows = tasks();
    const first = rows.findIndex((row) => row.split(',')[2] === '1');
    rows[first] = rows[first].replace(/,[^,]*$/, ',');
    const gap = await csv([header, ...rows]);
    const { stdout } = await abord(['effect', gap, ...asked]);
    expect(stdout).toContain('Rows left out for an empty cell: 1 (treated: 1; untreated: 0).');
    expect(stdout).toMatch(/^Rows: 79;/);
  });

  test('reads semicolons with decimal commas, true and false', async () => {
    const lines = [header, ...tasks()].map((line, row) => {
      const [person, week, ai, ...numbers] = line.split(',');
      const treated = row === 0 ? ai : ai === '1' ? 'VRAI' : 'FAUX';
      return [person, week, treated, ...numbers.map((cell) => cell.replace('.', ','))].join(';');
    });
    const french = await csv(lines);
    const figures = async (path: string) => (await abord(['effect', path, ...asked, '--json'])).stdout;
    expect(await figures(french)).toBe(await figures(file));
  });

  test('says what is wrong in one line with file, line and reason, and exits with 2', async () => {
    const change = async (edit: (rows: string[]) => string[], more: Partial<TrialColumns> = {}) => {
      const path = await csv([header, ...edit(tasks())]);
      return refused(path, () =>
        effectOn(path, {
          columns: { ...columns, ...more },
          draws: 99,
          seed: 1,
          json: true,
          locale: 'en',
        }),
      );
    };
    const line3 = (cells: string) => (rows: string[]) => [rows[0], cells, ...rows.slice(2)];
    const same = (rows: string[]) => rows;
    expect(await change(line3('p1,0,1,3,soon'))).toBe(
      'FILE, line 3: “soon” is not a number that the column “minutes” may hold.',
    );
    expect(await change(line3('p1,0,perhaps,3,20'))).toContain('line 3: “perhaps” is not a number');
    expect(await change(line3('p1,0,1,3,0'))).toBe(
      'FILE, line 3: “0” in the column “minutes” has no logarithm; it must be above 0.',
    );
    expect(await change(line3('p1,0,1,3,-4'))).toContain('has no logarithm');
    expect(await change(same, { covariates: ['mood'] })).toContain('mood');
    expect(await change(same, { covariates: ['size', 'size'] })).toBe(
      'FILE: the column “size” is asked for twice.',
    );
    expect(await change((rows) => rows.map((row) => row.replace(/^p\d/, 'p1')))).toBe(
      'FILE: the column “person” has one value only, and one cluster says nothing about how clusters differ.',
    );
    expect(await change((rows) => rows.map((row) => row.replace(/^(p\d,\d+),\d/, '$1,1')))).toContain(
      'FILE: the column “ai” does not vary',
    );
    expect(await change((rows) => rows.map((row) => row.replace(/^(p\d,\d+),(\d),[^,]+/, '$1,$2,$2')))).toBe(
      'FILE: the column “ai” cannot be told apart from size: each follows from the other.',
    );
    expect(
      await change((rows) =>
        rows.map((row) => row.replace(/^(p\d),(\d+),\d/, (_, p, w) => `${p},${w},${p === 'p3' ? 1 : 0}`)),
      ),
    ).toBe('FILE: the effect of “ai” rests on one cluster or one row alone; nothing says how sure it is.');
    expect(await change((rows) => rows.slice(0, 2))).toMatch(/^FILE: (2 rows are too few|the column)/);
    expect(await change(() => [])).toBe('FILE has no row in which every column that is needed is filled in.');
    const { code, stdout, stderr } = await abord(['effect', file, '--treatment', 'ai']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--outcome');
  });

  test.skipIf(!hasTrials)(
    'METR: the interval that sixteen developers allow (skipped without ../shared/data)',
    async () => {
      const { time, ai, forecast, developer } = metr();
      const rows = time.map((value, row) =>
        [Math.exp(value), ai[row], forecast[row], developer.labels[developer.codes[row]]].join(','),
      );
      const path = await csv(['minutes,ai,forecast,developer', ...rows]);
      const { stdout } = await abord([
        ...['effect', path, '--outcome', 'minutes', '--treatment', 'ai', '--covariate', 'forecast'],
        ...['--cluster', 'developer', '--log', '--json'],
      ]);
      const figures = JSON.parse(stdout);
      // arXiv 2507.09089 with clubSandwich 0.5.8
      expect(figures.estimate).toBeCloseTo(0.172607815097, 10);
      expect(figures.se).toBeCloseTo(0.0807258488, 9);
      expect(figures.df).toBeCloseTo(12.503649, 5);
      expect(figures.p).toBeCloseTo(0.05287354, 7);
      expect(figures.percent.low).toBeCloseTo(-0.2493, 3);
      expect(figures.percent.high).toBeCloseTo(41.5824, 3);
      expect(figures.wild).toMatchObject({ p: 3_406 / 65_536, draws: 65_536, enumerated: true });
    },
  );
});

describe('abord rollout', () => {
  const columns = ['--outcome', 'y', '--unit', 'team', '--time', 'week', '--cohort', 'start'];
  /** Nine teams, starts in weeks 2 and 4 and never; effects grow by 1 a week. */
  function panel(): string[] {
    const source = random(2);
    return Array.from({ length: 54 }, (_, row) => {
      const [team, week] = [Math.floor(row / 6), row % 6];
      const start = [2, 4, Infinity][team % 3];
      const y = team + week - Math.max(0, week - start + 1) + 0.1 * randomNormal(source);
      return `t${team},${week},${start === Infinity ? '' : start},${y.toFixed(4)}`;
    });
  }
  const header = 'team,week,start,y';

  test('gives the figures that the command line promises', async () => {
    const { code, stdout, stderr } = await abord([
      'rollout',
      await csv([header, ...panel()]),
      ...columns,
      '--json',
    ]);
    expect([code, stderr]).toEqual([0, '']);
    const { att, aggregates, units, twoWay } = JSON.parse(stdout);
    expect(units).toBe(9);
    expect(att).toHaveLength(10);
    for (const effect of att)
      expect(effect).toMatchObject({
        cohort: expect.any(Number),
        time: expect.any(Number),
        se: expect.any(Number),
      });
    const since = aggregates.dynamic.filter(({ e }: { e: number }) => e >= 0);
    since.forEach(({ e, estimate }: { e: number; estimate: number }) => {
      expect(Math.abs(estimate + e + 1)).toBeLessThan(0.3);
    });
    expect(aggregates.group.map(({ cohort }: { cohort: number }) => cohort)).toEqual([2, 4]);
    expect(aggregates.simple.estimate).toBeLessThan(-1);
    expect(twoWay.forbidden).toBeGreaterThan(0);
  });

  test('says it in words, that nine teams are few, and what two-way fixed effects would say', async () => {
    const { stdout } = await abord(['rollout', await csv([header, ...panel()]), ...columns]);
    expect(stdout).toContain('Units: 9; periods: 6; cohorts: 2 (3), 4 (3).');
    expect(stdout).toContain('Fewer than 30 units');
    expect(stdout).toContain('Two-way fixed effects would say');
    const french = await abord(['rollout', await csv([header, ...panel()]), ...columns, '--lang', 'fr']);
    expect(french.stdout).toContain('Moins de 30 unités\u00a0:');
  });

  test('says what is wrong in one line', async () => {
    const change = async (edit: (rows: string[]) => string[]) => {
      const path = await csv([header, ...edit(panel())]);
      const columns = { outcome: 'y', unit: 'team', time: 'week', cohort: 'start' };
      return refused(path, () => rolloutOn(path, { columns, control: 'never', json: true, locale: 'en' }));
    };
    expect(await change((rows) => [rows[0], rows[0], ...rows.slice(1)])).toBe(
      'FILE, line 3: the unit already has a row for this period.',
    );
    expect(await change((rows) => [rows[0], rows[1].replace(',2,', ',3,'), ...rows.slice(2)])).toBe(
      'FILE, line 3: the unit has another value in the column “start” elsewhere.',
    );
    expect(await change((rows) => rows.filter((row) => row.split(',')[1] === '0'))).toBe(
      'FILE: the column “week” has one period only; it takes two to compare.',
    );
    expect(await change((rows) => rows.map((row) => row.replace(/^(t\d,\d),\d*/, '$1,')))).toBe(
      'FILE: no unit starts after the first period; there is nothing to compare.',
    );
    expect(await change((rows) => rows.map((row) => row.replace(/^(t\d,\d),\d*/, '$1,3')))).toBe(
      'FILE: no unit remains untreated to compare with. Try “--control notyet”.',
    );
    const { code, stderr } = await abord(['rollout', 'x.csv', ...columns, '--control', 'all']);
    expect([code, stderr.includes('--control')]).toEqual([2, true]);
  });

  test.skipIf(!hasTrials)('mpdta as R prints it (skipped without ../shared/data)', async () => {
    const { stdout } = await abord([
      ...['rollout', trialFile('mpdta.csv'), '--outcome', 'lemp', '--unit', 'countyreal'],
      ...['--time', 'year', '--cohort', 'first.treat', '--json'],
    ]);
    const { att, aggregates } = JSON.parse(stdout);
    // README of R's did
    expect(att[0].estimate).toBeCloseTo(-0.0105032, 7);
    expect(att[0].se).toBeCloseTo(0.023251, 6);
    expect(aggregates.simple.estimate).toBeCloseTo(-0.0399513, 7);
    expect(aggregates.groupOverall.estimate).toBeCloseTo(-0.0310183, 7);
  });
});
