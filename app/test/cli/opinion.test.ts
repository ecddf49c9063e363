import { execFileSync } from 'node:child_process';
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { random, shuffle } from '@abord/numbers';
import { beforeAll, describe, expect, test } from 'vitest';
import { abord, hasPolisData, mainFile, polisData, temporaryFolder } from './abord.ts';

const header = 'participant,statement,vote';

/** People along a line: each agrees with half of the statements the more, the farther right she stands. */
function lineOfVotes(people: number, statements: number, seed: number): string[] {
  const chance = random(seed);
  const rows: string[] = [];
  for (let person = 0; person < people; person++) {
    const place = 4 * chance() - 2;
    for (let statement = 0; statement < statements; statement++) {
      if (chance() < 0.4) continue;
      const towards = statement % 3 === 0 ? 0 : statement % 3 === 1 ? 1.5 : -1.5;
      const agrees = chance() < 1 / (1 + Math.exp(-(0.6 + towards * place)));
      rows.push(`p${person},${statement},${chance() < 0.1 ? 0 : agrees ? 1 : -1}`);
    }
  }
  return rows;
}

async function csv(rows: readonly string[] | string, name = 'votes.csv'): Promise<string> {
  const file = join(await temporaryFolder(), name);
  await writeFile(file, typeof rows === 'string' ? rows : `${[header, ...rows].join('\n')}\n`);
  return file;
}

const interval = { value: expect.any(Number), low: expect.any(Number), high: expect.any(Number) };

describe('abord opinion on a file of votes', () => {
  const rows = lineOfVotes(200, 24, 5);
  let file: string;
  beforeAll(async () => {
    file = await csv(rows);
  });

  test('gives the figures that the command line promises', async () => {
    const { code, stdout, stderr } = await abord(['opinion', file, '--json']);
    expect([code, stderr]).toEqual([0, '']);
    const opinion = JSON.parse(stdout);
    expect(opinion).toMatchObject({
      participants: 200,
      statements: 24,
      votes: rows.length,
      shape: expect.any(String),
    });
    expect(['few', 'cloud', 'line', 'camps']).toContain(opinion.shape);
    expect(opinion.statementsBy).toHaveLength(24);
    for (const statement of opinion.statementsBy) {
      expect(statement).toMatchObject({
        id: expect.any(String),
        bridge: interval,
        divide: { ...interval, q: expect.any(Number) },
      });
      const votes = (value: string) =>
        rows.filter((row) => row.split(',')[1] === statement.id && row.endsWith(`,${value}`)).length;
      expect([statement.agree, statement.disagree, statement.pass]).toEqual([
        votes('1'),
        votes('-1'),
        votes('0'),
      ]);
    }
  });

  test('prints the same bytes for the same votes in any order, and for the same seed given by hand', async () => {
    const shuffled = await csv(shuffle(random(99), rows));
    const pairs = await csv('participant,statement\np3,1\np4,2\n', 'pairs.csv');
    const more = ['--json', '--members', '--polis', '--predict', pairs];
    const first = await abord(['opinion', file, ...more]);
    expect((await abord(['opinion', shuffled, ...more])).stdout).toBe(first.stdout);
    expect((await abord(['opinion', shuffled])).stdout).toBe((await abord(['opinion', file])).stdout);
    const { seed } = JSON.parse(first.stdout).method;
    expect((await abord(['opinion', file, ...more, '--seed', String(seed)])).stdout).toBe(first.stdout);
    expect(JSON.parse((await abord(['opinion', file, '--json', '--seed', '7'])).stdout).method.seed).toBe(7);
  });

  test('predicts known pairs, and falls back on the rate of the statement or of everything', async () => {
    const pairs = ['p0,1', 'stranger,1', 'p0,new', 'stranger,new', 'p0,1'];
    const given = await csv(`participant,statement\r\n${pairs.join('\r\n')}\r\n`, 'pairs.csv');
    const { stdout } = await abord(['opinion', file, '--predict', given, '--json']);
    const { predictions } = JSON.parse(stdout) as {
      predictions: { participant: string; statement: string; agree: number }[];
    };
    expect(predictions.map(({ participant, statement }) => `${participant},${statement}`)).toEqual(pairs);
    for (const { agree } of predictions) expect(agree).toBeGreaterThan(0);
    for (const { agree } of predictions) expect(agree).toBeLessThan(1);
    const rate = (wanted: (row: string) => boolean) => {
      const of = (value: string) => rows.filter((row) => wanted(row) && row.endsWith(`,${value}`)).length;
      return of('1') / (of('1') + of('-1'));
    };
    expect(Math.abs(predictions[1].agree - rate((row) => row.split(',')[1] === '1'))).toBeLessThan(0.1);
    expect(Math.abs(predictions[3].agree - rate(() => true))).toBeLessThan(0.1);
    expect(predictions[4]).toEqual(predictions[0]);
  });

  test('names the members of each group it finds, everybody once at most', async () => {
    const chance = random(3);
    const camps = Array.from({ length: 240 }, (_, person) =>
      Array.from({ length: 30 }, (_, statement) => {
        const leaning = (statement + (person % 2)) % 2 === 0 ? 0.93 : 0.07;
        return `${person},${statement},${chance() < leaning ? 1 : -1}`;
      }),
    ).flat();
    const { stdout } = await abord(['opinion', await csv(camps), '--members', '--json']);
    const { groups } = JSON.parse(stdout) as {
      groups: { id: string; members: string[]; standing: string; stability: number }[];
    };
    expect(groups).toHaveLength(2);
    const everybody = groups.flatMap(({ members }) => members);
    expect(new Set(everybody).size).toBe(everybody.length);
    // Two camps that answer 30 statements the opposite way leave no doubt about anybody.
    const camp = (remainder: number) => Array.from({ length: 120 }, (_, i) => String(2 * i + remainder));
    const found = groups.map(({ members }) => [...members].sort((a, b) => Number(a) - Number(b)));
    expect(found).toEqual(expect.arrayContaining([camp(0), camp(1)]));
    const { groups: unnamed } = JSON.parse((await abord(['opinion', await csv(camps), '--json'])).stdout);
    expect(unnamed[0]).not.toHaveProperty('members');
  });

  test('tells a person the shape, what unites, what divides and how we know, in her language', async () => {
    const english = await abord(['opinion', file]);
    expect(english.stdout).toMatch(/^People: 200; statements: 24; votes: /);
    expect(english.stdout).toContain('Common ground: agreement where it is weakest');
    expect(english.stdout).toMatch(/95% intervals\. Engine @abord\/opinion .*, seed \d+, subsamples: \d+\./);
    const french = await abord(['opinion', file], { LC_ALL: 'fr_FR.UTF-8' });
    expect(french.stdout).toMatch(/^Personnes\u00a0: 200\u202f; affirmations\u00a0: 24/);
  });

  test('ends quietly when whoever reads has read enough', () => {
    const pipe = '"$0" "$1" opinion "$2" --json | head -c 10';
    const said = execFileSync('sh', ['-c', `{ ${pipe}; } 2>&1`, process.execPath, mainFile, file], {
      encoding: 'utf8',
    });
    expect(said).toBe('{"particip');
  });

  const refusals: readonly [string, string, RegExp][] = [
    ['an empty file', '', /is empty\.$/],
    ['a header alone', `${header}\n`, /holds no vote\.$/],
    [
      'a wrong header',
      'person,item,answer\n1,2,1\n',
      /line 1: the header must hold participant,statement,vote; the file starts with “person,item,answer”\.$/,
    ],
    ['no header', '1,2,1\n1,3,-1\n', /line 1: the header must hold/],
    [
      'an unknown vote',
      `${header}\n1,2,1\n1,3,2\n`,
      /line 3: “2” is not a vote \(1 agree, -1 disagree, 0 pass\)\.$/,
    ],
    ['a vote in words', `${header}\n1,2,agree\n`, /line 2: “agree” is not a vote/],
    ['an unanswered statement', `${header}\n1,2,\n`, /line 2: “” is not a vote/],
    [
      'a second vote',
      `${header}\n1,2,1\n2,2,1\n1,2,-1\n`,
      /line 4: second vote by 1 on statement 2; the first is on line 2\.$/,
    ],
    [
      'a second vote equal to the first',
      `${header}\r\n1,2,1\r\n1,2,1\r\n`,
      /line 3: second vote by 1 on statement 2/,
    ],
    ['nobody’s vote', `${header}\n,2,1\n`, /line 2: the column “participant” is empty\.$/],
    ['a vote on nothing', `${header}\n1,,1\n`, /line 2: the column “statement” is empty\.$/],
    ['a cell too many', `${header}\n1,2,1,5\n`, /line 2: 4 cells instead of 3\.$/],
    ['a quote never closed', `${header}\n1,2,1\n"3,2,1\n`, /line 3: a quote opened here is never closed\.$/],
    ['NUL bytes', `${header}\n1\0,2,1\n`, /line 2: this is not UTF-8 text/],
  ];
  test.each(refusals)('refuses %s in one sentence', async (_, content, expected) => {
    const { code, stdout, stderr } = await abord(['opinion', await csv(content), '--json']);
    expect(stderr).toMatch(/^.*votes\.csv.*\n$/);
    expect(stderr.trimEnd()).toMatch(expected);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  test('refuses two gigabytes of one line without reading them', async () => {
    const endless = await csv(`${header}\n`);
    await truncate(endless, 2 ** 31);
    const { code, stderr } = await abord(['opinion', endless]);
    expect(stderr).toMatch(/votes\.csv, line 2: more than 1 MiB in one go/);
    expect(code).toBe(2);
  });

  test('reads Windows line ends and a byte order mark like any other file', async () => {
    const windows = await csv(`\uFEFF${[header, ...rows].join('\r\n')}\r\n`);
    expect((await abord(['opinion', windows, '--json'])).stdout).toBe(
      (await abord(['opinion', file, '--json'])).stdout,
    );
  });

  test('names the file of pairs when that is the one it cannot use', async () => {
    const pairs = await csv('participant,vote\n1,1\n', 'pairs.csv');
    const { code, stderr } = await abord(['opinion', file, '--predict', pairs]);
    expect(stderr).toMatch(/pairs\.csv, line 1: the header must hold participant,statement;/);
    expect(code).toBe(2);
    expect((await abord(['opinion', file, '--predict', '/nowhere'])).stderr).toBe(
      '/nowhere: there is no such file or folder.\n',
    );
  });
});

describe.skipIf(!hasPolisData)('abord opinion on published debates (skipped without ../shared/data)', () => {
  // Recounted apart from participants-votes.csv and the moderated column of comments.csv.
  test.each([
    ['vtaiwan.uberx', [1912, 119, 49_348], { statements: 78, votes: 95, participants: 9 }],
    ['scoop-hivemind.biodiversity', [529, 154, 29_188], { statements: 160, votes: 531, participants: 7 }],
    ['brexit-consensus', [204, 50, 5303], { statements: 0, votes: 0, participants: 0 }],
    ['london.youth.policing', [26, 36, 638], { statements: 0, votes: 0, participants: 0 }],
  ])('leaves out of %s what moderation refused, and counts it', async (name, analysed, leftOut) => {
    const { stdout } = await abord(['opinion', join(polisData, name), '--json']);
    const opinion = JSON.parse(stdout);
    expect([opinion.participants, opinion.statements, opinion.votes]).toEqual(analysed);
    expect(opinion.leftOut).toEqual(leftOut);
  });

  test('says that 26 people are too few to say', async () => {
    const path = join(polisData, 'london.youth.policing');
    expect(JSON.parse((await abord(['opinion', path, '--json'])).stdout)).toMatchObject({
      shape: 'few',
      groups: [],
    });
    expect((await abord(['opinion', path])).stdout).toContain('Too few people to say');
  });

  test('gives Polis its own groups for its own figures', async () => {
    const { stdout } = await abord(['opinion', join(polisData, 'vtaiwan.uberx'), '--polis', '--json']);
    const { polis } = JSON.parse(stdout);
    expect(polis.groupsFrom).toBe('polis');
    // Sizes of group-id 0 and 1 in the export: 330 and 889.
    expect(polis.groups.map(({ id, size }: { id: string; size: number }) => [id, size])).toEqual([
      ['0', 330],
      ['1', 889],
    ]);
    for (const { na, ns, pa } of polis.groups[0].statements) expect(pa).toBeCloseTo((na + 1) / (ns + 2), 12);
  });
});
