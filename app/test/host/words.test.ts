import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readStatementFile } from '#lib/host/statements/import.ts';
import { isCorrection } from '#lib/host/statements/isCorrection.ts';
import { readReason } from '#lib/host/statements/reason.ts';
import { reasonText } from '#lib/host/statements/reasonText.ts';
import { readTexts } from '#lib/host/statements/schema.ts';
import { similarStatements } from '#lib/host/statements/similarStatements.ts';
import { seedStatements } from '#lib/inquiry/template.ts';

describe('a correction', () => {
  it.each([
    ['Nous alons trop vite', 'Nous allons trop vite.'],
    ['l’IA decide', 'L’IA décide !'],
    ['I am affraid of it', 'I am afraid of it'],
  ])('puts slips right: %s', (before, after) => {
    expect(isCorrection(before, after)).toBe(true);
  });

  // Each pair says the contrary, or something else, with few letters changed.
  it.each([
    ['We should go faster', 'We should not go faster'],
    ['AI can decide', 'AI can’t decide'],
    ['C’est possible', 'C’est impossible'],
    ['AI is useful', 'AI is useless'],
    ['C’est utile', 'C’est inutile'],
    ['It is legal', 'It is illegal'],
    ['Tout va mieux', 'Tout va pire'],
    ['In 2026', 'In 2027'],
    ['The night shift first', 'The first night shift'],
    ['We never check', 'We ever check'],
    ['Oui', 'Non'],
  ])('does not turn “%s” into “%s”', (before, after) => {
    expect(isCorrection(before, after)).toBe(false);
  });

  test('every text corrects itself, and corrections go both ways', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(isCorrection(a, a)).toBe(true);
        expect(isCorrection(a, b)).toBe(isCorrection(b, a));
      }),
    );
  });
});

describe('likeness of statements', () => {
  test('counts words in common, without endings and small words', () => {
    const other = { texts: { fr: 'Apprendre prend des heures' } };
    // heure, semaine, apprendr | apprendr, prend, heure: 2 in common of 4.
    expect(similarStatements({ fr: 'Une heure par semaine pour apprendre' }, [other])).toEqual([
      { statement: other, share: 0.5, words: ['heure', 'apprendre'] },
    ]);
  });

  test('compares within a language only, and says nothing of what has little in common', () => {
    expect(similarStatements({ fr: 'Nous parlons' }, [{ texts: { en: 'Nous parlons' } }])).toEqual([]);
    expect(
      similarStatements({ en: 'Time to learn' }, [{ texts: { en: 'Machines watch people at work' } }]),
    ).toEqual([]);
  });

  test('a share is between 0 and 1, three come back at most, the most alike first', () => {
    const texts = fc.record({ fr: fc.string(), en: fc.string() });
    fc.assert(
      fc.property(texts, fc.array(fc.record({ texts })), (text, others) => {
        const found = similarStatements(text, [...others, { texts: text }]);
        const shares = found.map(({ share }) => share);
        expect(found.length).toBeLessThanOrEqual(3);
        expect(shares.every((share) => share > 0 && share <= 1)).toBe(true);
        expect(shares).toEqual(shares.toSorted((a, b) => b - a));
      }),
    );
  });

  test('of the twelve to begin with, none says what another says', () => {
    for (const [place, { fr, en }] of seedStatements.entries()) {
      const others = seedStatements.filter((_, other) => other !== place).map((texts) => ({ texts }));
      const shares = similarStatements({ fr, en }, others).map(({ share }) => share);
      expect(Math.max(0, ...shares), fr).toBeLessThan(0.7);
    }
  });
});

describe('the words of a statement', () => {
  it.each([
    ['nothing', '', 'empty'],
    ['spaces', ' \u00A0\u200B\t ', 'empty'],
    ['emoji only', '🙃🙃', 'empty'],
    ['10,000 characters', 'a'.repeat(10_000), 'too-long'],
  ])('are refused when they are %s', (_, fr, fault) => {
    expect(readTexts({ fr, en: '' })).toEqual({ faults: { fr: fault } });
  });

  test('keep markup, other scripts and emoji as they are, on one line', () => {
    expect(readTexts({ fr: ' <b>Non</b>\n🙃 ', en: '\u202Eنعم\u202C' })).toEqual({
      texts: { fr: '<b>Non</b> 🙃', en: 'نعم' },
    });
  });

  test('a reason is the usual one that was chosen, or the moderator’s words with their language', () => {
    expect(readReason('subject', 'autre', 'fr')).toEqual({ usual: 'subject' });
    expect(readReason('', ' Déjà dit ', 'fr')).toEqual({ text: 'Déjà dit', lang: 'fr' });
    expect(readReason('constructor', '', 'fr')).toBeUndefined();
    expect(readReason('', '  ', 'fr')).toBeUndefined();
  });

  test('a usual reason is read in one’s own language, the moderator’s words in theirs', () => {
    expect(reasonText({ usual: 'subject' }, 'fr')).toEqual({ text: 'Hors du sujet', lang: undefined });
    expect(reasonText({ usual: 'subject' }, 'en')).toEqual({ text: 'Off the subject', lang: undefined });
    const own = { text: 'Déjà dit', lang: 'fr' } as const;
    expect(reasonText(own, 'fr')).toEqual({ text: 'Déjà dit', lang: undefined });
    expect(reasonText(own, 'en')).toEqual({ text: 'Déjà dit', lang: 'fr' });
  });
});

describe('a file of statements', () => {
  const read = (text: string) => readStatementFile(new Blob([text]).stream(), 'a.csv');

  test('gives a statement a row, in one language or two', async () => {
    expect(await read('fr,en,question\nOui,Yes,everyone\nNon,,\n,"May, be",\n')).toEqual({
      texts: [{ fr: 'Oui', en: 'Yes' }, { fr: 'Non' }, { en: 'May, be' }],
      faults: [],
    });
  });

  test('is read as French spreadsheets write it, with semicolons', async () => {
    expect(await read('\uFEFFfr;en\r\nOui, mais;Yes\r\n"Non ; jamais";\r\n')).toEqual({
      texts: [{ fr: 'Oui, mais', en: 'Yes' }, { fr: 'Non ; jamais' }],
      faults: [],
    });
  });

  test('names the lines that cannot be one', async () => {
    expect((await read(`fr,en,question\n,,\n${'a'.repeat(281)},,\nOui,,work\n`)).faults).toEqual([
      { line: 2, fault: 'empty' },
      { line: 3, fault: 'too-long' },
      { line: 4, fault: 'other-question' },
    ]);
  });

  test('needs both columns', async () => {
    await expect(read('fr;de\nOui;Ja\n')).rejects.toMatchObject({ code: 'header-wrong' });
    await expect(read('')).rejects.toMatchObject({ code: 'file-empty' });
  });
});

test('the twelve to begin with are short enough for the wall, in both languages', () => {
  expect(seedStatements).toHaveLength(12);
  for (const texts of seedStatements) {
    expect(Object.keys(texts)).toEqual(['fr', 'en']);
    // Twenty-five words at most can be read at ten metres (the look, screens).
    for (const text of Object.values(texts)) expect(text.split(/\s/).length).toBeLessThanOrEqual(25);
  }
});
