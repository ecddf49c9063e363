import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { abord, temporaryFolder } from '../cli/abord.ts';

/** Rows of a published file. */
export const quoted = (rows: readonly (readonly string[])[]) =>
  `${rows.map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\n')}\n`;

const concept = (name: string) => `http://data.europa.eu/esco/occupation/${name}`;

/** A town of four invented codes: bakers, pastry cooks, drivers and clerks. */
export const rome = {
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

export const mobilities = quoted([
  ['code_rome', 'code_rome_cible', 'code_type_mobilite', 'libelle_type_mobilite'],
  ['D1102', 'M1602', '2', 'Evolution'],
  ['D1102', 'N4105', '1', 'Proche'],
]);

export const crosswalk = {
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

/** Adds these files as somebody does who has downloaded them; in a new data folder, where none is given. */
export async function dataWith(files: Readonly<Record<string, string>>, into?: string): Promise<string> {
  const folder = await temporaryFolder();
  const [data, published] = [into ?? join(folder, 'data'), join(folder, 'published')];
  await mkdir(published);
  for (const [name, content] of Object.entries(files)) await writeFile(join(published, name), content);
  const { code, stderr } = await abord(['references', 'add', published, '--data', data, '--json']);
  expect([code, stderr]).toEqual([0, '']);
  return data;
}
