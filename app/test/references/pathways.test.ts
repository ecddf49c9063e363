import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { abord } from '../cli/abord.ts';
import { crosswalk, dataWith, mobilities, quoted, rome } from './smallRome.ts';

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

  test.each([
    [' d1102 ', 'D1102'],
    ['7512 ', 'D1104'],
    [' Administrative-Clerk', 'M1602'],
  ])('it may be typed with spaces around it, and in any case: “%s”', async (asked, code) => {
    expect((await waysFrom(asked)).from.code).toBe(code);
  });

  test('a group of ISCO-08 leads to the code with most titles in it, and says so', async () => {
    const { from } = await waysFrom('7512');
    expect(from.code).toBe('D1104');
    expect(from.through).toEqual({
      asked: '7512',
      isco: '7512',
      by: 'titles',
      titles: 2,
      of: 2,
      others: ['D1102'],
    });
  });

  test('a built-in job leads there by the words of its name', async () => {
    const { from } = await waysFrom('administrative-clerk');
    expect(from.code).toBe('M1602');
    expect(from.through).toMatchObject({ asked: 'administrative-clerk', isco: '4110', by: 'name' });
  });

  test('says it in two blocks, in both languages, with what it is not', async () => {
    const { stdout: french } = await abord(['pathways', 'D1102', '--data', data, '--lang', 'fr']);
    expect(french).toContain('Depuis Boulangerie (D1102)\n\nMobilités officielles (ROME)\u00a0:');
    expect(french).toContain(
      '  N4105  Conduite et livraison · proche\n      compétences communes\u00a0: 1 sur 2\n',
    );
    expect(french).toContain('      manquent\u00a0: Conduite de véhicule\n');
    expect(french).toContain(
      'exposition de ses tâches à l’IA générative\u00a0: très forte, pour la plupart des tâches (0,60 sur 1, groupe 4110 de la CITP-08)\n',
    );
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

test('what one has to know, which ROME 4.0 has in a file of its own, is shared or missing as other skills are', async () => {
  const knowledge = quoted([
    ['code_ogr_savoir', 'libelle_savoir'],
    ['200', 'Règles d’hygiène'],
  ]);
  const links = `${rome['links.csv']}"D1102","200"\n"M1602","200"\n`;
  const data = await dataWith({ ...rome, 'links.csv': links, 'knowledge.csv': knowledge });
  const { stdout } = await abord(['pathways', 'M1602', '--data', data, '--json']);
  const { to } = JSON.parse(stdout);
  expect(to.find(({ code }: { code: string }) => code === 'D1102').shared).toEqual([
    'Tenue de caisse',
    'Règles d’hygiène',
  ]);
});
