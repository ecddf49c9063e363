import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { utils, write } from '@e965/xlsx';

/** Rows of a published file, header first. */
export type Table = readonly (readonly string[])[];

export const csv = (table: Table): string =>
  table.map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`).join('');

export const tabs = (table: Table): string => table.map((row) => `${row.join('\t')}\r\n`).join('');

export function workbook(
  sheets: Readonly<Record<string, readonly (readonly (string | number)[])[]>>,
): Uint8Array {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) {
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows as (string | number)[][]), name);
  }
  return write(book, { type: 'buffer', bookType: 'xlsx' });
}

export const esco = (end: string) => `http://data.europa.eu/esco/occupation/${end}`;
export const group = (code: string) => `http://data.europa.eu/esco/isco/C${code}`;

/** The published lists in small: their columns are those of the real files, every row is invented. */
export const romeCodes: Table = [
  ['code_rome', 'code_fiche_em', 'code_ogr', 'libelle_rome', 'statut'],
  ['J9901', '1', '1', 'Soins de nuit', '1'],
  ['M9901', '2', '2', 'Fabrique de logiciels', '1'],
  ['F9901', '3', '3', 'Pose de pierres', '1'],
];

export const romeTitles: Table = [
  [
    'code_ogr',
    'libelle_appellation_long',
    'libelle_appellation_court',
    'code_rome',
    'code_type_section_appellation',
    'libelle_type_section_appellation',
    'statut',
  ],
  ...[
    ['90001', 'Veilleur / Veilleuse de malades', 'J9901'],
    ['90002', "Soignant / Soignante d''étage", 'J9901'],
    ['90003', 'Soignant / Soignante de nuit', 'J9901'],
    ['90004', 'Veilleur / Veilleuse d’hospice', 'J9901'],
    ['90011', 'Façonnier / Façonnière de logiciels', 'M9901'],
    ['90012', 'Codeur / Codeuse de logiciels embarqués', 'M9901'],
    ['90013', 'Codeur / Codeuse de pages', 'M9901'],
    ['90021', 'Poseur / Poseuse de pierres', 'F9901'],
    ['90022', 'Poseur / Poseuse de dalles', 'F9901'],
    ['90023', 'Tailleur / Tailleuse de dalles', 'F9901'],
  ].map(([ogr, label, rome]) => [ogr!, label!, label!, rome!, '1', 'PRINCIPALE', '1']),
];

export const romeSkills: Table = [
  ['code_ogr', 'libelle_competence', 'code_type_competence', 'libelle_type_competence', 'statut'],
  ['800', 'Rondes dans les étages', '1', 'SAVOIRS', '1'],
  ['801', 'Langages de programmation', '1', 'SAVOIRS', '1'],
];

export const romeLinks: Table = [
  ['code_rome', 'code_ogr'],
  ['J9901', '800'],
  ['M9901', '801'],
  ['M9901', '802'],
];

export const romeTexts: Table = [
  ['code_rome', 'position_libelle_txt', 'code_type_texte', 'libelle_texte', 'libelle_type_texte'],
  ['J9901', '0', '1', "Veille les malades d''un étage.", 'definition'],
  ['J9901', '0', '2', 'Ce métier s’apprend sur place.', 'acces_a_em'],
];

export const romeMobilities: Table = [
  [
    'code_rome',
    'code_rome_cible',
    'code_appellation_source',
    'code_appellation_cible',
    'code_type_mobilite',
    'libelle_type_mobilite',
  ],
  ['J9901', 'M9901', '', '', '2', 'Evolution'],
  ['F9901', 'M9901', '', '', '1', 'Proche'],
  ['F9901', 'M9901', '90021', '', '1', 'Proche'],
];

export const escoFr: Table = [
  ['conceptType', 'conceptUri', 'iscoGroup', 'preferredLabel', 'altLabels', 'description'],
  [
    'Occupation',
    esco('a'),
    '2221',
    'soignant de nuit/soignante de nuit',
    'veilleuse des malades\nveilleur des malades',
    '',
  ],
  ['Occupation', esco('b'), '2512', 'codeur de logiciels/codeuse de logiciels', 'codeuse\ncodeur', ''],
  ['Occupation', esco('c'), '7112', 'poseur de pierres/poseuse de pierres', 'tailleuse de pierres', ''],
];

export const escoEn: Table = [
  ['conceptType', 'conceptUri', 'iscoGroup', 'preferredLabel', 'altLabels', 'description'],
  [
    'Occupation',
    esco('a'),
    '2221',
    'night ward nurse',
    'carer on the night shift\nnurse for nights',
    'Looks after patients.',
  ],
  ['Occupation', esco('b'), '2512', 'software developer', 'engineer of software', ''],
  ['Occupation', esco('c'), '7112', 'stone laying worker', 'layer of stones', ''],
];

export const iscoFr: Table = [
  ['conceptType', 'conceptUri', 'code', 'preferredLabel', 'altLabels', 'description'],
  ['ISCOGroup', group('2221'), '2221', 'Personnel des soins et de la nuit', '', ''],
  ['ISCOGroup', group('2512'), '2512', 'Métiers du logiciel et des pages', '', ''],
  ['ISCOGroup', group('7112'), '7112', 'Métiers de la pierre', '', ''],
  ['ISCOGroup', group('0110'), '110', 'Officiers des armées', '', ''],
];

export const iscoEn: Table = [
  ['conceptType', 'conceptUri', 'code', 'preferredLabel', 'altLabels', 'description'],
  [
    'ISCOGroup',
    group('2221'),
    '2221',
    'Nursing and night professionals',
    '',
    'They watch over patients.\nTasks include -\n(a) doing the rounds;\n(b) waking the doctor.\nExamples of the occupations classified here:\n- Night nurse\nSome related occupations classified elsewhere:\n- Watchman - 5414\nNotes\nNone.',
  ],
  ['ISCOGroup', group('2512'), '2512', 'Developers of software', '', ''],
  ['ISCOGroup', group('7112'), '7112', 'Workers of stone and tile', '', ''],
];

export const onetOccupations: Table = [
  ['O*NET-SOC Code', 'Title', 'Description'],
  ['29-1141.00', 'Night Nurses', 'Watch over patients.'],
  ['15-1252.00', 'Software Builders', 'Build software.'],
];

export const onetTitles: Table = [
  ['O*NET-SOC Code', 'Alternate Title', 'Short Title', 'Source(s)'],
  ['29-1141.00', 'Night Watch Nurse', 'n/a', '08'],
  ['29-1141.00', 'Ward Nurse', 'n/a', '08,10'],
  ['15-1252.00', 'Page "Builder"', 'n/a', '08'],
  ['15-1252.00', 'Software Coder', 'n/a', '04'],
];

export const onetTasks: Table = [
  ['O*NET-SOC Code', 'Task ID', 'Task', 'Task Type', 'Incumbents Responding', 'Date', 'Domain Source'],
  ['29-1141.00', '1', 'Do "the rounds".', 'Supplemental', '9', '08/2023', 'Incumbent'],
  ['29-1141.00', '2', 'Wake the doctor.', 'Core', '9', '08/2023', 'Incumbent'],
];

export const onetRelated: Table = [
  ['O*NET-SOC Code', 'Related O*NET-SOC Code', 'Relatedness Tier', 'Index'],
  ['29-1141.00', '15-1252.00', 'Primary-Short', '1'],
];

export const onetZones: Table = [
  ['O*NET-SOC Code', 'Job Zone', 'Date', 'Domain Source'],
  ['29-1141.00', '3', '08/2023', 'Analyst'],
];

const heading = [
  'Mapping project name,ESCO - ROME',
  'Mapping project version,V9.9',
  'Classification 1 Name,ESCO',
  'Classification 2 Name,ROME ',
  '',
].join('\n');

export const romeEsco = (rows: Table): string =>
  `${heading}\n${csv([
    ['classification 1 ID', 'classification 1 prefered label', 'classification 2 ID', 'mapping relation'],
    ...rows,
  ])}`;

export const romeEscoRows: Table = [
  [esco('a'), '', '90001', 'skos:closeMatch'],
  [esco('a'), '', '90002', 'skos:broadMatch'],
  [esco('a'), '', '90003', 'skos:exactMatch'],
  [esco('b'), '', '90011', 'skos:closeMatch'],
  [esco('b'), '', '90012', 'skos:narrowMatch'],
  [esco('c'), '', '90021', 'skos:exactMatch'],
];

export const escoOnet: Table = [
  ['id', 'esco_occupation', 'isco_code', 'onet_code', 'confidence', 'concept_uri'],
  ['1', 'night ward nurse', '2221', '29-1141.00', '2.0', esco('a')],
  ['2', 'software developer', '2512', '15-1252.00', '0.5', esco('b')],
];

export const romeIsco = workbook({
  Définition: [['La table de correspondance']],
  'ROME to ISCO-08': [
    ['Code ROME', 'Libellé codes ROME', 'Code ISCO08'],
    ['J9901', 'Soins de nuit', 2221],
    ['F9901', 'Pose de pierres', 7112],
  ],
});

export const iscoSoc = workbook({
  'ISCO-08 to 2010 SOC': [
    ['Bureau of Labor Statistics'],
    [],
    ['ISCO-08 Code', 'ISCO-08 Title EN', 'part', '2010 SOC Code', '2010 SOC Title'],
    ['2221', 'Nursing', '*', '29-1141 ', 'Nurses'],
    ['2512', 'Developers', '', '15-1252', 'Developers'],
  ],
});

/** A folder of all of it, under names that say nothing; `changed` takes the place of some. */
export const wholeFolder: Readonly<Record<string, string | Uint8Array>> = {
  'rome/1.csv': csv(romeCodes),
  'rome/2_v999.csv': csv(romeTitles),
  'rome/3.csv': csv(romeSkills),
  'rome/4.csv': csv(romeLinks),
  'rome/5.csv': csv(romeTexts),
  'rome/6.csv': csv(romeMobilities),
  'esco/1.csv': csv(escoFr),
  'esco/2.csv': csv(escoEn),
  'isco/1.csv': csv(iscoFr),
  'isco/2.csv': csv(iscoEn),
  'onet/1.txt': tabs(onetOccupations),
  'onet/2.txt': tabs(onetTitles),
  'onet/3.txt': tabs(onetTasks),
  'onet/4.txt': tabs(onetRelated),
  'onet/5.txt': tabs(onetZones),
  'onet/Read Me.txt': 'O*NET 99.1 Database\nNovember 2099 Release\n',
  'between/1.csv': romeEsco(romeEscoRows),
  'between/2.csv': csv(escoOnet),
  'between/3.xlsx': romeIsco,
  'between/4.xlsx': iscoSoc,
  'notes.txt': 'Nothing that is published.\n',
  'people.csv': 'name,team\nAda,1\n',
};

/** Writes files under a folder. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return folder;
}
