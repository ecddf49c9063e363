import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { sentence } from '#lib/files/sentence.ts';
import { iscoPassages } from '#lib/references/iscoPassages.ts';
import { languageOfLabels } from '#lib/references/read/languageOfLabels.ts';
import { recognise } from '#lib/references/recognise.ts';
import * as some from './someFiles.ts';

const bytesOf = (content: string | Uint8Array) =>
  typeof content === 'string' ? Buffer.from(content) : content;

async function read(content: string | Uint8Array, file = 'x') {
  const kind = await recognise(bytesOf(content), file);
  const reading = await kind?.read(bytesOf(content), file);
  return { known: kind && `${kind.source} ${reading!.table ?? kind.table}`, ...reading };
}

const { csv, tabs, esco, group } = some;
const without = (table: some.Table, column: string) => {
  const at = table[0]!.indexOf(column);
  return table.map((row) => row.filter((_, k) => k !== at));
};
const named = (table: some.Table, from: string, to: string) => [
  table[0]!.map((name) => (name === from ? to : name)),
  ...table.slice(1),
];

describe('a published file', () => {
  const known: readonly [string, string | Uint8Array, number][] = [
    ['rome codes', csv(some.romeCodes), 3],
    ['rome titles', csv(some.romeTitles), 10],
    ['rome skills', csv(some.romeSkills), 2],
    ['rome links', csv(some.romeLinks), 3],
    ['rome texts', csv(some.romeTexts), 2],
    ['rome mobilities', csv(some.romeMobilities), 2],
    ['esco fr', csv(some.escoFr), 3],
    ['esco en', csv(some.escoEn), 3],
    ['isco fr', csv(some.iscoFr), 4],
    ['isco en', csv(some.iscoEn), 3],
    ['onet occupations', tabs(some.onetOccupations), 2],
    ['onet titles', tabs(some.onetTitles), 4],
    ['onet tasks', tabs(some.onetTasks), 2],
    ['onet related', tabs(some.onetRelated), 1],
    ['onet zones', tabs(some.onetZones), 1],
    ['rome-esco links', some.romeEsco(some.romeEscoRows), 6],
    ['esco-onet links', csv(some.escoOnet), 2],
    ['rome-isco links', some.romeIsco, 2],
    ['isco-soc links', some.iscoSoc, 2],
  ];

  test.each(known)('is known by its columns whatever it is called: %s', async (name, content, rows) => {
    const found = await read(content, 'C:/no name.dat');
    expect([found.known, found.rows?.length, found.refused]).toEqual([name, rows, []]);
    expect(found.lines).toHaveLength(rows);
  });

  test.each(known.filter(([name]) => /^(?:rome|esco|isco) |esco-onet/.test(name)))(
    'keeps its rows when its columns stand in another order, set apart by semicolons, with a mark before: %s',
    async (_, content) => {
      const plain = await read(content);
      const turned = String(content)
        .split(/\n(?=")/)
        .map((line) =>
          line
            .trimEnd()
            .slice(1, -1)
            .split('","')
            .reverse()
            .map((cell) => `"${cell}"`)
            .join(';'),
        )
        .join('\r\n');
      expect(await read(`\uFEFF${turned}\r\n`)).toMatchObject({ known: plain.known, rows: plain.rows });
    },
  );

  test('is not known where its columns are those of no published file', async () => {
    for (const content of [
      '',
      'a,b\n1,2\n',
      'code_rome\nA1101\n',
      csv(without(some.onetZones, 'Job Zone')),
    ]) {
      expect(await recognise(Buffer.from(content), 'x')).toBeUndefined();
    }
    // Skills of ESCO have the columns of its occupations, and more.
    const skills = named(some.escoFr, 'iscoGroup', 'skillType');
    expect(await recognise(Buffer.from(csv(skills)), 'x')).toBeUndefined();
    // The tree of ROME 4.0 by interests names codes and their labels, and is not the list of codes.
    const tree =
      'code_centre_interet,libelle_centre_interet,code_ogr_rome,code_rome,libelle_rome\n1,a,2,A1101,b\n';
    expect(await recognise(Buffer.from(tree), 'x')).toBeUndefined();
  });
});

describe('ROME', () => {
  test('has its doubled apostrophes made single, and what was withdrawn left out', async () => {
    const withdrawn = [
      ...some.romeTitles,
      ['90099', 'Allumeur', 'Allumeur', 'J9901', '1', 'PRINCIPALE', '0'],
    ];
    const { rows } = await read(csv(withdrawn));
    expect(rows).toHaveLength(10);
    expect(rows![1]).toEqual({
      ogr: '90002',
      rome: 'J9901',
      label: "Soignant / Soignante d'étage",
      short: "Soignant / Soignante d'étage",
    });
  });

  // The columns of version 461, as the publisher's technical documentation of June 2026 lists them.
  test('4.0 is read as well, with its other columns', async () => {
    const titles =
      '"code_ogr","libelle_appellation_long","libelle_appellation_court","code_rome","transition_eco","transition_num","transition_demo","emploi_reglemente","emploi_cadre","classification","origine","code_rome_parent","peu_usite"\n"90001","Veilleur / Veilleuse","Veilleur(se)","J9902","Emploi Blanc","","","","","SYNONYME","","J9901","O"\n';
    expect((await read(titles)).rows).toEqual([
      { ogr: '90001', rome: 'J9902', label: 'Veilleur / Veilleuse', short: 'Veilleur(se)' },
    ]);
    const codes =
      '"code_rome","code_fiche_metier","code_ogr","libelle_rome","transition_eco","emploi_cadre","code_rome_parent"\n"J9902","1","2","Veilleur / Veilleuse","","N","J9901"\n';
    expect((await read(codes)).rows).toEqual([{ code: 'J9902', label: 'Veilleur / Veilleuse' }]);
    const texts =
      '"code_rome","code_compo_bloc","libelle_type_texte","position_phrase","libelle_texte"\n"J9902","3","definition","1","Veille."\n"J9902","4","acces_metier","1","S’apprend."\n"J9902","9","autre","1","…"\n';
    expect((await read(texts)).rows).toEqual([
      { rome: 'J9902', kind: 'definition', text: 'Veille.' },
      { rome: 'J9902', kind: 'access', text: 'S’apprend.' },
    ]);
    const moves = '"code_rome","code_rome_cible","numero_ordre"\n"J9902","M9901","1"\n';
    expect((await read(moves)).rows).toEqual([{ from: 'J9902', to: 'M9901' }]);
    const knowledge =
      '"code_ogr_savoir","libelle_savoir","categorie_savoir","sous_categorie_savoir","transition_eco","transition_num"\n"803","Normes d\'\'hygiène","Normes et procédés","Normes qualité","",""\n';
    expect(await read(knowledge)).toMatchObject({
      known: 'rome knowledge',
      rows: [{ ogr: '803', label: "Normes d'hygiène" }],
    });
    const links = '"code_rome","code_ogr","coeur_metier"\n"J9902","800","Principale"\n';
    expect(await read(links)).toMatchObject({ known: 'rome links', rows: [{ rome: 'J9902', ogr: '800' }] });
  });

  test('has each official move once, whatever title it is of', async () => {
    expect((await read(csv(some.romeMobilities))).rows).toEqual([
      { from: 'J9901', to: 'M9901', relation: 'evolution' },
      { from: 'F9901', to: 'M9901', relation: 'close' },
    ]);
  });
});

describe('ESCO', () => {
  test('has its labels apart, by lines or by bars, each once', async () => {
    expect((await read(csv(some.escoEn))).rows![0]).toEqual({
      code: 'a',
      isco: '2221',
      label: 'night ward nurse',
      others: ['carer on the night shift', 'nurse for nights'],
      description: 'Looks after patients.',
    });
    const later = `conceptUri,preferredLabel,altLabels\n${esco('a')},soignant de nuit/soignante de nuit,soignante de nuit | soignant de nuit | soignante de nuit\n`;
    expect(await read(later, 'occupations_fr.csv')).toMatchObject({
      known: 'esco fr',
      rows: [{ code: 'a', others: ['soignante de nuit', 'soignant de nuit'] }],
    });
  });

  test('gives the ISCO-08 group in either of its columns', async () => {
    const coded = named(some.escoEn, 'iscoGroup', 'code').map((row, at) =>
      at === 0 ? row : row.map((cell) => (/^\d{4}$/.test(cell) ? `${cell}.1` : cell)),
    );
    expect((await read(csv(coded))).rows).toMatchObject([
      { isco: '2221' },
      { isco: '2512' },
      { isco: '7112' },
    ]);
  });

  test('and the groups of ISCO-08 keep the noughts that a spreadsheet loses', async () => {
    expect((await read(csv(some.iscoFr))).rows![3]).toMatchObject({ code: '0110' });
  });

  test('says its language by its labels, by its name only where they are few', () => {
    const fr = ['codeur de logiciels/codeuse de logiciels', 'responsable des soins', 'boulanger'];
    const en = ['software developer', 'manager of care', 'baker'];
    expect(languageOfLabels(fr, 'occupations_en.csv')).toBe('fr');
    expect(languageOfLabels(en, 'occupations_fr.csv')).toBe('en');
    expect(languageOfLabels(['Bäcker'], 'berufe.csv')).toBeUndefined();
    expect(languageOfLabels(['chef'], 'occupations_fr.csv')).toBe('fr');
    expect(languageOfLabels(Array(60).fill('Bäcker'), 'occupations_fr.csv')).toBeUndefined();
  });
});

describe('O*NET', () => {
  test('may hold quotes that open nothing', async () => {
    expect((await read(tabs(some.onetTitles))).rows![2]).toEqual({
      code: '15-1252.00',
      title: 'Page "Builder"',
    });
    expect((await read(tabs(some.onetTasks))).rows![0]).toEqual({
      code: '29-1141.00',
      id: '1',
      task: 'Do "the rounds".',
      core: false,
    });
  });

  test('says its version on a page of its own', async () => {
    expect(await read('O*NET 30.1 Database\nDecember 2025 Release\n')).toMatchObject({
      version: '30.1',
      rows: [],
    });
  });
});

describe('the description of an ISCO-08 group', () => {
  test('is read without what belongs elsewhere, the list of its groups and the notes', () => {
    expect(iscoPassages(some.iscoEn[1]![5]!)).toEqual({
      definition: 'They watch over patients.',
      tasks: ['doing the rounds', 'waking the doctor.'],
      examples: ['Night nurse'],
    });
    const major =
      'Care.\nOccupations in this major group are classified into the following sub-major groups:\n22 x';
    expect(iscoPassages(major)).toEqual({ definition: 'Care.', tasks: [], examples: [] });
  });
});

describe('the table between ROME and ESCO', () => {
  test('says its version above its header, and its lines are those of the file', async () => {
    const rows = [...some.romeEscoRows, [esco('b'), '', '90012', 'skos:likeMatch']];
    const reading = await read(some.romeEsco(rows));
    expect(reading).toMatchObject({ version: 'V9.9', rows: { length: 6 } });
    // Five lines above the header, then six good rows.
    expect(reading.lines).toEqual([7, 8, 9, 10, 11, 12]);
    expect(reading.refused!.map(({ details }) => details)).toEqual([
      { file: 'x', line: 13, column: 'mapping relation', value: 'skos:likeMatch' },
    ]);
  });
});

describe('a row that cannot be used', () => {
  const rows: readonly [string, string | Uint8Array, string][] = [
    [
      'a code that is none',
      csv([...some.romeTitles, ['1', 'x', 'x', 'J99', '1', 'PRINCIPALE', '1']]),
      'x, line 12: “J99” is not a code that the column “code_rome” may hold.',
    ],
    [
      'an empty name',
      csv([...some.romeTitles, ['1', ' ', '', 'J9901', '1', 'PRINCIPALE', '1']]),
      'x, line 12: the column “libelle_appellation_long” is empty.',
    ],
    [
      'a kind of move that is unknown',
      csv([...some.romeMobilities, ['J9901', 'F9901', '', '', '3', 'Lointaine']]),
      'x, line 5: the column “libelle_type_mobilite” holds “Lointaine”, a value unknown here.',
    ],
    [
      'an address that is no occupation',
      csv([...some.escoEn, ['Occupation', group('2221'), '2221', 'nurse', '', '']]),
      `x, line 6: “${group('2221')}” is not a code that the column “conceptUri” may hold.`,
    ],
    [
      'a group that is none',
      csv([...some.escoEn, ['Occupation', esco('d'), '22', 'nurse', '', '']]),
      'x, line 6: “22” is not a code that the column “iscoGroup” may hold.',
    ],
    [
      'a code of O*NET that is none',
      tabs([...some.onetTitles, ['29-1141', 'Nurse', 'n/a', '08']]),
      'x, line 6: “29-1141” is not a code that the column “O*NET-SOC Code” may hold.',
    ],
    [
      'a group of another level, which no nought makes one',
      some.workbook({
        s: [
          ['ISCO-08 Code', 'part', '2010 SOC Code'],
          ['2221', '', '29-1141'],
          ['222', '', '29-1141'],
        ],
      }),
      'x, line 3: “222” is not a code that the column “ISCO-08 Code” may hold.',
    ],
    [
      'a zone that is none',
      tabs([...some.onetZones, ['29-1141.00', '6', '08/2023', 'Analyst']]),
      'x, line 3: the column “Job Zone” holds “6”, a value unknown here.',
    ],
    [
      'a confidence that is none',
      csv([...some.escoOnet, ['3', 'x', '2221', '29-1141.00', 'high', esco('c')]]),
      'x, line 4: “high” is not a number that the column “confidence” may hold.',
    ],
    [
      'a cell of a workbook that is no code',
      some.workbook({
        s: [
          ['Code ROME', 'Code ISCO08'],
          ['J9901', 2221],
          ['F9901', 'n.d.'],
        ],
      }),
      'x, line 3: “n.d.” is not a code that the column “Code ISCO08” may hold.',
    ],
  ];
  test.each(rows)('is refused alone, with its line: %s', async (_, content, expected) => {
    const { rows, refused } = await read(content);
    expect(refused!.map((error) => sentence(error, 'en'))).toEqual([expected]);
    expect(rows!.length).toBeGreaterThan(0);
  });
});

describe('a file that cannot be used as a whole', () => {
  const files: readonly [string, string | Uint8Array, string][] = [
    [
      'a column is missing',
      csv(without(some.romeTitles, 'code_rome')),
      'x, line 1: the header must hold code_ogr,libelle_appellation_long,code_rome; the file starts with “code_ogr,libelle_appellation_long,libelle_appellation_court,code_type_section_appellation,libelle_type_section_appellat…”.',
    ],
    [
      'a column comes twice',
      csv(named(some.romeTitles, 'statut', 'code_rome')),
      'x, line 1: the column “code_rome” comes twice.',
    ],
    [
      'it is cut in the middle of a cell',
      csv(some.romeTitles).slice(0, -40),
      'x, line 11: a quote opened here is never closed.',
    ],
    ['it is cut between two cells', tabs(some.onetTasks).slice(0, -25), 'x, line 3: 4 cells instead of 7.'],
    [
      'it is cut within its last cell',
      tabs(some.onetTasks).slice(0, -6),
      'x, line 3: the file ends in the middle of this row; download it again, whole.',
    ],
    [
      'it is not UTF-8',
      Buffer.from(csv(some.romeCodes).replace('Soins', 'Soigné'), 'latin1'),
      'x, line 2: this is not UTF-8 text; save the file as CSV UTF-8.',
    ],
    [
      'its labels are of another language',
      `conceptUri,preferredLabel,altLabels\n${esco('a')},Bäcker,Bäckerin\n`,
      'x: the labels seem to be neither French nor English.',
    ],
    [
      'the table leads elsewhere',
      some.romeEsco(some.romeEscoRows).replace('Name,ROME ', 'Name,KldB'),
      'x: this table links ESCO, KldB, not ESCO, ROME.',
    ],
  ];
  test.each(files)('is refused in one sentence: %s', async (_, content, expected) => {
    const error = await read(content).catch((error: unknown) => error);
    expect(sentence(error, 'en')).toBe(expected);
  });

  test('is refused in one sentence: a workbook is cut', async () => {
    const error = await read(some.romeIsco.subarray(0, 3000)).catch((error: unknown) => error);
    expect(sentence(error, 'en')).toBe(
      'x: this is no whole workbook; download it again, and unpack archives first.',
    );
  });
});

const data = fileURLToPath(new URL('../../../../shared/data/jobs', import.meta.url));

describe.skipIf(!existsSync(data))('the files as they were published', () => {
  // Counted in the files with Python's csv module; 4,008 of the 4,218 mobilities differ.
  test.each([
    ['rome titles', 10_990, 'rome-v347/unix_referentiel_appellation_v347_utf8.csv'],
    ['rome codes', 531, 'rome-v347/unix_referentiel_code_rome_v347_utf8.csv'],
    ['rome skills', 4947, 'rome-v347/unix_referentiel_competence_v347_utf8.csv'],
    ['rome links', 30_706, 'rome-v347/unix_coherence_item_v347_utf8.csv'],
    ['rome texts', 5037, 'rome-v347/unix_texte_v347_utf8.csv'],
    ['rome mobilities', 4008, 'rome-v347/unix_rubrique_mobilite_v347_utf8.csv'],
    ['esco fr', 2942, 'esco/occupations_fr.csv'],
    ['esco en', 2942, 'esco/occupations_en.csv'],
    ['isco fr', 619, 'esco/ISCOGroups_fr.csv'],
    ['isco en', 619, 'esco/ISCOGroups_en.csv'],
    ['onet titles', 55_120, 'onet-29.1/Alternate Titles.txt'],
    ['onet occupations', 1016, 'onet-29.1/Occupation Data.txt'],
    ['onet tasks', 18_796, 'onet-29.1/Task Statements.txt'],
    ['onet related', 18_460, 'onet-29.1/Related Occupations.txt'],
    ['onet zones', 923, 'onet-29.1/Job Zones.txt'],
    ['rome-esco links', 11_118, 'crosswalks/FR_20230607_mapping_esco_rome.csv'],
    ['rome-isco links', 532, 'crosswalks/Correspondance_ROME_ISCO08.xlsx'],
    ['esco-onet links', 1680, 'crosswalks/esco_onet_crosswalk_Nov2020.csv'],
  ])('%s: all %i rows', async (known, count, file) => {
    const found = await read(readFileSync(`${data}/${file}`), 'x');
    expect([found.known, found.rows!.length, found.refused]).toEqual([known, count, []]);
  });

  test('isco-soc links: all 1125 rows but two, whose groups are of three figures', async () => {
    const found = await read(readFileSync(`${data}/crosswalks/isco_us_soc2010_crosswalk.xls`), 'x');
    expect([found.known, found.rows!.length]).toEqual(['isco-soc links', 1123]);
    expect(found.refused!.map(({ details }) => details)).toMatchObject([
      { line: 80, value: '211' },
      { line: 380, value: '315' },
    ]);
  });
});
