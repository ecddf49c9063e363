import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { abord, startAbord, temporaryFolder } from '../cli/abord.ts';
import * as some from './someFiles.ts';

const { csv, wholeFolder, writeFiles } = some;
const folderOf = async (files: Readonly<Record<string, string | Uint8Array>>) =>
  writeFiles(await temporaryFolder(), files);

describe('abord references', () => {
  test('says for each file what was read, kept and refused, and what was learnt', async () => {
    const data = await temporaryFolder();
    const rows = [...some.romeEscoRows, [some.esco('z'), '', '90002', 'skos:closeMatch']];
    const path = await folderOf({ ...wholeFolder, 'between/1.csv': some.romeEsco(rows) });
    const { code, stdout, stderr } = await abord(['references', 'add', path, '--data', data, '--json']);
    expect([code, stderr]).toEqual([0, '']);
    const { added, left, refused, trained } = JSON.parse(stdout);
    expect(added.find((file: { source: string }) => file.source === 'rome-esco')).toEqual({
      file: join(path, 'between/1.csv'),
      source: 'rome-esco',
      kind: 'links',
      version: 'V9.9',
      rows: 7,
      kept: 6,
      heldOut: 0,
      refused: [{ line: 13, reason: `${join(path, 'between/1.csv')}, line 13: ESCO has no “z”.` }],
      refusedCount: 1,
    });
    expect(left).toEqual([{ file: join(path, 'notes.txt') }, { file: join(path, 'people.csv') }]);
    expect(refused).toEqual([]);
    expect(trained.map((one: object) => Object.keys(one))).toEqual(
      Array(4).fill(['scheme', 'titles', 'seconds', 'bytes']),
    );

    const listed = await abord(['references', 'list', '--data', data, '--json']);
    const { sources } = JSON.parse(listed.stdout);
    expect(sources[0]).toMatchObject({
      source: 'rome',
      publisher: 'France Travail',
      licence: 'Licence Ouverte 2.0',
      rows: { titles: 10, codes: 3 },
    });
    const read = expect.stringMatching(/^\d{4}-\d\d-\d\d$/);
    // Of all the files of ROME only that of its titles has a version in its name.
    expect(sources[0].editions).toEqual([
      { read, tables: ['codes', 'skills', 'links', 'texts', 'mobilities'] },
      { version: 'v999', read, tables: ['titles'] },
    ]);

    const french = await abord(['references', 'list', '--data', data, '--lang', 'fr']);
    expect(french.stdout).toContain('ROME\n  France Travail\u202f; Licence Ouverte 2.0\u202f; lu le ');
    expect(french.stdout).toContain('  appellations, v999\u00a0: lu le ');
    expect(french.stdout).toContain('  appellations\u00a0: 10\n');
    const english = await abord(['references', 'list', '--data', data]);
    expect(english.stdout).toContain('  official moves: 2\n');
    expect(english.stdout).toMatch(/Learnt: ROME, from 10 titles, in [\d.]+ s \(0\.0\d+ MB\)\./);
  });

  test('says in words what came of a folder of which one source cannot be used, and ends with 2', async () => {
    const data = await temporaryFolder();
    const path = await folderOf({
      'a.csv': csv(some.romeCodes),
      'b.csv': csv(some.romeTitles).slice(0, -40),
      'c.csv': csv(some.iscoEn),
    });
    const { code, stdout, stderr } = await abord(['references', 'add', path, '--data', data]);
    expect(code).toBe(2);
    // Where nobody watches, what begins has a line of its own.
    expect(stderr.split('\n')).toEqual([
      'Reading: a.csv (1 of 3)',
      'Reading: b.csv (2 of 3)',
      'Reading: c.csv (3 of 3)',
      'Learning: ISCO-08 (1 of 1)',
      `${path}/b.csv, line 11: a quote opened here is never closed.`,
      '',
    ]);
    expect(stdout).toContain(`ISCO-08\n  groups in English: 3 kept, of 3 rows read (${path}/c.csv)\n`);
    expect(stdout).toContain('ROME: nothing was changed.\n');
  });

  test('says that nothing is there', async () => {
    const { code, stdout } = await abord(['references', 'list', '--data', await temporaryFolder()]);
    expect([code, stdout]).toEqual([
      0,
      'No published list is there: only the jobs that come with Abord are used. “abord references add PATH” adds some.\n',
    ]);
  });

  test('holds out what a list does not name', async () => {
    const data = await temporaryFolder();
    const path = await folderOf({ 't.csv': csv(some.romeTitles), 'x.csv': some.romeEsco(some.romeEscoRows) });
    const list = join(await temporaryFolder(), 'keep.txt');
    await writeFile(list, '\uFEFF90001\r\n90011\r\n\r\nnobody\r\n');
    const added = await abord(['references', 'add', path, '--only', list, '--data', data, '--json']);
    const report = JSON.parse(added.stdout);
    expect(
      report.added.map(({ kept, heldOut }: { kept: number; heldOut: number }) => [kept, heldOut]),
    ).toEqual([
      [2, 8],
      [2, 4],
    ]);
    expect(report.unnamed).toBe(1);
  });

  test('is left as it was by a command that is killed on its way', async () => {
    const data = await temporaryFolder();
    const list = async () => (await abord(['references', 'list', '--data', data, '--json'])).stdout;
    const small = await folderOf({ 'a.csv': csv(some.romeCodes), 'b.csv': csv(some.romeTitles) });
    await abord(['references', 'add', small, '--data', data]);
    const before = await list();
    // As many titles as take a while to learn.
    const many = Array.from({ length: 4000 }, (_, at) => {
      const label = `Poseur / Poseuse numéro ${at} de ${String.fromCharCode(97 + (at % 26))}${at % 77}`;
      return [`${100_000 + at}`, label, label, some.romeCodes[1 + (at % 3)]![0]!, '1', 'PRINCIPALE', '1'];
    });
    const path = await folderOf({ 'b.csv': csv([some.romeTitles[0]!, ...many]) });
    const child = startAbord(['references', 'add', path, '--data', data]);
    const ended = new Promise((resolve) => child.once('close', resolve));
    const folder = join(data, 'references');
    while (!(await readdir(folder)).includes('instance.json')) await new Promise((go) => setTimeout(go, 20));
    child.kill('SIGKILL');
    await ended;
    expect(await list()).toBe(before);
    const again = await abord(['references', 'add', path, '--data', data, '--json']);
    expect(JSON.parse(again.stdout).added[0]).toMatchObject({ kept: 4000 });
  });

  test.each([
    [['add'], 'The command lacks something; its use: abord references (add PATH | list | learn)'],
    [['take', 'x'], '“take” does not fit; use: abord references (add PATH | list | learn)'],
    [['list', 'x'], '“x” is one too many; use: abord references (add PATH | list | learn)'],
    [['add', 'nowhere'], 'nowhere: there is no such file or folder.'],
    [['add', '.', '--only', 'nowhere.txt'], 'nowhere.txt: there is no such file or folder.'],
  ])('refuses %j in one sentence', async (args, expected) => {
    const { code, stdout, stderr } = await abord(['references', ...args, '--data', await temporaryFolder()]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(expected);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('refuses a file that is none, and a list without a line', async () => {
    const data = await temporaryFolder();
    const folder = await folderOf({
      'people.csv': 'name\nAda\n',
      'empty.txt': '\n \n',
      'c.csv': csv(some.romeCodes),
    });
    const none = await abord([
      'references',
      'add',
      join(folder, 'people.csv'),
      '--data',
      data,
      '--lang',
      'fr',
    ]);
    expect(none.stderr).toBe(
      `Lecture\u00a0: people.csv (1 sur 1)\n${folder}/people.csv n’est aucun des fichiers publiés que reconnaît Abord (ROME, ESCO, CITP-08, O*NET et leurs tables de passage)\u00a0: ses colonnes ne sont celles d’aucun d’eux.\n`,
    );
    const args = ['references', 'add', join(folder, 'c.csv'), '--only', join(folder, 'empty.txt')];
    expect((await abord([...args, '--data', data])).stderr).toBe(`${folder}/empty.txt is empty.\n`);
    expect(await readdir(data)).toEqual([]);
  });
});

describe('abord work', () => {
  let data: string;
  beforeAll(async () => {
    data = await temporaryFolder();
    await abord(['references', 'add', await folderOf(wholeFolder), '--data', data]);
  });

  test('finds a job in somebody’s own words among those that come with Abord', async () => {
    const empty = await temporaryFolder();
    const { code, stdout } = await abord(['work', 'infirmière de nuit', '--data', empty, '--json']);
    expect(code).toBe(0);
    const { matches, confident } = JSON.parse(stdout);
    expect(confident).toBe(true);
    expect(matches).toHaveLength(5);
    expect(matches[0]).toMatchObject({
      scheme: 'isco',
      code: '2221',
      isco: '2221',
      label: { fr: 'infirmier / infirmière', en: 'nurse' },
      exposure: { mean: 0.25, sd: 0.13, source: 'ILO Working Paper 140, scores of 2025' },
    });
    expect(matches[0].score).toBeGreaterThanOrEqual(0.8);
    expect(Object.keys(matches[0])).toEqual([
      'scheme',
      'code',
      'isco',
      'label',
      'score',
      'exposure',
      'tasks',
    ]);
    expect(matches[0].tasks[0]).toEqual({
      id: expect.any(String),
      fr: expect.any(String),
      en: expect.any(String),
    });
    // Nothing is written to look something up.
    expect(await readdir(empty)).toEqual([]);
  });

  test('answers each line of a file in its order, empty ones too', async () => {
    const file = join(await temporaryFolder(), 'lines.txt');
    await writeFile(
      file,
      'poseuse de dalles\n\nqsdf wxcv bnhj\nveilleuse de malades\tFait des rondes dans les étages\n',
    );
    const { stdout } = await abord([
      'work',
      '--file',
      file,
      '--scheme',
      'rome',
      '--top',
      '2',
      '--data',
      data,
      '--json',
    ]);
    const found: { matches: { code: string; isco: string | null; label: object }[]; confident: boolean }[] =
      JSON.parse(stdout);
    expect(found.map(({ matches }) => matches[0]?.code)).toEqual(['F9901', undefined, undefined, 'J9901']);
    expect(found.map(({ matches }) => matches.length)).toEqual([2, 0, 0, 2]);
    expect(found[1]).toMatchObject({ matches: [], confident: false });
    expect(found[3]!.matches[0]).toMatchObject({ isco: '2221', label: { fr: 'Soins de nuit', en: null } });
  });

  test('says how far it is in a long file, not to a program', async () => {
    const file = join(await temporaryFolder(), 'lines.txt');
    await writeFile(file, 'poseuse de dalles\n'.repeat(1500));
    const args = ['work', '--file', file, '--scheme', 'rome', '--top', '1', '--data', data];
    expect((await abord(args)).stderr).toBe('Answered: 1000 of 1500 lines\n');
    expect((await abord([...args, '--json'])).stderr).toBe('');
  });

  test('says its proposals, that none may be meant, and that exposure is no destiny', async () => {
    const { stdout } = await abord(['work', 'poseur de dalles', '--scheme', 'rome', '--data', data]);
    expect(stdout).toMatch(/^“poseur de dalles”\n {2}1\. Pose de pierres \(F9901\) · /);
    expect(stdout).toContain('  4. none of these\n');
    const french = await abord(['work', 'infirmier', '--data', await temporaryFolder(), '--lang', 'fr']);
    expect(french.stdout).toMatch(/ {2}1\. infirmier \/ infirmière \(2221\) · .* · exposition 0,25, /);
    expect(french.stdout).toContain('\u00a0: un contexte, jamais un destin (');
    const noise = await abord(['work', 'qsdf wxcv bnhj', '--data', data]);
    expect([noise.code, noise.stdout]).toEqual([
      0,
      '“qsdf wxcv bnhj”\n  This is recognised as no job; say it otherwise.\nWords that are not known: qsdf, wxcv, bnhj.\n',
    ]);
  });

  test('refuses what it cannot look up, in one sentence', async () => {
    const nothing = await temporaryFolder();
    const refusals: readonly [string[], RegExp][] = [
      [[], /^The command lacks something; its use: abord work TEXT/],
      [[' '], /^The command lacks something; its use: abord work TEXT/],
      [['x', '--file', 'y'], /^“x” is one too many; /],
      [['x', '--scheme', 'soc'], /^“soc” does not suit the option “--scheme”; /],
      [['x', '--top', '0'], /^“0” does not suit the option “--top”; /],
      [['x', '--top', '1e1'], /^“1e1” does not suit the option “--top”; /],
      [['--file', 'nowhere.txt'], /^nowhere\.txt: there is no such file or folder\.$/],
      [
        ['x', '--scheme', 'onet'],
        /^The list “onet” is not there; add it with “abord references add PATH”\.$/,
      ],
    ];
    for (const [args, expected] of refusals) {
      const { code, stdout, stderr } = await abord(['work', ...args, '--data', nothing]);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr.trimEnd()).toMatch(expected);
    }
  });
});
