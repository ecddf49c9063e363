import { deflateRawSync } from 'node:zlib';
import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { guessColumns } from '#lib/entry/roster/guessColumns.ts';
import { LARGEST_LIST, readPeopleFile } from '#lib/entry/roster/import.ts';
import { packTable, unpackTable } from '#lib/entry/roster/packTable.ts';
import { peopleOf } from '#lib/entry/roster/peopleOf.ts';
import { MOST_ROWS, readSheet } from '#lib/entry/roster/readSheet.ts';
import { unzipped } from '#lib/entry/roster/unzipped.ts';
import type { Attribute } from '#lib/inquiry/data.server.ts';

const attributes: readonly Attribute[] = [
  {
    key: 'list1',
    label: { fr: 'Site', en: 'Site' },
    values: [
      { key: 'atelier', label: { fr: 'Atelier', en: 'Workshop' } },
      { key: 'etudes', label: { und: 'Études' } },
    ],
  },
  {
    key: 'list2',
    label: { fr: 'Équipe', en: 'Shift' },
    values: [
      { key: 'jour', label: { fr: 'Jour', en: 'Day' } },
      { key: 'nuit', label: { fr: 'Nuit', en: 'Night' } },
      { key: '10-ans', label: { und: '+ 10 ans' } },
    ],
  },
];

const read = (content: string | Uint8Array, file = 'liste.csv') =>
  readPeopleFile(typeof content === 'string' ? Buffer.from(content) : content, file, readSheet);

/** A workbook as a spreadsheet saves it; a cell is a text, or a formula with what it last came to. */
function workbook(
  rows: readonly (readonly (string | { f: string; v: string })[])[],
  options: { compression?: boolean } = {},
): Uint8Array {
  const sheet = utils.aoa_to_sheet(
    rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : { t: 's', ...cell }))),
  );
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, 'Liste');
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true, ...options }));
}

const people = [
  ['Nom', 'Prénom', 'Courriel', 'Site', 'Équipe'],
  ['Roy', 'Inès', 'Ines.Roy@Exemple.fr', 'atelier', 'NUIT'],
  ['Élan', 'Zoë', '', 'Workshop', ''],
];
const asRead = {
  columns: people[0],
  rows: [
    { line: 2, cells: people[1] },
    { line: 3, cells: people[2] },
  ],
};

describe('a list of people', () => {
  const csv = people.map((row) => row.join(';')).join('\r\n');

  it.each([
    ['commas', Buffer.from(csv.replaceAll(';', ','))],
    ['semicolons, as Excel writes in France', Buffer.from(csv)],
    ['tabs', Buffer.from(csv.replaceAll(';', '\t'))],
    ['a byte order mark', Buffer.from(`\uFEFF${csv}`)],
    // Every letter of it is one byte of Latin 1, where Windows-1252 agrees.
    ['the accents of Windows-1252', Buffer.from(csv, 'latin1')],
    ['UTF-16, which Excel calls Unicode text', Buffer.from(`\uFEFF${csv.replaceAll(';', '\t')}`, 'utf16le')],
    ['an XLSX workbook', workbook(people)],
  ])('is read with %s', async (_, bytes) => {
    expect(await read(new Uint8Array(bytes))).toEqual(asRead);
  });

  it('says on which line of the sheet somebody stands, over empty lines and a title', async () => {
    const { columns, rows } = await read(workbook([[], ['Nom'], [], ['Roy'], ['', ''], ['Élan']]));
    expect(columns).toEqual(['Nom']);
    expect(rows).toEqual([
      { line: 4, cells: ['Roy'] },
      { line: 6, cells: ['Élan'] },
    ]);
  });

  it('reads the first sheet that holds something and is not hidden, and says which', async () => {
    const book = utils.book_new();
    for (const [name, cells] of [
      ['Cachée', [['Nom'], ['Personne']]],
      ['Vide', []],
      ['Liste', people],
      ['Autre', people],
    ] as const) {
      utils.book_append_sheet(book, utils.aoa_to_sheet(cells.map((row) => [...row])), name);
    }
    book.Workbook = { Sheets: [{ Hidden: 1 }] };
    const bytes = new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }));
    expect(await read(bytes)).toEqual({ ...asRead, among: 'Liste' });
  });

  it.each([
    ['nothing', new Uint8Array(), 'file-empty'],
    ['an empty workbook', workbook([[]]), 'file-empty'],
    ['a workbook of before 2007', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'sheet-unreadable'],
    ['an archive that is no workbook', Buffer.from('504b0304ffffffffffffffff', 'hex'), 'sheet-unreadable'],
    ['a workbook that is cut off', workbook(people).subarray(0, 900), 'sheet-unreadable'],
    ['more than five mebibytes', new Uint8Array(LARGEST_LIST + 1), 'file-too-large'],
    [
      'more lines than an organisation has people',
      Buffer.from(`Nom\n${'a\n'.repeat(MOST_ROWS + 1)}`),
      'rows-too-many',
    ],
    ['more columns than anybody fills in', Buffer.from(`${'a,'.repeat(60)}a\n`), 'columns-too-many'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'file-not-text'],
  ])('is not %s', async (_, bytes, code) => {
    await expect(read(new Uint8Array(bytes), 'liste.xlsx')).rejects.toMatchObject({
      code,
      details: { file: 'liste.xlsx' },
    });
  });

  it('of as many people as may be invited is read', async () => {
    const { rows } = await read(
      workbook([['Nom'], ...Array.from({ length: MOST_ROWS }, (_, at) => [`P${at}`])]),
    );
    expect(rows).toHaveLength(MOST_ROWS);
    await expect(
      read(workbook([['Nom'], ...Array.from({ length: MOST_ROWS + 1 }, (_, at) => [`P${at}`])])),
    ).rejects.toMatchObject({ code: 'rows-too-many' });
  });

  it('is the same after it was a field of a form, and nothing else is taken for one', () => {
    expect(unpackTable(packTable(asRead as never))).toEqual(asRead);
    const packed = (value: unknown) => packTable(value as never);
    for (const field of [
      '',
      'abc',
      packed({ columns: ['a'], rows: [{ line: 1, cells: [] }] }),
      packed({ columns: ['a'], rows: [{ line: -1, cells: ['x'] }] }),
      packed({ columns: 'a', rows: [] }),
    ]) {
      expect(unpackTable(field)).toBeUndefined();
    }
  });
});

describe('what columns say', () => {
  const uses = (columns: readonly string[], rows: readonly string[][] = []) =>
    guessColumns({ columns, rows: rows.map((cells, at) => ({ line: at + 2, cells })) }, attributes);

  it.each([
    [['Nom', 'Prénom', 'Adresse e-mail', 'Site', 'Équipe']],
    [['NOM', 'PRENOM', 'COURRIEL', 'SITE', 'EQUIPE']],
    [['Nom de famille', 'prénom usuel', 'Mél', 'site', 'shift']],
    [['Last name', 'First name', 'Work email', 'Site', 'Shift']],
    [['Surname', 'Given name', 'E-mail', 'Site', 'Shift']],
  ])('is recognised by headings such as %o', (columns) => {
    expect(uses(columns)).toEqual(['name', 'first-name', 'email', 'list:list1', 'list:list2']);
  });

  it('is recognised by what is in them where the heading says nothing', () => {
    expect(
      uses(
        ['A', 'Affectation', 'Matricule'],
        [
          ['a@exemple.fr', 'Atelier', '1'],
          ['b@exemple.fr', 'Études', '2'],
        ],
      ),
    ).toEqual(['email', 'list:list1', '']);
  });

  it('is taken once, and is nothing where nobody could know', () => {
    expect(uses(['Courriel', 'E-mail', 'Téléphone', ''])).toEqual(['email', '', '', '']);
  });
});

describe('a list that is understood', () => {
  const understood = (rows: readonly string[][]) =>
    peopleOf(
      { columns: [], rows: rows.map((cells, at) => ({ line: at + 2, cells })) },
      ['name', 'first-name', 'email', 'list:list1', 'list:list2'],
      attributes,
    );

  it('has people with a name, an address and what is counted of them', () => {
    const read = understood([
      ['Roy', 'Inès', 'Ines.Roy@Exemple.fr', 'workshop', 'NUIT'],
      ['Élan', '', '', 'ETUDES', ''],
      ['', '', 'sans.nom@exemple.fr', '', '+ 10 ans'],
    ]);
    expect(read.people).toEqual([
      {
        line: 2,
        name: 'Inès Roy',
        email: 'ines.roy@exemple.fr',
        profile: new Map([
          ['list1', 'atelier'],
          ['list2', 'nuit'],
        ]),
      },
      { line: 3, name: 'Élan', email: null, profile: new Map([['list1', 'etudes']]) },
      { line: 4, name: null, email: 'sans.nom@exemple.fr', profile: new Map([['list2', '10-ans']]) },
    ]);
    expect(read.counted.map(({ key }) => key)).toEqual(['list1', 'list2']);
  });

  it('says of each line that is not as it should be where it is', () => {
    const read = understood([
      ['Roy', 'Inès', 'ines@exemple.fr', 'Atelier', 'Matin'],
      ['Roy', 'I.', 'INES@exemple.fr', '', ''],
      ['Élan', 'Zoë', 'zoe@', '', 'Après-midi'],
      ['', '', 'personne', '', ''],
      ['', '-', 'n/a', 'Atelier', ''],
      ['=1+1', '', 'x@exemple.fr', '', ''],
      ['elan', 'zoe', 'zoe2@exemple.fr', '', 'matin'],
    ]);
    expect(read.people.map(({ line }) => line)).toEqual([2, 4, 8]);
    expect(read.repeated).toEqual([{ line: 3, first: 2 }]);
    expect(read.badAddresses).toEqual([
      { line: 4, value: 'zoe@' },
      { line: 5, value: 'personne' },
    ]);
    expect(read.nobody).toEqual([6]);
    expect(read.formulas).toEqual([7]);
    expect(read.namesakes).toEqual([{ name: 'Zoë Élan', lines: [4, 8] }]);
    expect(read.unknownValues).toEqual([
      { attribute: 'list2', value: 'Matin', lines: [2, 8] },
      { attribute: 'list2', value: 'Après-midi', lines: [4] },
    ]);
  });
});

describe('attack 30: a list that was made to do harm', () => {
  it.each(['=HYPERLINK("https://x.example","Inès")', '+33cmd', '-2+3', '@SUM(A1)', '=cmd|"/c calc"!A1'])(
    'a name that a spreadsheet would compute stays out (%s)',
    async (name) => {
      const quoted = `"${name.replaceAll('"', '""')}"`;
      const table = await read(`Nom,Courriel\n${quoted},ines@exemple.fr\n`);
      const { people, formulas } = peopleOf(table, ['name', 'email'], []);
      expect({ people, formulas }).toEqual({ people: [], formulas: [2] });
    },
  );

  it('a cell of a workbook that holds a formula is told, whatever it last came to', async () => {
    const table = await read(
      workbook([
        ['Nom', 'Courriel'],
        ['Roy', { f: 'HYPERLINK("x")', v: 'ines@exemple.fr' }],
      ]),
    );
    const { people, formulas } = peopleOf(table, ['name', 'email'], []);
    expect({ people, formulas }).toEqual({ people: [], formulas: [2] });
  });

  it.each([
    ['CSV', (rows: string[][]) => new Uint8Array(Buffer.from(rows.map((row) => row.join(',')).join('\n')))],
    ['XLSX', (rows: string[][]) => workbook(rows)],
  ])('headings, names and values that every object has are texts and no more (%s)', async (_, bytes) => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const table = await read(
      bytes([names, ...names.map((name) => [name, name, `${name}@exemple.fr`, name])]),
    );
    expect(table.columns).toEqual(names);
    const uses = guessColumns(table, attributes);
    const { people, unknownValues } = peopleOf(
      table,
      ['name', 'list:list1', 'email', 'list:list2'],
      attributes,
    );
    expect(uses[2]).toBe('email');
    expect(people.map(({ name }) => name)).toEqual(names);
    expect(people.every(({ profile }) => profile.size === 0)).toBe(true);
    expect(unknownValues).toHaveLength(2 * names.length);
    expect(unpackTable(packTable(table))).toEqual(table);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  /** An archive of one entry that says it is small and unfolds to as many zeros as it is told. */
  function bomb(length: number): Uint8Array {
    const packed = deflateRawSync(Buffer.alloc(length), { level: 9 });
    const name = Buffer.from('xl/worksheets/sheet1.xml');
    const head = Buffer.alloc(26);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(10, 18);
    head.writeUInt16LE(name.length, 22);
    const entry = Buffer.concat([Buffer.from('504b0304', 'hex'), head, name, packed]);
    const listed = Buffer.concat([Buffer.from('504b01021400', 'hex'), head, Buffer.alloc(14), name]);
    const end = Buffer.alloc(22);
    end.write('504b0506', 'hex');
    end.writeUInt16LE(1, 8);
    end.writeUInt16LE(1, 10);
    end.writeUInt32LE(listed.length, 12);
    end.writeUInt32LE(entry.length, 16);
    return Buffer.concat([entry, listed, end]);
  }

  it('an archive that would fill the memory is refused before it does', async () => {
    const bytes = bomb(1024 ** 3);
    // A thousandth of what it unfolds to: it passes for an ordinary file.
    expect(bytes.length).toBeLessThan(LARGEST_LIST);
    const before = process.memoryUsage().rss;
    await expect(read(bytes, 'bombe.xlsx')).rejects.toMatchObject({ code: 'sheet-unreadable' });
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
  });

  it('an archive is unfolded to the limit, and not a byte further', () => {
    const small = bomb(1_000);
    expect(unzipped(small, 1_000)).toBeDefined();
    expect(unzipped(small, 999)).toBeUndefined();
  });

  it('a table in a form that unfolds to gigabytes is no table', () => {
    const { length } = packTable({
      columns: ['a'],
      rows: [{ line: 1, cells: ['x'.repeat(64 * 1024 * 1024)] }],
    });
    expect(length).toBeLessThan(1024 * 1024);
    expect(
      unpackTable(packTable({ columns: ['a'], rows: [{ line: 1, cells: ['x'.repeat(64 * 1024 * 1024)] }] })),
    ).toBeUndefined();
  });
});
