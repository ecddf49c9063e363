import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { match, trainMatcher } from '../src/index.ts';
import { mend } from '../src/matcher/mend.ts';
import { readQuery } from '../src/matcher/readQuery.ts';
import { readWords } from '../src/matcher/readWords.ts';
import { stem } from '../src/matcher/stem.ts';
import { reference, referenceFrom, text } from './someJobs.ts';

const french = (words: string) => readWords(words, 'fr').words;
const english = (words: string) => readWords(words, 'en').words;
const headOf = (title: string, language: 'fr' | 'en') => {
  const { words, head } = readWords(title, language);
  return words[head];
};
const matcher = trainMatcher(reference);

describe('words', () => {
  test('are folded: case, accents, œ and æ; plus and hash signs stay with them (SPEC W1)', () => {
    expect(french('Ouvrière ÉLECTRICIENNE, œnologue')).toEqual(['ouvriere', 'electricienne', 'oenologue']);
    expect(english('C++/C# developer, Æsthetician')).toEqual(['c++', 'c#', 'developer', 'aesthetician']);
  });

  test('of tasks are not words of the title: the same words in the other field weigh otherwise (SPEC W2)', () => {
    const one = match(matcher, { title: 'boulanger', tasks: 'conducteur de bus', language: 'fr' });
    const other = match(matcher, { title: 'conducteur de bus', tasks: 'boulanger', language: 'fr' });
    expect([one, other].map(({ proposals }) => proposals[0]!.code)).toEqual(['B1', 'C1']);
    const alone = match(matcher, { title: 'boulanger', tasks: 'grumf', language: 'fr' });
    expect(alone.unknown).toEqual([]);
  });

  test('that say nothing of a job are left out, each language its own (SPEC W3)', () => {
    expect(french('Je suis infirmière à l’hôpital (h/f)')).toEqual(['infirmiere', 'hopital']);
    expect(english('I work as a nurse at the hospital')).toEqual(['work', 'nurse', 'hospital']);
    expect(english('on my own')).toEqual(['own']);
    expect(french('on my own')).toEqual(['my', 'own']);
  });

  test('without a language are read in that of their small words, else in the surer one (SPEC W3)', () => {
    const both = trainMatcher(
      referenceFrom([
        ...reference.texts,
        ...['Nurse', 'Night nurse', 'Nurses'].map((title) => text(title, ['A1'], { language: 'en' })),
        ...['Baker', 'Bread baker'].map((title) => text(title, ['B1'], { language: 'en' })),
      ]),
    );
    // In English « suis » would be a typing error of another word, and « je » unknown.
    for (const [title, language] of [
      ['je suis à la nuit', 'fr'],
      ['I am on the nights', 'en'],
    ] as const)
      expect(match(both, { title })).toEqual(match(both, { title, language }));
    for (const title of ['night nurses', 'boulangères', 'zzz'])
      expect(match(both, { title })).toEqual(
        // At a tie the French one, which comes first.
        (['fr', 'en'] as const)
          .map((language) => match(both, { title, language }))
          .reduce((a, b) => (b.proposals[0]!.confidence > a.proposals[0]!.confidence ? b : a)),
      );
  });

  test.each([
    ['infirmiere', 'infirmier'],
    ['animatrices', 'animateur'],
    ['conductrice', 'conducteur'],
    ['chauffeuse', 'chauffeur'],
    ['technicienne', 'technicien'],
    ['patronne', 'patron'],
    ['professionnelles', 'professionnel'],
    ['maitresse', 'maitre'],
    ['sportives', 'sportif'],
    ['bestiaux', 'bestial'],
    ['bureaux', 'bureau'],
    ['employee', 'employe'],
  ])('%s and %s have one stem (SPEC W4)', (one, other) => {
    expect(stem(one, 'fr')).toBe(stem(other, 'fr'));
  });

  test.each([
    ['gas', 'gas'],
    ['press', 'press'],
    ['nurses', 'nurse'],
    ['watches', 'watch'],
    ['secretaries', 'secretary'],
    ['glasses', 'glass'],
    ['bus', 'bus'],
    ['analysis', 'analysis'],
    ['baking', 'baking'],
  ])('of English words plurals alone are cut: %s is %s (SPEC W4)', (word, expected) => {
    expect(stem(word, 'en')).toBe(expected);
  });

  test('a stem that comes again counts once (SPEC W4)', () => {
    expect(readQuery(matcher, 'Infirmier / Infirmière', 'fr').stems).toEqual(['infirmier']);
  });

  test('feminine and masculine of regular forms have one answer, to the last bit (SPEC W4)', () => {
    const pairs = [
      ['infirmier', 'infirmière'],
      ['conducteur', 'conductrice'],
      ['chauffeur', 'chauffeuse'],
      ['technicien', 'technicienne'],
      ['pâtissier', 'pâtissière'],
      ['aide-soignant', 'aide-soignante'],
    ] as const;
    const rest = fc.array(fc.constantFrom('de nuit', 'en chirurgie', 'de bus', 'et', 'chef', 'grumf'));
    fc.assert(
      fc.property(fc.constantFrom(...pairs), rest, ([he, she], more) => {
        const [one, other] = [he, she].map((word) =>
          match(matcher, { title: [word, ...more].join(' '), language: 'fr' }),
        );
        expect(other!.proposals).toEqual(one!.proposals);
      }),
    );
  });

  test('with one typing error are read as the commonest known word near them (SPEC W5)', () => {
    const rank = new Map(['nurse', 'purse', 'cure'].map((word, place) => [word, place]));
    // Left out, put in, taken for another, changed round.
    expect(['nrse', 'nursee', 'nurze', 'nusre'].map((word) => mend(word, rank))).toEqual(
      Array.from({ length: 4 }, () => 'nurse'),
    );
    // "nurse" and "purse" are both one letter away.
    expect(mend('murse', rank)).toBe('nurse');
    // Two errors; three letters.
    expect([mend('nuzze', rank), mend('cur', rank)]).toEqual([undefined, undefined]);
  });

  test('that are known are never taken for a typing error (SPEC W5)', () => {
    expect(readQuery(matcher, 'car', 'fr').stems).toEqual(['car']);
    expect(readQuery(matcher, 'infirmeir grumf', 'fr')).toMatchObject({
      stems: ['infirmier', 'grumf'],
      unknown: ['grumf'],
      known: 0.25,
    });
  });

  test('head: in French the first, in English the last before what follows it (SPEC W6)', () => {
    expect(headOf('Chef de chantier', 'fr')).toBe('chef');
    expect(headOf('Software Engineer', 'en')).toBe('engineer');
    expect(headOf('Director of Nursing', 'en')).toBe('director');
    expect(headOf('Clerk for Records', 'en')).toBe('clerk');
    expect(headOf('Nurse, Registered', 'en')).toBe('nurse');
    expect(headOf('Mechanic (Diesel)', 'en')).toBe('mechanic');
    expect(headOf('Cook/Baker', 'en')).toBe('cook');
  });

  test('of a title 60 are read, of tasks 300; a longer title is no title (SPEC W7)', () => {
    const words = (count: number, word: string) => Array.from({ length: count }, () => word).join(' ');
    const ask = (title: string, tasks = '') => match(matcher, { title, tasks, language: 'fr' });
    expect(ask(words(60, 'boulanger')).recognised).toBe(true);
    expect(ask(words(61, 'boulanger')).recognised).toBe(false);
    expect(ask('boulanger', `${words(300, 'pain')} conducteur`).proposals).toEqual(
      ask('boulanger', words(300, 'pain')).proposals,
    );
    expect(ask(`boulanger${' '.repeat(4000)}`).recognised).toBe(false);
    const long = `${words(59, 'boulanger')} grumf ${words(10, 'zorg')}`;
    expect(ask(long).unknown).toEqual(['grumf']);
  });
});
