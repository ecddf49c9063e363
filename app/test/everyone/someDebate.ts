import { random, randomInteger } from '@abord/numbers';
import fc from 'fast-check';
import type { Debate } from '#lib/questions/everyone/debate.ts';

const pieces = {
  fr: [
    'Le temps gagné',
    'l’IA',
    'devrait servir',
    'à nos patients',
    'sans se justifier',
    'la nuit',
    '« trop vite »',
  ],
  en: ['The time saved', 'AI', 'should serve', 'our patients', 'without a reason', 'at night', '“too fast”'],
  zh: ['平台業者', '應該', '依法納稅', '乘客'],
} as const;

function textOf(lang: keyof typeof pieces, chosen: readonly number[]): string {
  const words = pieces[lang];
  return `${chosen.map((index) => words[index % words.length]).join(' ')}.`;
}

const texts = fc
  .tuple(
    fc.constantFrom(['fr', 'en'] as const, ['fr'] as const, ['zh'] as const),
    fc.array(fc.nat(20), { minLength: 1, maxLength: 9 }),
  )
  .map(([langs, chosen]) => Object.fromEntries(langs.map((lang) => [lang, textOf(lang, chosen)])));

/** Debates of any size and shape, some far too small, some with everything that a debate may have. */
export const someDebate: fc.Arbitrary<Debate> = fc
  .record({
    people: fc.integer({ min: 1, max: 90 }),
    statements: fc.array(
      fc.record({
        texts,
        state: fc.constantFrom(
          ...(['accepted', 'accepted', 'accepted', 'waiting', 'refused', 'meta'] as const),
        ),
        leaning: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { minLength: 1, maxLength: 10 },
    ),
    density: fc.double({ min: 0.1, max: 1, noNaN: true }),
    entry: fc.constantFrom('open' as const, 'codes' as const, 'token' as const, 'imported' as const),
    absent: fc.option(fc.nat(60), { nil: undefined }),
    days: fc.option(fc.constant({ from: '2026-11-09', to: '2026-11-23' }), { nil: undefined }),
    simulated: fc.boolean(),
    seed: fc.nat(),
  })
  .map(({ people, statements, density, entry, absent, days, simulated, seed }) => {
    const source = random(seed);
    const votes = { person: [] as number[], statement: [] as number[], value: [] as number[] };
    const profiles = Array.from({ length: people }, () => ({
      trade: ['workshop', 'care', 'office'][Math.min(2, randomInteger(source, 4))],
    }));
    for (let person = 0; person < people; person++) {
      for (const [index, { leaning }] of statements.entries()) {
        if (source() > density) continue;
        votes.person.push(person);
        votes.statement.push(index);
        const away = person % 2 === 0 ? leaning : 1 - leaning;
        votes.value.push(source() < 0.1 ? 0 : source() < away ? 1 : -1);
      }
    }
    const headcountOf = (trade: string) =>
      profiles.filter((profile) => profile.trade === trade).length + ((absent ?? 0) % 17);
    return {
      title: { fr: 'Essai', en: 'Try' },
      description: { fr: '', en: '' },
      organisation: { fr: 'Talvenne', en: 'Talvenne' },
      simulated,
      entry,
      ...(days && { days }),
      ...(absent !== undefined && { headcount: people + absent }),
      attributes: [
        {
          key: 'trade',
          label: { fr: 'Métier', en: 'Trade' },
          values: ['workshop', 'care', 'office'].map((key) => ({
            key,
            label: { fr: `Équipe ${key}`, en: `Team ${key}` },
            ...(absent !== undefined && { headcount: headcountOf(key) }),
          })),
        },
      ],
      statements: statements.map(({ texts, state }, index) => ({ number: index + 1, texts, state })),
      people: profiles.map((profile) => ({ profile })),
      votes: {
        person: Int32Array.from(votes.person),
        statement: Int32Array.from(votes.statement),
        value: Int8Array.from(votes.value),
      },
      refused: {},
    };
  });
