import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  learnLikeness,
  likenessOf,
  type likenessWeights,
  type Mobility,
  pathways,
  rankByLikeness,
  type Sheet,
} from '../src/index.ts';

/** Five jobs of a small town: two bakers, two drivers and a clerk. */
const town: readonly Sheet[] = [
  { code: 'baker', skills: ['dough', 'oven'], texts: ['boulanger', 'faire le pain'], groups: [['7512', 1]] },
  {
    code: 'pastry',
    skills: ['dough', 'sugar', 'till'],
    texts: ['pâtissière', 'faire le gâteau'],
    groups: [['7512', 1]],
  },
  { code: 'driver', skills: ['lorry', 'maps'], texts: ['conducteur de camion'], groups: [['8332', 1]] },
  { code: 'courier', skills: ['maps', 'till'], texts: ['coursière'], groups: [['9621', 1]] },
  { code: 'clerk', skills: ['till', 'letters'], texts: ['employée de bureau'], groups: [['4110', 1]] },
];
const likeness = likenessOf(town, 'fr');
const items = { items: 1, words: 0, minor: 0, major: 0 };
const codesOf = (found: readonly { readonly code: string }[]) => found.map(({ code }) => code);

const skill = fc.constantFrom(...'abcdefgh');
const sheets = fc
  .uniqueArray(fc.record({ code: fc.constantFrom(...'123456789'), skills: fc.uniqueArray(skill) }), {
    minLength: 2,
    selector: ({ code }) => code,
  })
  .map((made): readonly Sheet[] => made);
const withMoves = sheets.chain((made) => {
  const code = fc.constantFrom(...codesOf(made));
  const relation = fc.constantFrom('close' as const, 'evolution' as const);
  const move: fc.Arbitrary<Mobility> = fc.record(
    { from: code, to: code, relation },
    { requiredKeys: ['from', 'to'] },
  );
  return fc.record({ sheets: fc.constant(made), from: code, moves: fc.array(move), top: fc.nat(5) });
});

describe('likeness', () => {
  test('is the cosine of rarity-weighted features, worked out by hand (SPEC P1, P2, P4)', () => {
    // Rarity in five sheets: dough and maps in two, till in three, the rest in one.
    const [one, two, three] = [Math.log(5), Math.log(5 / 2), Math.log(5 / 3)];
    const baker = Math.hypot(two, one);
    const pastry = Math.hypot(two, one, three);
    const [best] = rankByLikeness(likeness, 'baker', items);
    expect(best.code).toBe('pastry');
    expect(best.score).toBeCloseTo(Math.log(0.02 + (two * two) / (baker * pastry)), 12);
  });

  test('groups are compared at three figures and at one (SPEC P1)', () => {
    const inGroup = (code: string, isco: string): Sheet => ({ code, skills: ['s'], groups: [[isco, 1]] });
    const made = likenessOf(
      ['7512', '7513', '7522', '8111'].map((isco) => inGroup(isco, isco)),
      'fr',
    );
    const score = (weights: Partial<typeof items>) =>
      rankByLikeness(made, '7512', { ...items, items: 0, ...weights }).map(
        ({ score }) => Math.exp(score) - 0.02,
      );
    expect(score({ minor: 1 })[0]).toBeCloseTo(1, 12);
    expect(score({ minor: 1 })[1]).toBeCloseTo(0, 12);
    expect(score({ major: 1 }).map((cosine) => Math.round(cosine))).toEqual([1, 1, 0]);
  });

  test('words of either gender and any accent are one (SPEC P1)', () => {
    const told = (code: string, text: string): Sheet => ({ code, skills: ['s'], texts: [text] });
    const made = likenessOf([told('a', 'Coiffeuse'), told('b', 'coiffeur'), told('c', 'maçon')], 'fr');
    const [best] = rankByLikeness(made, 'a', { ...items, items: 0, words: 1 });
    expect(best.code).toBe('b');
    expect(best.score).toBeCloseTo(Math.log(1.02), 12);
  });

  test('only those who share a skill are proposed, whatever else they share (SPEC P3)', () => {
    expect(codesOf(rankByLikeness(likeness, 'baker'))).toEqual(['pastry']);
    expect(codesOf(rankByLikeness(likeness, 'courier')).sort()).toEqual(['clerk', 'driver', 'pastry']);
  });

  test('ties go by code (SPEC P4)', () => {
    const same = ['c', 'b', 'd', 'a'].map((code) => ({ code, skills: ['s'] }));
    expect(codesOf(rankByLikeness(likenessOf(same, 'fr'), 'b'))).toEqual(['a', 'c', 'd']);
  });

  test('the order of the sheets does not reach a bit of it (SPEC P1)', () => {
    const shuffled = sheets.chain((made) =>
      fc.tuple(
        fc.constant(made),
        fc.shuffledSubarray([...made], { minLength: made.length, maxLength: made.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([made, other]) => {
        for (const { code } of made)
          expect(rankByLikeness(likenessOf(other, 'fr'), code)).toEqual(
            rankByLikeness(likenessOf(made, 'fr'), code),
          );
      }),
    );
  });

  test('refuses two sheets for a code, a share of nothing, and a code without a sheet', () => {
    expect(() => likenessOf([town[0], town[0]], 'fr')).toThrow('likenessOf: baker has two sheets');
    const shares: Sheet = { code: 'a', skills: [], groups: [['7512', 0]] };
    expect(() => likenessOf([shares], 'fr')).toThrow('the share of a group is above 0, not 0');
    expect(() => rankByLikeness(likeness, 'mayor')).toThrow('mayor has no sheet');
  });
});

describe('weights learnt from known moves', () => {
  /** Each code has a twin by skills and another by words; moves go to the one or the other. */
  const pairs = Array.from({ length: 12 }, (_, k): Sheet[] => {
    const next = (k + 1) % 12;
    return [
      {
        code: `o${k}`,
        skills: ['all', `s${k}`],
        texts: [`${'abcdefghijkl'[k]}${'abcdefghijkl'[k]}${'abcdefghijkl'[k]}`],
      },
      { code: `s${k}`, skills: ['all', `s${k}`] },
      {
        code: `w${k}`,
        skills: ['all', `x${next}`],
        texts: [`${'abcdefghijkl'[k]}${'abcdefghijkl'[k]}${'abcdefghijkl'[k]}`],
      },
    ];
  }).flat();
  const made = likenessOf(pairs, 'fr');
  const moves = (to: string) => Array.from({ length: 12 }, (_, k) => ({ from: `o${k}`, to: `${to}${k}` }));

  test('follow what the moves follow (SPEC P5)', () => {
    const bySkills = learnLikeness(made, moves('s'));
    const byWords = learnLikeness(made, moves('w'));
    expect(bySkills.items).toBeGreaterThan(bySkills.words);
    expect(byWords.words).toBeGreaterThan(byWords.items);
    // Nobody has a group, so groups teach nothing.
    expect(bySkills.minor).toBeCloseTo(0, 10);
    expect(bySkills.major).toBeCloseTo(0, 10);
  });

  test('are at the peak: no small step is more likely (SPEC P5)', () => {
    const known = [...moves('s').slice(0, 8), ...moves('w').slice(4)];
    const weights = learnLikeness(made, known);
    const objective = (given: typeof likenessWeights) => {
      const fitted = [...Map.groupBy(known, ({ from }) => from)].map(([from, own]) => {
        const ranked = rankByLikeness(made, from, given);
        const total = Math.log(ranked.reduce((sum, { score }) => sum + Math.exp(score), 0));
        const chosen = ranked.filter(({ code }) => own.some(({ to }) => to === code));
        return chosen.reduce((sum, { score }) => sum + score, 0) / chosen.length - total;
      });
      const ridge = Object.values(given).reduce((sum, weight) => sum + weight ** 2, 0) / 2;
      return fitted.reduce((sum, gain) => sum + gain, 0) - ridge;
    };
    const peak = objective(weights);
    for (const aspect of ['items', 'words'] as const)
      for (const step of [-0.01, 0.01])
        expect(objective({ ...weights, [aspect]: weights[aspect] + step })).toBeLessThan(peak);
  });

  test('refuses moves that teach nothing', () => {
    expect(() => learnLikeness(likeness, [])).toThrow('no move is between two occupations alike');
    expect(() => learnLikeness(likeness, [{ from: 'baker', to: 'driver' }])).toThrow('no move is between');
    expect(() => learnLikeness(likeness, [{ from: 'mayor', to: 'baker' }])).toThrow('mayor has no sheet');
  });
});

describe('pathways', () => {
  const mobilities: readonly Mobility[] = [
    { from: 'courier', to: 'clerk', relation: 'evolution' },
    { from: 'courier', to: 'baker', relation: 'close' },
    { from: 'clerk', to: 'courier', relation: 'close' },
  ];

  test('official moves come first, close ones before evolutions, then those by skills (SPEC P6)', () => {
    const found = pathways('courier', { likeness, mobilities });
    expect(found.map(({ code, evidence, relation }) => [code, evidence, relation])).toEqual([
      ['baker', 'official', 'close'],
      ['clerk', 'official', 'evolution'],
      ['driver', 'skills', undefined],
      ['pastry', 'skills', undefined],
    ]);
  });

  test('skills shared and missing are those of the destination (SPEC P7)', () => {
    const pastry = pathways('courier', { likeness, mobilities }).find(({ code }) => code === 'pastry');
    expect(pastry).toMatchObject({ shared: ['till'], missing: ['dough', 'sugar'], of: 3 });
    const unknown = pathways('courier', { likeness, mobilities: [{ from: 'courier', to: 'mayor' }] })[0];
    expect(unknown).toEqual({ code: 'mayor', evidence: 'official', shared: [], missing: [], of: 0 });
  });

  test('a move told twice is told once, and close where it is both (SPEC P6)', () => {
    const twice: readonly Mobility[] = [
      { from: 'baker', to: 'clerk', relation: 'evolution' },
      { from: 'baker', to: 'clerk', relation: 'close' },
      { from: 'baker', to: 'driver' },
    ];
    expect(
      pathways('baker', { likeness, mobilities: twice }).map(({ code, relation }) => [code, relation]),
    ).toEqual([
      ['clerk', 'close'],
      ['driver', undefined],
      ['pastry', undefined],
    ]);
  });

  test('exposure is carried along and orders nothing (SPEC P8)', () => {
    fc.assert(
      fc.property(
        withMoves,
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (given, figures) => {
          const made = likenessOf(given.sheets, 'fr');
          const known = { likeness: made, mobilities: given.moves };
          const exposure = new Map(
            codesOf(given.sheets).map((code) => [code, figures.next().value as number]),
          );
          const plain = pathways(given.from, known, given);
          const exposed = pathways(given.from, { ...known, exposure }, given);
          expect(codesOf(exposed)).toEqual(codesOf(plain));
          for (const { code, exposure: found } of exposed) expect(found).toBe(exposure.get(code));
        },
      ),
    );
  });

  test('nobody is sent where she is, or twice to one place; skills add up (SPEC P6, P7)', () => {
    fc.assert(
      fc.property(withMoves, ({ sheets, from, moves, top }) => {
        const found = pathways(from, { likeness: likenessOf(sheets, 'fr'), mobilities: moves }, { top });
        const destinations = codesOf(found);
        expect(destinations).not.toContain(from);
        expect(new Set(destinations).size).toBe(destinations.length);
        expect(found.filter(({ evidence }) => evidence === 'skills').length).toBeLessThanOrEqual(top);
        const official = new Set(
          moves.filter((move) => move.from === from && move.to !== from).map(({ to }) => to),
        );
        expect(new Set(codesOf(found.filter(({ evidence }) => evidence === 'official')))).toEqual(official);
        for (const { code, evidence, shared, missing, of } of found) {
          const skills = sheets.find((sheet) => sheet.code === code)!.skills;
          expect([...shared, ...missing].sort()).toEqual([...skills].sort());
          expect(of).toBe(skills.length);
          if (evidence === 'skills') expect(shared.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('refuses a code without a sheet and less than nothing', () => {
    expect(() => pathways('mayor', { likeness, mobilities })).toThrow('mayor has no sheet');
    expect(() => pathways('baker', { likeness, mobilities }, { top: -1 })).toThrow('top is a number from 0');
  });
});
