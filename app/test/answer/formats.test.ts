import { describe, expect, test } from 'vitest';
import { formatChange } from '#lib/answer/formatChange.ts';
import { formatChangeSpan } from '#lib/answer/formatChangeSpan.ts';
import { formatCount } from '#lib/answer/formatCount.ts';
import { formatDay, formatDays } from '#lib/answer/formatDays.ts';
import { formatInterval, formatPercent } from '#lib/answer/formatPercent.ts';
import { quote } from '#lib/answer/quote.ts';
import { typeset } from '#lib/answer/typeset.ts';

// Expected texts follow the Lexique des règles typographiques en usage à l’Imprimerie nationale
// (narrow space before ; ! ?, full space before : and %, 1er) and New Hart’s Rules for English.
describe('numbers and days', () => {
  test('thousands are set apart by a narrow space in French, a full one from ten thousand up', () => {
    expect(formatCount(154, 'fr')).toBe('154');
    expect(formatCount(1921, 'fr')).toBe('1\u202F921');
    expect(formatCount(49443, 'fr')).toBe('49\u00A0443');
    expect(formatCount(4500000, 'fr')).toBe('4\u00A0500\u00A0000');
    expect(formatCount(49443, 'en')).toBe('49,443');
  });

  test('a percentage is whole, with its space in French', () => {
    expect(formatPercent(0.54, 'fr')).toBe('54\u00A0%');
    expect(formatPercent(0.29, 'en')).toBe('29%');
    expect(formatPercent(-0.12, 'fr')).toBe('\u221212\u00A0%');
    expect(formatPercent(-0.001, 'en')).toBe('0%');
    expect(formatInterval(0.46, 0.62, 'fr')).toBe('de 46 à 62\u00A0%');
    expect(formatInterval(0.46, 0.62, 'en')).toBe('46 to 62%');
  });

  test('an interval of change says on which side of nothing its ends lie, the smaller first', () => {
    const span = (low: number, high: number, lang: 'fr' | 'en') =>
      formatChangeSpan({ low, high, unit: 'minutes' }, lang);
    expect(span(0.02, 0.39, 'fr')).toBe('de 2\u00A0% à 39\u00A0% en plus');
    expect(span(-0.31, -0.25, 'fr')).toBe('de 25\u00A0% à 31\u00A0% en moins');
    expect(span(-0.14, 0.04, 'en')).toBe('14% less to 4% more');
    expect(formatChangeSpan({ low: -0.2, high: 0.4, unit: 'quality' }, 'fr')).toBe(
      'de 0,2 en moins à 0,4 en plus',
    );
    expect(formatChange({ value: 0.19, unit: 'minutes' }, 'en')).toBe('19% longer');
    expect(formatChange({ value: -0.4, unit: 'quality' }, 'fr')).toBe('0,4 point de moins');
  });

  test('days are said once where both ends share them', () => {
    expect(formatDay('2026-05-01', 'fr')).toBe('1er\u00A0mai 2026');
    expect(formatDay('2026-11-23', 'en')).toBe('23\u00A0November 2026');
    expect(formatDays('2026-11-09', '2026-11-23', 'fr')).toBe('du\u00A09 au\u00A023\u00A0novembre 2026');
    expect(formatDays('2026-10-28', '2026-11-03', 'fr')).toBe(
      'du\u00A028\u00A0octobre au\u00A03\u00A0novembre 2026',
    );
    expect(formatDays('2025-12-31', '2026-01-01', 'fr')).toBe(
      'du\u00A031\u00A0décembre 2025 au\u00A01er\u00A0janvier 2026',
    );
    expect(formatDays('2026-11-09', '2026-11-09', 'fr')).toBe('le\u00A09\u00A0novembre 2026');
    expect(formatDays('2026-11-09', '2026-11-23', 'en')).toBe('9 to 23\u00A0November 2026');
  });
});

describe('texts that people wrote', () => {
  test('French is set with its spaces, apostrophes and quotation marks', () => {
    expect(typeset('L\'IA decide : "non" !  Pourquoi ?', 'fr')).toBe(
      'L’IA decide\u00A0: «\u00A0non\u00A0»\u202F! Pourquoi\u202F?',
    );
    expect(typeset('Il est 19:38, voir http://exemple.fr?a=b; 30 % de gagné', 'fr')).toBe(
      'Il est 19:38, voir http://exemple.fr?a=b\u202F; 30\u00A0% de gagné',
    );
  });

  test('English gets curly quotation marks and apostrophes, and no spaces', () => {
    expect(typeset('I don\'t trust "smart" tools', 'en-GB')).toBe('I don’t trust “smart” tools');
  });

  test('a text in another language stays as it was written', () => {
    expect(typeset('管理系統能否支持 "線上" ?', 'zh-Hant')).toBe('管理系統能否支持 "線上" ?');
  });

  test('typesetting twice changes nothing more', () => {
    const once = typeset('« Oui » ; c\'est "dit" : 5 % ?', 'fr');
    expect(typeset(once, 'fr')).toBe(once);
  });

  test('a quotation sits between marks of the reader’s language, without its full stop', () => {
    expect(quote('Je dis "non".', 'fr')).toBe('«\u00A0Je dis “non”\u00A0»');
    expect(quote('I say "no".', 'en')).toBe('“I say ‘no’”');
    expect(quote('Et puis…', 'fr')).toBe('«\u00A0Et puis…\u00A0»');
  });
});
