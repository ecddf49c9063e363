import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { abord, temporaryFolder } from '../cli/abord.ts';

const quoted = (rows: readonly (readonly string[])[]) =>
  `${rows.map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\n')}\n`;

const concept = (name: string) => `http://data.europa.eu/esco/occupation/${name}`;

/** A town of four invented codes: bakers, pastry cooks, drivers and clerks. */
const rome = {
  'codes.csv': quoted([
    ['code_rome', 'code_fiche_em', 'code_ogr', 'libelle_rome', 'statut'],
    ['D1102', '1', '1', 'Boulangerie', '1'],
    ['D1104', '2', '2', 'Pâtisserie', '1'],
    ['N4105', '3', '3', 'Conduite et livraison', '1'],
    ['M1602', '4', '4', 'Opérations administratives', '1'],
  ]),
  'titles.csv': quoted([
    ['code_ogr', 'libelle_appellation_long', 'libelle_appellation_court', 'code_rome', 'statut'],
    ['11', 'Boulanger / Boulangère', 'Boulanger', 'D1102', '1'],
    ['12', 'Pâtissier / Pâtissière', 'Pâtissier', 'D1104', '1'],
    ['13', 'Chauffeur-livreur / Chauffeuse-livreuse', 'Chauffeur', 'N4105', '1'],
    ['14', 'Agent / Agente administrative', 'Agent', 'M1602', '1'],
    ['15', 'Commis / Commise de pâtisserie', 'Commis', 'D1104', '1'],
  ]),
  'skills.csv': quoted([
    ['code_ogr', 'libelle_competence', 'code_type_competence', 'libelle_type_competence', 'statut'],
    ['100', 'Pétrissage', '1', 'SAVOIRS', '1'],
    ['101', 'Cuisson au four', '1', 'SAVOIRS', '1'],
    ['102', 'Tenue de caisse', '1', 'SAVOIRS', '1'],
    ['103', 'Conduite de véhicule', '1', 'SAVOIRS', '1'],
    ['104', 'Travail du sucre', '1', 'SAVOIRS', '1'],
  ]),
  'links.csv': quoted([
    ['code_rome', 'code_ogr'],
    ...['100', '101', '102'].map((ogr) => ['D1102', ogr]),
    ...['100', '101', '104'].map((ogr) => ['D1104', ogr]),
    ...['102', '103'].map((ogr) => ['N4105', ogr]),
    ['M1602', '102'],
  ]),
  'texts.csv': quoted([
    ['code_rome', 'position_libelle_txt', 'code_type_texte', 'libelle_texte', 'libelle_type_texte'],
    ['D1102', '0', '1', 'Fait le pain.', 'definition'],
    ['D1104', '0', '1', 'Fait les gâteaux.', 'definition'],
  ]),
};

const mobilities = quoted([
  ['code_rome', 'code_rome_cible', 'code_type_mobilite', 'libelle_type_mobilite'],
  ['D1102', 'M1602', '2', 'Evolution'],
  ['D1102', 'N4105', '1', 'Proche'],
]);

const crosswalk = {
  'occupations_fr.csv': quoted([
    ['conceptType', 'conceptUri', 'iscoGroup', 'preferredLabel', 'altLabels', 'description'],
    ['Occupation', concept('baker'), '7512', 'boulanger/boulangère', '', ''],
    ['Occupation', concept('pastry'), '7512', 'pâtissier/pâtissière', '', ''],
    ['Occupation', concept('clerk'), '4110', 'employé de bureau/employée de bureau', '', ''],
    ['Occupation', concept('developer'), '2512', 'développeur/développeuse', '', ''],
  ]),
  'table.csv': quoted([
    ['classification 1 ID', 'classification 2 ID', 'mapping relation'],
    [concept('baker'), '11', 'skos:exactMatch'],
    [concept('pastry'), '12', 'skos:exactMatch'],
    [concept('pastry'), '15', 'skos:broadMatch'],
    [concept('clerk'), '14', 'skos:closeMatch'],
  ]),
};

async function dataWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  const [data, published] = [join(folder, 'data'), join(folder, 'published')];
  await mkdir(published);
  for (const [name, content] of Object.entries(files)) await writeFile(join(published, name), content);
  const { code, stderr } = await abord(['references', 'add', published, '--data', data, '--json']);
  expect([code, stderr]).toEqual([0, '']);
  return data;
}

describe('abord pathways', () => {
  let data: string;
  beforeAll(async () => {
    data = await dataWith({ ...rome, ...crosswalk, 'mobilities.csv': mobilities });
  });

  async function waysFrom(asked: string, ...options: string[]) {
    const { code, stdout, stderr } = await abord(['pathways', asked, '--data', data, '--json', ...options]);
    expect([code, stderr]).toEqual([0, '']);
    return JSON.parse(stdout);
  }

  test('gives official moves, close ones first, and then who is alike by skills, each with what is missing', async () => {
    const { from, to } = await waysFrom('D1102');
    expect(from).toEqual({ code: 'D1102', label: { fr: 'Boulangerie', en: null }, through: null });
    const about = { relation: null, exposure: null };
    expect(to).toEqual([
      {
        ...about,
        code: 'N4105',
        label: { fr: 'Conduite et livraison', en: null },
        evidence: 'official',
        relation: 'close',
        shared: ['Tenue de caisse'],
        missing: ['Conduite de véhicule'],
        of: 2,
      },
      {
        code: 'M1602',
        label: { fr: 'Opérations administratives', en: null },
        evidence: 'official',
        relation: 'evolution',
        shared: ['Tenue de caisse'],
        missing: [],
        of: 1,
        // Mean, spread and step of group 4110 in the ILO's scores of 2025.
        exposure: expect.objectContaining({ isco: '4110', mean: 0.6, sd: 0.1, gradient: 'gradient-4' }),
      },
      {
        ...about,
        code: 'D1104',
        label: { fr: 'Pâtisserie', en: null },
        evidence: 'skills',
        shared: ['Pétrissage', 'Cuisson au four'],
        missing: ['Travail du sucre'],
        of: 3,
      },
    ]);
  });

  test('a code may be typed small, and fewer may be asked for by skills', async () => {
    const { from, to } = await waysFrom('d1102', '--top', '0');
    expect(from.code).toBe('D1102');
    expect(to.map(({ evidence }: { evidence: string }) => evidence)).toEqual(['official', 'official']);
  });

  test('a group of ISCO-08 leads to the code with most titles in it, and says so', async () => {
    const { from } = await waysFrom('7512');
    expect(from.code).toBe('D1104');
    expect(from.through).toEqual({ asked: '7512', isco: '7512', titles: 2, of: 2, others: ['D1102'] });
  });

  test('a built-in job leads there through its group', async () => {
    const { from } = await waysFrom('administrative-clerk');
    expect(from.code).toBe('M1602');
    expect(from.through).toMatchObject({ asked: 'administrative-clerk', isco: '4110', titles: 1 });
  });

  test('says it in two blocks, in both languages, with what it is not', async () => {
    const { stdout: french } = await abord(['pathways', 'D1102', '--data', data, '--lang', 'fr']);
    expect(french).toContain('Depuis Boulangerie (D1102)\n\nMobilités officielles (ROME)\u00a0:');
    expect(french).toContain(
      '  N4105  Conduite et livraison · proche\n      compétences communes\u00a0: 1 sur 2\n',
    );
    expect(french).toContain('      manquent\u00a0: Conduite de véhicule\n');
    expect(french).toContain('exposition de ses tâches\u00a0: 0,60 (groupe 4110 de la CITP-08)\n');
    expect(french.indexOf('Proches par les compétences')).toBeGreaterThan(french.indexOf('M1602'));
    expect(french).toContain('pas un conseil de partir.');
    const { stdout: english } = await abord(['pathways', '7512', '--data', data]);
    expect(english).toContain(
      '“7512” (ISCO-08 group 7512): 2 of the 2 titles of this ROME code are in it, more than of any other.\nOther ROME codes lead to group 7512: D1102.\n',
    );
    expect(english).toContain('Official moves (ROME): close, with about the same skills;');
    expect(english).toContain('\n  None.\n');
    expect(english).toContain('not advice to leave.\n');
  });

  test.each([
    [['pathways', 'Z9999'], '“Z9999” leads to no ROME code: give a code of the ROME that was added (M1805)'],
    [['pathways', '2511'], '“2511” leads to no ROME code'],
    [['pathways', 'captain'], '“captain” leads to no ROME code'],
    [['pathways', 'D1102', '--top=-1'], '“-1” does not suit the option “--top”'],
    [['pathways', 'D1102', '--top', 'many'], '“many” does not suit the option “--top”'],
    [['pathways'], 'abord pathways CODE'],
    [['pathways', 'D1102', 'D1104'], 'D1104'],
  ])('%j is refused in one line', async (args, sentence) => {
    const { code, stdout, stderr } = await abord([...args, '--data', data]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(sentence);
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  test('without ROME it says what to add, and where that is', async () => {
    const empty = join(data, 'nothing');
    const { code, stdout, stderr } = await abord(['pathways', 'D1102', '--data', empty]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      `${join(empty, 'references')} does not hold ROME: download its files (Répertoire opérationnel des métiers et des emplois, “Open data” page of francetravail.io) and add them with “abord references add PATH”.\n`,
    );
  });
});

test('without the file of mobilities nothing is said of official moves', async () => {
  const data = await dataWith(rome);
  const { stdout } = await abord(['pathways', 'D1102', '--data', data, '--json']);
  expect(JSON.parse(stdout).known).toEqual({ official: false, skills: true });
  const { stdout: text } = await abord(['pathways', 'D1102', '--data', data, '--lang', 'fr']);
  expect(text).toContain('Le fichier des mobilités n’a pas été ajouté\u00a0: rien ne peut en être dit.');
});
