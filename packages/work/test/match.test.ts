import { describe, expect, test } from 'vitest';
import {
  match,
  packMatcher,
  type Reference,
  type ReferenceText,
  trainMatcher,
  unpackMatcher,
} from '../src/index.ts';

const title = (text: string, code: string): ReferenceText => ({
  text,
  language: 'fr',
  kind: 'title',
  codes: [[code, 1]],
});

const nurse = [
  'Infirmier / Infirmière',
  'Infirmier / Infirmière de nuit',
  'Infirmier / Infirmière en chirurgie',
];
const baker = [
  'Boulanger / Boulangère',
  'Ouvrier boulanger / Ouvrière boulangère',
  'Boulanger / Boulangère de nuit',
];
const driver = [
  'Conducteur / Conductrice de bus',
  'Chauffeur / Chauffeuse de car',
  'Conducteur / Conductrice de car',
];
const reference: Reference = {
  scheme: 'rome',
  occupations: ['A1', 'B1', 'C1'].map((code) => ({ code, label: {} })),
  texts: [
    ...nurse.map((text) => title(text, 'A1')),
    ...baker.map((text) => title(text, 'B1')),
    ...driver.map((text) => title(text, 'C1')),
  ],
};
const matcher = trainMatcher(reference);
const first = (words: string) => match(matcher, { title: words, language: 'fr' }).proposals[0].code;

describe('match', () => {
  test('finds the occupation in the masculine and in the feminine', () => {
    expect(['boulanger de nuit', 'boulangère de nuit'].map(first)).toEqual(['B1', 'B1']);
    expect(['conducteur de bus', 'conductrice de bus'].map(first)).toEqual(['C1', 'C1']);
  });

  test('mends a typing error', () => {
    expect(['infirmeir', 'infrmière', 'boulangger', 'conductrixe'].map(first)).toEqual([
      'A1',
      'A1',
      'B1',
      'C1',
    ]);
  });

  test('gives the same from packed bytes', () => {
    const again = unpackMatcher(packMatcher(matcher));
    const words = { title: 'infirmière de nuit' };
    expect(match(again, words)).toEqual(match(matcher, words));
  });

  test('gives the same from a Buffer, as a file is read, of which pieces are views', () => {
    const again = unpackMatcher(Buffer.from(packMatcher(matcher)));
    const words = { title: 'infirmière de nuit' };
    expect(match(again, words)).toEqual(match(matcher, words));
  });
});
