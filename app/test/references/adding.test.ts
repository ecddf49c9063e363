import { chmod, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { InputError } from '#lib/files/InputError.ts';
import { sentence } from '#lib/files/sentence.ts';
import { type Jobs, jobs } from '#lib/questions/jobs.ts';
import { type Added, type AddingStep, addReferences } from '#lib/references/addReferences.ts';
import { readManifest } from '#lib/references/keep.ts';
import { learnAgain } from '#lib/references/learnAgain.ts';
import { listSources } from '#lib/references/listSources.ts';
import { openReferences } from '#lib/references/openReferences.ts';
import { referenceOf } from '#lib/references/referenceOf.ts';
import type { Kept } from '#lib/references/tables.ts';
import { temporaryFolder } from '../cli/abord.ts';
import * as some from './someFiles.ts';

const { csv, tabs, writeFiles, wholeFolder } = some;

type Files = Readonly<Record<string, string | Uint8Array>>;

const folderOf = async (files: Files) => writeFiles(await temporaryFolder(), files);

async function add(path: string, data: string, more: Partial<Parameters<typeof addReferences>[1]> = {}) {
  return addReferences(path, { data, today: '2026-11-30', engine: jobs, ...more });
}

const only = (...names: string[]) => ({ only: { file: 'keep.txt', names: new Set(names) } });
const said = (error: unknown) => sentence(error, 'en');
const failure = (doing: Promise<unknown>) => doing.then(() => 'done', said);
const rowsOf = (data: string) =>
  Object.fromEntries(listSources(data).sources.map(({ source, rows }) => [source, rows]));

/** The files of the set that is there, by what its manifest names. */
function filesThatCount(data: string): string[] {
  const { sources, trained } = readManifest(data);
  return ['manifest.json', ...[...Object.values(sources), ...Object.values(trained)].map(({ file }) => file)];
}

/** Everything that counts, as it is on the disk. */
async function whatCounts(data: string): Promise<Record<string, string>> {
  return Object.fromEntries(
    await Promise.all(
      filesThatCount(data).map(async (file) => [
        file,
        (await readFile(join(data, 'references', file))).toString('base64'),
      ]),
    ),
  );
}

/** The lists and what was learnt of them; the manifest tells in how long. */
async function listsAndLearnt(data: string): Promise<Record<string, string>> {
  const { 'manifest.json': _, ...rest } = await whatCounts(data);
  return rest;
}

/** Writes over the one file of a set that begins so. */
async function damage(data: string, beginning: string): Promise<string> {
  const file = filesThatCount(data).find((name) => name.startsWith(beginning))!;
  await writeFile(join(data, 'references', file), '{');
  return file;
}

function keptIn(data: string): Kept {
  const references = openReferences(data, { engine: jobs });
  return Object.fromEntries(
    listSources(data).sources.map(({ source }) => [source, references.tables(source)]),
  );
}

const counted = ({ added }: Added) =>
  Object.fromEntries(
    added.map(({ source, kind, rows, kept, heldOut, refused }) => [
      `${source} ${kind}`,
      [rows, kept, heldOut, refused.length],
    ]),
  );

describe('adding a folder', () => {
  test('keeps what is published in it, leaves the rest, and learns from it', async () => {
    const data = await temporaryFolder();
    const path = await folderOf(wholeFolder);
    const steps: string[] = [];
    const added = await add(path, data, { tell: (step) => steps.push(Object.keys(step)[0]!) });
    expect(counted(added)).toEqual({
      'rome codes': [3, 3, 0, 0],
      'rome titles': [10, 10, 0, 0],
      'rome skills': [2, 2, 0, 0],
      'rome links': [3, 3, 0, 0],
      'rome texts': [2, 2, 0, 0],
      'rome mobilities': [2, 2, 0, 0],
      'esco fr': [3, 3, 0, 0],
      'esco en': [3, 3, 0, 0],
      'isco fr': [4, 4, 0, 0],
      'isco en': [3, 3, 0, 0],
      'onet occupations': [2, 2, 0, 0],
      'onet titles': [4, 4, 0, 0],
      'onet tasks': [2, 2, 0, 0],
      'onet related': [1, 1, 0, 0],
      'onet zones': [1, 1, 0, 0],
      'onet version': [0, 0, 0, 0],
      'rome-esco links': [6, 6, 0, 0],
      'esco-onet links': [2, 2, 0, 0],
      'rome-isco links': [2, 2, 0, 0],
      'isco-soc links': [2, 2, 0, 0],
    });
    expect(added.left.map(({ file }) => file.slice(path.length + 1))).toEqual(['notes.txt', 'people.csv']);
    expect(added.trained.map(({ scheme, titles }) => [scheme, titles > 0])).toEqual([
      ['rome', true],
      ['isco', true],
      ['esco', true],
      ['onet', true],
    ]);
    expect(steps).toEqual([...Array(22).fill('reading'), ...Array(4).fill('training')]);
    const { sources, trained } = listSources(data);
    const read = '2026-11-30';
    expect(sources.map(({ source, editions }) => [source, editions])).toEqual([
      [
        'rome',
        [
          { read, tables: ['codes', 'skills', 'links', 'texts', 'mobilities'] },
          { version: 'v999', read, tables: ['titles'] },
        ],
      ],
      ['esco', [{ read, tables: ['fr', 'en'] }]],
      ['isco', [{ read, tables: ['fr', 'en'] }]],
      ['onet', [{ version: '99.1', read, tables: ['occupations', 'titles', 'tasks', 'related', 'zones'] }]],
      ['rome-esco', [{ version: 'V9.9', read, tables: ['links'] }]],
      ['rome-isco', [{ read, tables: ['links'] }]],
      ['isco-soc', [{ read, tables: ['links'] }]],
      ['esco-onet', [{ read, tables: ['links'] }]],
    ]);
    for (const { name, publisher, licence } of sources) expect([name, publisher, licence]).not.toContain('');
    expect(trained.map(({ scheme }) => scheme)).toEqual(['rome', 'isco', 'esco', 'onet']);
  });

  test('gives the same bytes for the same files, read twice', async () => {
    const path = await folderOf(wholeFolder);
    const [one, other] = [await temporaryFolder(), await temporaryFolder()];
    await add(path, one);
    await add(path, other);
    expect(await listsAndLearnt(one)).toEqual(await listsAndLearnt(other));
  });

  test('a file replaces its table, and the other tables of its source stay', async () => {
    const data = await temporaryFolder();
    await add(await folderOf(wholeFolder), data);
    const fewer = csv(some.romeTitles.slice(0, 8));
    await add(await folderOf({ 't.csv': fewer }), data);
    expect(rowsOf(data).rome).toEqual({ codes: 3, titles: 7, skills: 2, links: 3, texts: 2, mobilities: 2 });
    // Nor does it keep the version that the other file said.
    expect(listSources(data).sources[0]!.editions).toHaveLength(1);
    const files = await readdir(join(data, 'references'));
    expect(files.filter((file) => file.startsWith('rome.'))).toHaveLength(1);
    expect(files.filter((file) => file.startsWith('match-rome.'))).toHaveLength(1);
  });

  test('takes the version and the day of each table from its own file, and only where its publisher writes it there', async () => {
    const data = await temporaryFolder();
    const path = await folderOf({
      'v347/codes.csv': csv(some.romeCodes),
      'v347/titles.csv': csv(some.romeTitles),
      'v1.2/isco_v7.csv': csv(some.iscoEn),
    });
    const here = process.cwd();
    await add(relative(here, path), data);
    await add(await folderOf({ 'unix_rubrique_mobilite_v460_utf8.csv': csv(some.romeMobilities) }), data, {
      today: '2026-12-01',
    });
    expect(listSources(data).sources.map(({ source, editions }) => [source, editions])).toEqual([
      [
        'rome',
        [
          { version: 'v347', read: '2026-11-30', tables: ['codes', 'titles'] },
          { version: 'v460', read: '2026-12-01', tables: ['mobilities'] },
        ],
      ],
      ['isco', [{ read: '2026-11-30', tables: ['en'] }]],
    ]);
  });

  test('leaves with its reason what leads nowhere or is not text, and refuses what is listed twice', async () => {
    const folder = await folderOf({
      'a.csv': csv([...some.romeTitles, some.romeTitles[1]!.with(1, 'Autre')]),
      'b/empty.csv': '',
      'c.csv': Buffer.from(`\uFEFF${csv(some.romeCodes)}`, 'utf16le'),
    });
    await symlink('loop', join(folder, 'loop'));
    const { added, left } = await add(folder, await temporaryFolder());
    expect(left.map(({ reason }) => said(reason)).sort()).toEqual([
      `${folder}/b/empty.csv is empty.`,
      `${folder}/c.csv, line 1: this is not UTF-8 text; save the file as CSV UTF-8.`,
      `${folder}/loop cannot be read (ELOOP); check its permissions.`,
    ]);
    expect(added.map(({ kind, kept }) => [kind, kept])).toEqual([['titles', 10]]);
    expect(added[0]!.refused.map(said)).toEqual([
      `${folder}/a.csv, line 12: “90001” comes twice; the first is on line 2.`,
    ]);
  });

  test.skipIf(process.getuid?.() === 0)('leaves a folder that may not be looked into', async () => {
    const folder = await folderOf({ 'a.csv': csv(some.romeCodes), 'b/c.csv': csv(some.romeTitles) });
    await chmod(join(folder, 'b'), 0o000);
    const { left } = await add(folder, await temporaryFolder());
    expect(left.map(({ reason }) => said(reason))).toEqual([
      `${folder}/b cannot be read (EACCES); check its permissions.`,
    ]);
  });

  test('refuses a folder without any, and a file that is none', async () => {
    const data = await temporaryFolder();
    const folder = await folderOf({ 'a.csv': 'name\nAda\n' });
    expect(await failure(add(folder, data))).toMatch(/ holds none of the published files that Abord knows /);
    expect(await failure(add(join(folder, 'a.csv'), data))).toMatch(
      /a\.csv is none of the published files that Abord knows /,
    );
    expect(await failure(add(join(folder, 'b'), data))).toMatch(/b: there is no such file or folder\.$/);
    expect(await readdir(data)).toEqual([]);
  });
});

describe('a source', () => {
  const cut = csv(some.romeTitles).slice(0, -40);

  test('of which one file is damaged stays as it was, and the others are added', async () => {
    const data = await temporaryFolder();
    const rome = Object.fromEntries(Object.entries(wholeFolder).filter(([name]) => name.startsWith('rome/')));
    await add(await folderOf(rome), data);
    const before = rowsOf(data).rome;
    const newer = csv([...some.romeCodes, ['K9901', '4', '4', 'Garde', '1']]);
    const path = await folderOf({ ...wholeFolder, 'rome/1.csv': newer, 'rome/2_v999.csv': cut });
    const { added, refused } = await add(path, data);
    expect(refused.map(({ source, error }) => [source, said(error)])).toEqual([
      ['rome', `${path}/rome/2_v999.csv, line 11: a quote opened here is never closed.`],
    ]);
    expect(added.filter(({ source }) => source === 'rome')).toEqual([]);
    expect(rowsOf(data)).toMatchObject({ rome: before, esco: { fr: 3, en: 3 }, onet: { titles: 4 } });
  });

  test('that was never there does not come half', async () => {
    const data = await temporaryFolder();
    await add(await folderOf({ ...wholeFolder, 'rome/2_v999.csv': cut }), data);
    expect(Object.keys(rowsOf(data))).not.toContain('rome');
  });

  test('of which two files hold the same table is refused, naming both', async () => {
    const path = await folderOf({ ...wholeFolder, 'rome/again.csv': csv(some.romeTitles) });
    const { refused } = await add(path, await temporaryFolder());
    expect(refused.map(({ error }) => said(error))).toEqual([
      `${path}/rome/again.csv and ${path}/rome/2_v999.csv hold the same table; keep one of them, of the version you want.`,
    ]);
  });

  const with0 = some.romeTitles.map((row, at) => (at === 0 ? row : row.with(6, '0')));
  const small = some.romeTitles.map((row, at) => (at < 2 ? row : row.with(3, row[3]!.toLowerCase())));
  test.each([
    ['only its header', some.romeTitles.slice(0, 1), 't.csv: none of its rows can be used; '],
    ['only titles that were withdrawn', with0, 't.csv: none of its rows can be used; '],
    ['hardly a code that is one', small, 't.csv: 9 rows of 10 cannot be used, the first on line 3; '],
  ])('stays as it was where a file has %s', async (_, table, expected) => {
    const data = await temporaryFolder();
    await add(await folderOf(wholeFolder), data);
    const before = await whatCounts(data);
    const path = await folderOf({ 't.csv': csv(table) });
    const { added, refused } = await add(path, data);
    expect(added).toEqual([]);
    expect(refused.map(({ source, error }) => [source, said(error)])).toEqual([
      ['rome', expect.stringContaining(`${path}/${expected}`)],
    ]);
    expect(await failure(add(join(path, 't.csv'), data))).toContain(expected);
    expect(await whatCounts(data)).toEqual(before);
  });

  test('of another version than the list that its codes come from is refused', async () => {
    const data = await temporaryFolder();
    const shifted = some.romeTitles.map((row) => row.map((cell) => cell.replace('9901', '9902')));
    const path = await folderOf({ 'codes.csv': csv(some.romeCodes), 'titles.csv': csv(shifted) });
    const { refused } = await add(path, data);
    expect(refused.map(({ error }) => said(error))).toEqual([
      `${path}/titles.csv: 10 rows of 10 have a code that ROME lacks; this file is of another version.`,
    ]);
  });

  test('whose list alone comes in another version is refused, for what is there would not find its codes', async () => {
    const data = await temporaryFolder();
    await add(await folderOf(wholeFolder), data);
    const before = await whatCounts(data);
    const other = some.onetOccupations.map((row) => row.map((cell) => cell.replace('.00', '.01')));
    const path = await folderOf({ 'o.txt': tabs(other) });
    const { refused } = await add(path, data);
    expect(refused.map(({ error }) => said(error))).toEqual([
      `${path}/o.txt: 4 rows of 4 of the table “onet titles”, which is already there, no longer find their code in it; add the files of one version together.`,
    ]);
    expect(await whatCounts(data)).toEqual(before);
  });

  test('keeps its other rows where some name what a list does not have, each refused with its line', async () => {
    const rows = [
      ...some.romeEscoRows,
      [some.esco('z'), '', '90002', 'skos:closeMatch'],
      [some.esco('a'), '', '1', 'skos:closeMatch'],
    ];
    const path = await folderOf({ ...wholeFolder, 'between/1.csv': some.romeEsco(rows) });
    const { added } = await add(path, await temporaryFolder());
    const table = added.find(({ source }) => source === 'rome-esco')!;
    expect(table.kept).toBe(6);
    expect(table.refused.map(said)).toEqual([
      `${path}/between/1.csv, line 14: ROME has no “1”.`,
      `${path}/between/1.csv, line 13: ESCO has no “z”.`,
    ]);
  });

  test('may be added before the lists that it speaks of', async () => {
    const data = await temporaryFolder();
    const { 'between/1.csv': table, ...rest } = wholeFolder;
    await add(await folderOf({ 'a.csv': table! }), data);
    const { stranded } = await add(await folderOf(rest), data);
    expect(stranded).toEqual([]);
    expect(rowsOf(data)['rome-esco']).toEqual({ links: 6 });
  });

  test('whose rows do not find their code in a list that comes after them is told as if it came last', async () => {
    const rows = [...some.romeEscoRows, [some.esco('a'), '', '1', 'skos:closeMatch']];
    const data = await temporaryFolder();
    await add(await folderOf({ 'x.csv': some.romeEsco(rows) }), data);
    const rome = await folderOf({ 'c.csv': csv(some.romeCodes), 't.csv': csv(some.romeTitles) });
    const { added, stranded } = await add(rome, data);
    expect(added.map(({ kind, kept }) => [kind, kept])).toEqual([
      ['codes', 3],
      ['titles', 10],
    ]);
    expect(stranded).toEqual([{ source: 'rome-esco', table: 'links', count: 1, rows: 7, list: 'rome' }]);
    // It finds them again when its list comes back, so it stays as it was.
    expect(rowsOf(data)['rome-esco']).toEqual({ links: 7 });
    const fewer = await folderOf({ 't.csv': csv(some.romeTitles.toSpliced(1, 5)) });
    // Four of the five titles that are gone are in the table, beside the one that never was.
    expect((await add(fewer, data)).stranded).toMatchObject([{ source: 'rome-esco', count: 5, rows: 7 }]);
  });
});

describe('an adding that does not come to its end', () => {
  test('changes nothing, and the next one takes its remains away', async () => {
    const data = await temporaryFolder();
    await add(await folderOf(wholeFolder), data);
    const before = await whatCounts(data);
    const path = await folderOf({ ...wholeFolder, 'rome/2_v999.csv': csv(some.romeTitles.slice(0, 8)) });
    const engine = {
      train: (reference: Parameters<typeof jobs.train>[0]) => {
        if (reference.scheme !== 'rome') throw new Error('the machine stops');
        return jobs.train(reference);
      },
    };
    await expect(add(path, data, { engine })).rejects.toThrow('the machine stops');
    expect(await whatCounts(data)).toEqual(before);
    await writeFile(join(data, 'references', 'rome.0123456789ab.json.new'), 'half a file');
    await writeFile(join(data, 'references', 'rome.0123456789ab.json'), 'half a set');
    expect(rowsOf(data).rome).toMatchObject({ titles: 10 });
    await add(path, data);
    expect(rowsOf(data).rome).toMatchObject({ titles: 7 });
    const there = await readdir(join(data, 'references'));
    expect(there.filter((file) => !file.startsWith('instance.')).sort()).toEqual(filesThatCount(data).sort());
  });

  test('for want of room on the disk says so, and leaves what is there as it was', async () => {
    const data = await temporaryFolder();
    await add(await folderOf(wholeFolder), data);
    const folder = join(data, 'references');
    const there = async () => (await readdir(folder)).filter((file) => file !== 'instance.turn').sort();
    const [before, files] = [await whatCounts(data), await there()];
    const path = await folderOf({ 'rome/2.csv': csv(some.romeTitles.slice(0, 8)) });
    // A device on which there never is room.
    await symlink('/dev/full', join(folder, 'manifest.json.new'));
    expect(await failure(add(path, data))).toBe(
      `The disk of the folder ${folder} is full; make room on it and try again: nothing was changed.`,
    );
    expect(await whatCounts(data)).toEqual(before);
    expect(await there()).toEqual(files);
    expect(await failure(add(path, data))).toBe('done');
  });

  test('tells why, though its lock cannot be let go either', async () => {
    const data = await temporaryFolder();
    const turn = join(data, 'references', 'instance.turn');
    const train = async () => {
      await rm(turn);
      await mkdir(turn);
      throw new Error('the machine stops');
    };
    const path = await folderOf({ 'c.csv': csv(some.romeCodes) });
    await expect(add(path, data, { engine: { train } })).rejects.toThrow('the machine stops');
    await expect(learnAgain(data, { train }, () => {})).rejects.toThrow(/write-failed|instance-busy/);
  });

  test('writes nothing again that is there already', async () => {
    const data = await temporaryFolder();
    const path = await folderOf({ 'c.csv': csv(some.iscoFr) });
    await add(path, data);
    const written = async () =>
      Promise.all(
        filesThatCount(data)
          .filter((file) => file !== 'manifest.json')
          .map(async (file) => (await stat(join(data, 'references', file))).ino),
      );
    const before = await written();
    await add(path, data);
    expect(await written()).toEqual(before);
  });

  test('keeps a second one out while it is at work', async () => {
    const data = await temporaryFolder();
    const path = await folderOf(wholeFolder);
    let second: Promise<string | undefined> | undefined;
    const read: string[] = [];
    const tell = (step: AddingStep) => 'reading' in step && read.push(step.reading);
    const engine = {
      train: async (reference: Parameters<typeof jobs.train>[0]) => {
        second ??= failure(add(path, data, { tell }));
        await second;
        return jobs.train(reference);
      },
    };
    await add(path, data, { engine });
    expect(await second).toMatch(
      /^Another Abord command is at work in the folder .* wait until it is done\.$/,
    );
    // Not after it has read everything.
    expect(read).toEqual([]);
    expect(await failure(add(path, data))).toBe('done');
  });
});

describe('a set that is damaged', () => {
  test.each(['rome.', 'match-isco.', 'manifest.json'])(
    'is put right by adding it again: %s',
    async (file) => {
      const data = await temporaryFolder();
      const path = await folderOf(wholeFolder);
      await add(path, data);
      const [before, rows] = [await listsAndLearnt(data), rowsOf(data)];
      await damage(data, file);
      expect((await add(path, data)).refused).toEqual([]);
      expect(await listsAndLearnt(data)).toEqual(before);
      expect(rowsOf(data)).toEqual(rows);
    },
  );

  test('of which a file may not be read is named, and pages go on with the built-in jobs', async () => {
    const data = await temporaryFolder();
    await add(await folderOf({ 'c.csv': csv(some.romeCodes), 'i.csv': csv(some.iscoEn) }), data);
    const folder = join(data, 'references');
    for (const beginning of ['rome.', 'manifest.json']) {
      const faults: unknown[] = [];
      const careful = openReferences(data, { engine: jobs, onFault: (error) => faults.push(error) });
      const file = filesThatCount(data).find((name) => name.startsWith(beginning))!;
      // Whoever runs the tests may be allowed to read everything; nobody reads a folder as a file.
      await rm(join(folder, file));
      await mkdir(join(folder, file));
      const expected = `${join(folder, file)} cannot be read (EISDIR); give the account that runs Abord the right to read it.`;
      const strict = openReferences(data, { engine: jobs });
      expect(await failure((async () => strict.occupation('rome', 'J9901'))())).toBe(expected);
      expect(careful.occupation('rome', 'J9901')).toBeUndefined();
      expect(careful.occupation('isco', '2221')).toMatchObject({ isco: '2221' });
      expect(faults.map(said)).toEqual([expected]);
      // Nor does an adding take what it may not read for nothing.
      expect(await failure(add(await folderOf({ 'e.csv': csv(some.iscoFr) }), data))).toBe(expected);
    }
  });

  test('does not come back with one of its files, which would lose its other tables', async () => {
    const data = await temporaryFolder();
    await add(await folderOf(wholeFolder), data);
    const file = await damage(data, 'rome.');
    const before = await whatCounts(data);
    const path = await folderOf({ 'c.csv': csv(some.romeCodes) });
    for (const _ of [1, 2]) {
      const { refused } = await add(path, data);
      expect(refused.map(({ source, error }) => [source, said(error)])).toEqual([
        [
          'rome',
          `${join(data, 'references', file)} is damaged or missing, and these files do not hold all that it held (titles, skills, links, texts, mobilities); add all the files of this source together.`,
        ],
      ]);
      expect(await whatCounts(data)).toEqual(before);
    }
  });

  test('keeps out a list that cannot be read, which is named, and takes what is added', async () => {
    const data = await temporaryFolder();
    await add(await folderOf(wholeFolder), data);
    const file = await damage(data, 'rome.');
    const { refused } = await add(await folderOf({ 'o.txt': tabs(some.onetOccupations) }), data);
    expect(refused.map(({ source, error }) => [source, said(error)])).toEqual([
      [
        'rome',
        `${join(data, 'references', file)} is damaged or missing; add the references again with “abord references add”.`,
      ],
    ]);
    expect(rowsOf(data)).toMatchObject({ onet: { occupations: 2 }, isco: { fr: 4 } });
    expect(rowsOf(data)).not.toHaveProperty('rome');
  });

  test('is learnt anew from its lists, which stay; a stop on the way changes nothing', async () => {
    const data = await temporaryFolder();
    await add(await folderOf(wholeFolder), data);
    const before = await listsAndLearnt(data);
    await damage(data, 'match-isco.');
    const damaged = await whatCounts(data);
    const stops = { train: () => Promise.reject(new Error('the machine stops')) };
    await expect(learnAgain(data, stops, () => {})).rejects.toThrow('the machine stops');
    expect(await whatCounts(data)).toEqual(damaged);
    const learnt = await learnAgain(data, jobs, () => {});
    expect(learnt.map(({ scheme }) => scheme)).toEqual(['rome', 'isco', 'esco', 'onet']);
    expect(await listsAndLearnt(data)).toEqual(before);
  });
});

describe('a list of what to keep', () => {
  const titles = ['90001', '90002', '90011', '90021', '90022'];

  test('holds out the titles that it does not name, from every table that speaks of them', async () => {
    const data = await temporaryFolder();
    const added = await add(await folderOf(wholeFolder), data, only(...titles));
    expect(counted(added)).toMatchObject({
      'rome titles': [10, 5, 5, 0],
      'rome-esco links': [6, 4, 2, 0],
      'rome codes': [3, 3, 0, 0],
      'esco fr': [3, 3, 0, 0],
      'onet titles': [4, 4, 0, 0],
    });
    const kept = keptIn(data);
    expect(kept.rome!.titles!.map(({ ogr }) => ogr)).toEqual(titles);
    const everything = JSON.stringify([
      kept.rome,
      kept['rome-esco'],
      referenceOf('rome', kept),
      referenceOf('isco', kept),
    ]);
    for (const [ogr, label] of some.romeTitles.slice(1)) {
      if (!titles.includes(ogr!)) expect(everything).not.toContain(label!.replaceAll("''", "'"));
    }
    expect(JSON.stringify(kept['rome-esco'])).not.toContain('90003');
    expect(listSources(data).sources[0]).toMatchObject({ heldOut: { titles: 5 } });
  });

  test('is not undone by the table that was there before, or that comes after', async () => {
    for (const order of [0, 1]) {
      const data = await temporaryFolder();
      const { 'between/1.csv': table, ...rest } = wholeFolder;
      const steps = [
        async () => add(await folderOf({ 'a.csv': table! }), data),
        async () => add(await folderOf(rest), data, only(...titles)),
      ];
      for (const step of order === 0 ? steps : steps.toReversed()) await step();
      const kept = keptIn(data);
      const [rome, isco] = (['rome', 'isco'] as const).map((scheme) => referenceOf(scheme, kept));
      for (const { texts } of [rome!, isco!]) {
        expect(texts.map(({ text }) => text)).not.toContain('Soignant / Soignante de nuit');
        expect(texts.map(({ text }) => text)).toContain('Veilleur / Veilleuse de malades');
      }
    }
  });

  test('names titles of O*NET by themselves or with their code, and occupations of ESCO by address or its end', async () => {
    const data = await temporaryFolder();
    const names = ['Ward Nurse', '15-1252.00\tSoftware Coder', some.esco('a'), 'b', 'nobody'];
    const added = await add(await folderOf(wholeFolder), data, only(...names));
    expect(counted(added)).toMatchObject({
      'onet titles': [4, 2, 2, 0],
      'onet occupations': [2, 2, 0, 0],
      'esco fr': [3, 2, 1, 0],
      'esco en': [3, 2, 1, 0],
      'rome-esco links': [6, 5, 1, 0],
      'rome titles': [10, 10, 0, 0],
    });
    expect(added.unnamed).toBe(1);
  });

  test('takes with a code that it leaves out the titles, texts and moves of that code', async () => {
    const added = await add(await folderOf(wholeFolder), await temporaryFolder(), only('J9901', 'M9901'));
    expect(counted(added)).toMatchObject({
      'rome codes': [3, 2, 1, 0],
      'rome titles': [10, 7, 3, 0],
      'rome mobilities': [2, 1, 1, 0],
      'rome-isco links': [2, 1, 1, 0],
      'rome-esco links': [6, 5, 1, 0],
    });
  });

  test('that names nothing here is refused, and changes nothing', async () => {
    const data = await temporaryFolder();
    const path = await folderOf(wholeFolder);
    await add(path, data);
    const before = await whatCounts(data);
    expect(await failure(add(path, data, only('1', 'nobody')))).toBe(
      'keep.txt: none of the identifiers in this list is in the files that were read; nothing was changed.',
    );
    expect(await whatCounts(data)).toEqual(before);
  });
});

describe('opened references', () => {
  test('know the jobs that come with Abord where nothing was added', async () => {
    const references = openReferences(await temporaryFolder(), { engine: jobs });
    const { proposals, recognised } = await references.match({ title: 'infirmière', language: 'fr' });
    expect([proposals[0]!.code, recognised]).toEqual(['2221', true]);
    expect(references.occupation('isco', '2221')).toEqual({
      scheme: 'isco',
      code: '2221',
      isco: '2221',
      label: { fr: 'infirmier / infirmière', en: 'nurse' },
    });
    // ILO Working Paper 140, scores of 2025.
    expect(references.exposureOf('2221')).toMatchObject({ mean: 0.25, sd: 0.13, gradient: 'not-exposed' });
    expect(references.tasksOf('isco', '2221').length).toBeGreaterThanOrEqual(8);
    const noise = await references.match({ title: 'qsdf wxcv' });
    expect(noise.recognised).toBe(false);
    expect(
      said(await references.match({ title: 'infirmière' }, { scheme: 'rome' }).catch((e: InputError) => e)),
    ).toBe('The list “rome” is not there; add it with “abord references add PATH”.');
  });

  test('answer by titles while the built-in jobs are being learnt, where somebody waits for it', async () => {
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const engine: Pick<Jobs, 'train' | 'likeness'> = {
      likeness: jobs.likeness,
      train: async (reference) => {
        await begun;
        return jobs.train(reference);
      },
    };
    const references = openReferences(await temporaryFolder(), { engine, meanwhile: 'titles' });
    const ask = async () => (await references.match({ title: 'infirmière', language: 'fr' })).proposals[0]!;
    const early = await ask();
    begin();
    await references.prepare();
    const later = await ask();
    expect([early.code, later.code]).toEqual(['2221', '2221']);
    expect(later.confidence).not.toBe(early.confidence);
  });

  test('take up a newer set as soon as it is there', async () => {
    const data = await temporaryFolder();
    const references = openReferences(data, { engine: jobs });
    expect(references.occupation('rome', 'J9901')).toBeUndefined();
    const added = await folderOf(wholeFolder);
    await add(added, data);
    expect(references.occupation('rome', 'J9901')).toMatchObject({ label: { fr: 'Soins de nuit' } });
    const { proposals } = await references.match({ title: 'poseuse de dalles' }, { scheme: 'rome' });
    expect(proposals[0]!.code).toBe('F9901');
    await add(await folderOf({ 'c.csv': csv([...some.romeCodes, ['K9901', '4', '4', 'Garde', '1']]) }), data);
    expect(references.occupation('rome', 'K9901')).toMatchObject({ label: { fr: 'Garde' } });
  });

  test('lead from a code of any list to its ISCO-08 group, its exposure and its tasks', async () => {
    const data = await temporaryFolder();
    await add(await folderOf(wholeFolder), data);
    const references = openReferences(data, { engine: jobs });
    // Three of the titles of J9901 are of ESCO's a, which is in 2221; F9901 has 7112 in the table by codes too.
    expect(references.occupation('rome', 'J9901')).toMatchObject({ isco: '2221' });
    expect(references.occupation('rome', 'F9901')).toMatchObject({ isco: '7112' });
    expect(references.occupation('onet', '29-1141.00')).toMatchObject({
      isco: '2221',
      label: { en: 'Night Nurses' },
    });
    expect(references.occupation('esco', 'b')).toMatchObject({
      isco: '2512',
      label: { fr: 'codeur de logiciels/codeuse de logiciels', en: 'software developer' },
    });
    expect(references.tasksOf('onet', '29-1141.00')).toEqual([
      { id: 'onet:2', en: 'Wake the doctor.' },
      { id: 'onet:1', en: 'Do "the rounds".' },
    ]);
    expect(references.tasksOf('rome', 'J9901')).toEqual(references.tasksOf('isco', '2221'));
    expect(references.tables('rome')!.mobilities).toHaveLength(2);
  });

  test('join by the group that either language of ESCO gives', async () => {
    // Files of ESCO read from its service have no such column in French.
    const french = csv(some.escoFr.map((row) => row.toSpliced(2, 1)));
    const { sheets, reference } = await (async () => {
      const data = await temporaryFolder();
      await add(await folderOf({ ...wholeFolder, 'esco/1.csv': french }), data);
      const opened = openReferences(data, { engine: jobs });
      return { sheets: (await opened.alike())!.sheets, reference: referenceOf('rome', keptIn(data)) };
    })();
    expect(sheets.get('J9901')!.groups).toEqual(Array(3).fill(['2221', 1]));
    expect(reference.texts.find(({ text }) => text === 'codeuse')!.concepts).toEqual(['esco:b', 'isco:2512']);
  });

  test('go on with the jobs that come with Abord where a set is damaged, and say so', async () => {
    const data = await temporaryFolder();
    await add(await folderOf(wholeFolder), data);
    const folder = join(data, 'references');
    const file = await damage(data, 'match-isco.');
    const faults: unknown[] = [];
    const careful = openReferences(data, { engine: jobs, onFault: (error) => faults.push(error) });
    expect((await careful.match({ title: 'infirmière' })).proposals[0]!.code).toBe('2221');
    expect(faults.map(said)).toEqual([
      `${file} was learnt by another version of Abord, or is damaged; “abord references learn” learns it again.`,
    ]);
    const strict = openReferences(data, { engine: jobs });
    expect(await failure(strict.match({ title: 'infirmière' }))).toMatch(/“abord references learn”/);
    await rm(join(folder, file));
    expect(await failure(strict.match({ title: 'infirmière' }))).toMatch(/ is damaged or missing; /);
    await writeFile(join(folder, 'manifest.json'), '{');
    expect(await failure((async () => strict.occupation('isco', '2221'))())).toMatch(
      / is damaged or missing; /,
    );
  });
});
