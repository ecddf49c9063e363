import { afterAll, expect, test } from 'vitest';
import { openReferences } from '#lib/references/openReferences.ts';
import { startsFor } from '#lib/references/startsFor.ts';
import { startEngine } from '../../src/engine.ts';
import { crosswalk, dataWith, quoted, rome } from './smallRome.ts';

const engine = startEngine();
afterAll(() => engine.close());

const occupation = (name: string, group: string, label: string) => [
  ...['Occupation', `http://data.europa.eu/esco/occupation/${name}`, group, label, '', ''],
];

/** As long as a list must be for words to be unlikely in it. */
const trades = [
  ...['Menuisier', 'Plombier', 'Couvreur', 'Maçon', 'Peintre', 'Carreleur', 'Serrurier', 'Vitrier'],
  ...['Jardinier', 'Fleuriste', 'Coiffeur', 'Opticien', 'Libraire', 'Relieur', 'Tapissier', 'Luthier'],
  ...['Horloger', 'Cordonnier', 'Tailleur', 'Brodeur', 'Potier', 'Verrier', 'Bijoutier', 'Graveur'],
].map((name, k) => ({ name, code: `H20${k + 10}`, ogr: String(200 + k) }));

/** The small town with a ward and a hotel, whose night auditor has an English name in French too. */
const town = {
  ...rome,
  'codes.csv':
    rome['codes.csv'] +
    quoted([
      ['J1506', '6', '6', 'Soins infirmiers', '1'],
      ['G1703', '7', '7', 'Réception en hôtellerie', '1'],
      ...trades.map(({ name, code, ogr }) => [code, ogr, ogr, `Travaux de ${name}`, '1']),
    ]),
  'titles.csv':
    rome['titles.csv'] +
    quoted([
      ['21', 'Infirmier / Infirmière', 'Infirmier', 'J1506', '1'],
      ['22', 'Night auditor', 'Night auditor', 'G1703', '1'],
      ...trades.map(({ name, code, ogr }) => [ogr, name, name, code, '1']),
    ]),
  // A sheet speaks of bakers by a word that is no title of ROME.
  'texts.csv':
    rome['texts.csv'] + quoted([['N4105', '0', '1', 'Livre chaque baker de la ville.', 'definition']]),
  'occupations_fr.csv':
    crosswalk['occupations_fr.csv'] +
    quoted([
      occupation('nurse', '2221', 'infirmier/infirmière'),
      occupation('auditor', '3313', 'night auditor'),
    ]),
  'occupations_en.csv': quoted([
    ['conceptType', 'conceptUri', 'iscoGroup', 'preferredLabel', 'altLabels', 'description'],
    occupation('baker', '7512', 'baker'),
    occupation('nurse', '2221', 'nurse'),
    occupation('auditor', '3313', 'hotel accountant'),
  ]),
  'table.csv':
    crosswalk['table.csv'] +
    quoted([
      ['http://data.europa.eu/esco/occupation/nurse', '21', 'skos:exactMatch'],
      ['http://data.europa.eu/esco/occupation/auditor', '22', 'skos:exactMatch'],
    ]),
};

test('English words lead to ROME by the groups of ISCO-08: read in English, and where ROME knows no such job', async () => {
  const references = openReferences(await dataWith(town), { engine });
  const { sheets } = (await references.alike())!;
  const starts = (title: string, language: 'fr' | 'en') => startsFor(references, sheets, { title, language });

  // ROME knows the word, and no job by it: once, nothing was found.
  const baker = await references.match({ title: 'baker' }, { scheme: 'rome' });
  expect([baker.recognised, baker.unknown]).toEqual([false, []]);
  expect((await starts('baker', 'en')).codes).toContain('D1102');

  // « Night » alone is a French hotel’s word: once, a night nurse was led to accounting.
  const [first] = (await starts('night nurse', 'en')).codes;
  expect(first).toBe('J1506');
  expect((await starts('boulangère', 'en')).codes[0]).toBe('D1102');
}, 240_000);
