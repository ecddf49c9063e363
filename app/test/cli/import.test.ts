import { mkdir, readdir, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { abord, hasPolisData, polisData, startAbord, temporaryFolder } from './abord.ts';
import { boxHash, boxRows } from './box.ts';

const votesHeader = 'timestamp,datetime,comment-id,voter-id,vote\n';
const commentsHeader = 'timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n';

/** An export of three people and two statements, with some files written over. */
async function exportFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<string> {
  const folder = join(await temporaryFolder(), 'lunch');
  await mkdir(folder);
  const all = {
    'summary.csv': 'topic,Lunch\nurl,https://pol.is/lunch\nconversation-description,Where to eat\n',
    'comments.csv': `${commentsHeader}1,x,0,0,1,1,1,Soup\n2,x,3,0,1,0,1,"Bread,\nand butter"\n`,
    'votes.csv': `${votesHeader}10,x,0,1,1\n11,x,0,2,-1\n12,x,3,2,0\n13,x,3,4,1\n`,
    ...files,
  };
  for (const [name, content] of Object.entries(all)) {
    if (content.length > 0 || name in files) await writeFile(join(folder, name), content);
  }
  return folder;
}

describe.skipIf(!hasPolisData)(
  'abord import polis, on published debates (skipped without ../shared/data)',
  () => {
    // People, statements and final votes: the exports' own participants-votes.csv, recounted apart.
    test.each([
      ['vtaiwan.uberx', 1921, 197, 49_443, { superseded: 554 }],
      ['london.youth.policing', 26, 36, 638, { superseded: 2, 'refused-unseen': 3 }],
      ['american-assembly.bowling-green', 2031, 896, 225_524, {}],
      ['brexit-consensus', 204, 50, 5303, { superseded: 9 }],
      ['scoop-hivemind.biodiversity', 536, 314, 29_719, { superseded: 83, 'refused-unseen': 2 }],
    ])('brings in all of %s', async (name, participants, statements, votes, refusedBy) => {
      const data = await temporaryFolder();
      const { code, stdout, stderr } = await abord([
        'import',
        'polis',
        join(polisData, name),
        '--data',
        data,
        '--json',
      ]);
      expect(stderr).toBe('');
      expect(code).toBe(0);
      const { inquiry, ...counts } = JSON.parse(stdout);
      const refused = Object.values(refusedBy).reduce((sum, count) => sum + count, 0);
      expect(counts).toEqual({ participants, statements, votes, refused, refusedBy });
      expect(boxRows(data)).toMatchObject({
        inquiry: 1,
        ballot: participants,
        statement: statements,
        vote: votes,
      });
      expect(inquiry).toMatch(/^[a-z]/);
    });

    test('leaves the whole debate or nothing of it when it is killed at any moment', {
      timeout: 180_000,
    }, async () => {
      const data = await temporaryFolder();
      const args = ['import', 'polis', join(polisData, 'vtaiwan.uberx'), '--data', data];
      const began = performance.now();
      await abord(args);
      const lasted = performance.now() - began;
      const whole = boxRows(data);
      const journal = join(data, 'box.sqlite-wal');
      const journalReaches = (size: number) => async () => {
        while ((await stat(journal).catch(() => ({ size: 0 }))).size < size) await wait(1);
      };
      const moments = [
        ...[0.3, 0.6, 0.7, 0.8, 0.9, 1].map((part) => () => wait(part * lasted)),
        ...[1, 500_000, 1_000_000, 2_000_000].map(journalReaches),
      ];

      let inquiries = 1;
      let interrupted = 0;
      for (const moment of moments) {
        const child = startAbord(args);
        const ended = new Promise((resolve) => child.once('close', resolve));
        await Promise.race([moment(), ended]);
        child.kill('SIGKILL');
        await ended;
        const written = (await stat(journal).catch(() => ({ size: 0 }))).size > 0;
        const rows = boxRows(data);
        if (written && rows.inquiry === inquiries) interrupted++;
        expect([inquiries, inquiries + 1]).toContain(rows.inquiry);
        inquiries = rows.inquiry;
        expect(rows.ballot).toBe(inquiries * whole.ballot);
        expect(rows.statement).toBe(inquiries * whole.statement);
        expect(rows.vote).toBe(inquiries * whole.vote);
      }
      // Some kills fell where part of the debate was in the file already.
      expect(interrupted).toBeGreaterThan(0);
      // The lock of a killed command keeps nobody out.
      expect((await abord(args)).code).toBe(0);
    });
  },
);

describe('abord import polis', () => {
  test('tells a person what came in and where to read it, in her language', async () => {
    const folder = await exportFolder();
    const data = await temporaryFolder();
    const english = await abord(['import', 'polis', folder, '--data', data]);
    expect(english.stdout).toMatch(/^“Lunch” is a new inquiry. People: 3; statements: 2; votes: 4\.\n/);
    expect(english.stdout).toMatch(/\/en\/inquiry\/[a-z0-9]{10}\/everyone\n$/);
    const french = await abord(['import', 'polis', folder, '--data', data], { LC_ALL: 'fr_FR.UTF-8' });
    expect(french.stdout).toMatch(/^«\u00a0Lunch\u00a0» est une nouvelle enquête/);
  });

  test('makes a second inquiry of a folder imported twice, and says so beforehand', async () => {
    const folder = await exportFolder();
    const data = await temporaryFolder();
    const first = await abord(['import', 'polis', folder, '--data', data]);
    expect(first.stdout).toContain('Importing the same folder again would make a second inquiry.');
    await abord(['import', 'polis', folder, '--data', data, '--title', 'Again']);
    expect(boxRows(data)).toMatchObject({ inquiry: 2, ballot: 6, vote: 8 });
  });

  test('keeps its data from other users of the machine', async () => {
    const data = join(await temporaryFolder(), 'new');
    await abord(['import', 'polis', await exportFolder(), '--data', data]);
    const { mode } = await stat(data);
    expect(mode & 0o077).toBe(0);
    expect(await readdir(data)).not.toContain('instance.json');
  });

  const votes = (rows: string) => ({ 'votes.csv': votesHeader + rows });
  const refusals: readonly [string, Readonly<Record<string, string | Uint8Array>>, RegExp][] = [
    ['an empty file', { 'votes.csv': '' }, /votes\.csv is empty\.$/],
    ['a header without votes', votes(''), /votes\.csv holds no vote\.$/],
    [
      'a wrong header',
      { 'votes.csv': 'when,what,who,how\n1,2,3,1\n' },
      /votes\.csv, line 1: the header must hold timestamp,comment-id,voter-id,vote/,
    ],
    ['an unknown vote', votes('10,x,0,1,1\n11,x,0,2,2\n'), /votes\.csv, line 3: “2” is not a vote/],
    ['an empty vote', votes('10,x,0,1,\n'), /votes\.csv, line 2: “” is not a vote/],
    [
      'a time that is no number',
      votes('now,x,0,1,1\n'),
      /votes\.csv, line 2: “now” is not a number that the column “timestamp” may hold/,
    ],
    [
      'a time after the last day that a date can name',
      votes('9999999999999999,x,0,1,1\n'),
      /line 2: “9999999999999999” is not a number/,
    ],
    [
      'a statement that is no number',
      votes('10,x,first,1,1\n'),
      /line 2: “first” is not a number that the column “comment-id”/,
    ],
    ['a missing participant', votes('10,x,0,,1\n'), /line 2: the column “voter-id” is empty/],
    ['a row cut short', votes('10,x,0,1,1\n11,x\n'), /votes\.csv, line 3: 2 cells instead of 5/],
    [
      'a quote never closed',
      votes('10,x,0,1,1\n11,"x,0,2,1\n12,x,0,3,1\n'),
      /votes\.csv, line 3: a quote opened here is never closed/,
    ],
    ['a stray quote', votes('10,x"x,0,1,1\n'), /votes\.csv, line 2: misplaced quote/],
    ['NUL bytes', votes('10,x,0,1\0,1\n'), /votes\.csv, line 2: this is not UTF-8 text/],
    [
      'another encoding',
      {
        'comments.csv': Buffer.concat([
          Buffer.from(`${commentsHeader}1,x,0,0,1,1,1,Soup\n2,x,1,0,1,0,1,caf`),
          Buffer.from([0xe9, 10]),
        ]),
      },
      /comments\.csv, line 3: this is not UTF-8 text/,
    ],
    [
      'UTF-16',
      { 'votes.csv': Buffer.from(`\uFEFF${votesHeader}`, 'utf16le') },
      /votes\.csv, line 1: this is not UTF-8 text/,
    ],
    [
      'a statement listed twice',
      { 'comments.csv': `${commentsHeader}1,x,0,0,1,1,1,Soup\n2,x,0,0,1,0,1,Soup\n` },
      /comments\.csv, line 3: statement 0 is already on line 2/,
    ],
    [
      'an unknown moderation',
      { 'comments.csv': `${commentsHeader}1,x,0,0,1,1,7,Soup\n` },
      /comments\.csv, line 2: “7” is not a number that the column “moderated”/,
    ],
    [
      'a column twice',
      { 'votes.csv': 'timestamp,comment-id,voter-id,vote,vote\n1,0,1,1,1\n' },
      /votes\.csv, line 1: the column “vote” comes twice/,
    ],
    [
      'a participant whom the matrix does not know',
      { 'participants-votes.csv': 'participant,group-id,0,3\n1,0,1,\n2,0,-1,0\n' },
      /votes\.csv, line 5: participant 4 is not in participants-votes\.csv/,
    ],
    [
      'a participant twice in the matrix',
      { 'participants-votes.csv': 'participant,group-id,0,3\n1,0,1,\n1,0,-1,0\n' },
      /participants-votes\.csv, line 3: participant 1 is already on line 2/,
    ],
    [
      'votes on refused statements only',
      { 'comments.csv': `${commentsHeader}1,x,0,0,1,1,-1,Soup\n2,x,3,0,1,0,-1,Bread\n` },
      /lunch: every vote is on a statement that moderation refused/,
    ],
    [
      'a matrix without statements',
      { 'participants-votes.csv': 'participant,group-id\n1,0\n' },
      /participants-votes\.csv holds no vote/,
    ],
  ];
  describe('with data already there', () => {
    let data = '';
    beforeAll(async () => {
      data = await temporaryFolder();
      await abord(['import', 'polis', await exportFolder(), '--data', data]);
    });
    test.each(refusals)('refuses %s in one sentence and changes nothing', async (_, files, expected) => {
      const before = boxHash(data);
      const { code, stdout, stderr } = await abord([
        'import',
        'polis',
        await exportFolder(files),
        '--data',
        data,
      ]);
      expect(stderr.trimEnd()).toMatch(expected);
      expect(stderr.trimEnd()).not.toContain('\n');
      expect(stdout).toBe('');
      expect(code).toBe(2);
      expect(boxHash(data)).toBe(before);
    });
  });

  test('refuses two gigabytes of one line without reading them', async () => {
    const folder = await exportFolder();
    const file = join(folder, 'votes.csv');
    await truncate(file, 2 ** 31);
    const { code, stderr } = await abord(['import', 'polis', folder, '--data', await temporaryFolder()]);
    expect(stderr).toMatch(/votes\.csv, line 6: more than 1 MiB in one go/);
    expect(code).toBe(2);
  });

  test('refuses a folder that is not there, a file in its place, and a folder of other things', async () => {
    const folder = await exportFolder();
    const data = await temporaryFolder();
    const refused = async (path: string) => (await abord(['import', 'polis', path, '--data', data])).stderr;
    expect(await refused('/nowhere/at all')).toBe('/nowhere/at all: there is no such file or folder.\n');
    expect(await refused(join(folder, 'votes.csv'))).toBe(
      `${folder}/votes.csv is a file; a folder is needed.\n`,
    );
    expect(await refused(data)).toMatch(
      /is not a Polis export: neither votes\.csv nor participants-votes\.csv is there\.\n$/,
    );
  });

  test('refuses a data folder that cannot be one', async () => {
    const folder = await exportFolder();
    const { code, stderr } = await abord(['import', 'polis', folder, '--data', join(folder, 'votes.csv')]);
    expect(stderr).toMatch(/^The folder .*votes\.csv can be neither made nor written \(E[A-Z]+\); .*\n$/);
    expect(code).toBe(2);
  });

  test('refuses a database address that is none', async () => {
    const { code, stderr } = await abord([
      'import',
      'polis',
      await exportFolder(),
      '--database-url',
      'mysql://x/y',
    ]);
    expect(stderr).toMatch(/^Database .*\n$/);
    expect(code).toBe(2);
  });

  test('has nothing on standard error when nobody watches', async () => {
    const { stderr } = await abord([
      'import',
      'polis',
      await exportFolder(),
      '--data',
      await temporaryFolder(),
    ]);
    expect(stderr).toBe('');
  });
});
