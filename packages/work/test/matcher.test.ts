import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexTitles, match, packMatcher, trainMatcher, unpackMatcher } from '../src/index.ts';
import { bm25 } from '../src/matcher/bm25.ts';
import { documentsOf } from '../src/matcher/documents.ts';
import { featuresOf } from '../src/matcher/featuresOf.ts';
import { joinCodes } from '../src/matcher/joinCodes.ts';
import { lessonsOf } from '../src/matcher/lessonsOf.ts';
import { gramNumbers, gramsOf, lookupOf } from '../src/matcher/lexicon.ts';
import { lexiconOf } from '../src/matcher/lexiconOf.ts';
import { prune } from '../src/matcher/prune.ts';
import { readTexts } from '../src/matcher/readTexts.ts';
import { softmax } from '../src/matcher/softmax.ts';
import { reference, referenceFrom, text } from './someJobs.ts';

const matcher = trainMatcher(reference);
const packed = packMatcher(matcher);
const byTitles = indexTitles(reference);
const first = (title: string) => match(matcher, { title, language: 'fr' }).proposals[0]!.code;

const words = fc
  .array(
    fc.oneof(
      fc.constantFrom('infirmière', 'infirmeir', 'boulanger', 'de', 'nuit', 'conductrice', 'car', 'soins'),
      fc.string({ maxLength: 12 }),
    ),
    { maxLength: 8 },
  )
  .map((list) => list.join(' '));
const own = fc.record({
  title: words,
  tasks: words,
  language: fc.constantFrom('fr' as const, 'en' as const),
});

describe('a matcher', () => {
  test('finds the occupation in the masculine and in the feminine, and with a typing error', () => {
    expect(['boulanger de nuit', 'boulangère de nuit', 'boulangger'].map(first)).toEqual(['B1', 'B1', 'B1']);
    expect(['conducteur de bus', 'conductrice de bus', 'conductrixe'].map(first)).toEqual(['C1', 'C1', 'C1']);
    expect(['infirmeir', 'infrmière'].map(first)).toEqual(['A1', 'A1']);
  });

  test('is the same for the same texts in any order, to the last bit (SPEC M1)', () => {
    const { texts } = reference;
    fc.assert(
      fc.property(fc.shuffledSubarray([...texts], { minLength: texts.length }), (shuffled) => {
        expect(packMatcher(trainMatcher({ ...reference, texts: shuffled }))).toEqual(packed);
        expect(packMatcher(indexTitles({ ...reference, texts: shuffled }))).toEqual(packMatcher(byTitles));
      }),
      { numRuns: 10 },
    );
  });

  test('hangs on its seed, 1 unless given, and on nobody who watches it learn (SPEC M1)', () => {
    const told: number[] = [];
    const same = trainMatcher(reference, { seed: 1, onProgress: (done) => told.push(done) });
    expect(packMatcher(same)).toEqual(packed);
    expect(packMatcher(trainMatcher(reference, { seed: 2 }))).not.toEqual(packed);
    expect(told).toEqual([1, 2, 3, 4, 5, 6, 7].map((pass) => pass / 7));
  });

  test('cannot be made of nothing, nor of a text with a code that no occupation has', () => {
    for (const make of [trainMatcher, indexTitles]) {
      expect(() => make({ ...reference, occupations: [] })).toThrow(RangeError);
      expect(() => make({ ...reference, texts: [] })).toThrow(/without texts/);
      const stranger = { ...reference, texts: [...reference.texts, text('Meunier', ['D1'])] };
      expect(() => make(stranger)).toThrow(/“Meunier” has the code D1/);
    }
  });
});

describe('texts', () => {
  test('of another list have the codes of the titles that share their narrowest concept (SPEC M2)', () => {
    const texts = [
      text('Boulanger', ['B1'], { concepts: ['esco:1', 'isco:7512'] }),
      text('Pâtissier', ['B2'], { concepts: ['esco:2', 'isco:7512'] }),
      text('Tourier', ['B2'], { concepts: ['esco:2', 'isco:7512'] }),
      text('fait du pain', [], { kind: 'label', concepts: ['esco:1', 'isco:7512'] }),
      text('fait des biscuits', [], { kind: 'label', concepts: ['esco:3', 'isco:7512'] }),
      text('garde des moutons', [], { kind: 'label', concepts: ['esco:4', 'isco:6121'] }),
    ];
    expect(joinCodes(texts).slice(3)).toEqual([
      { codes: [['B1', 1]], weight: 1 },
      {
        codes: [
          ['B1', 1 / 3],
          ['B2', 2 / 3],
        ],
        weight: 0.5,
      },
      { codes: [], weight: 0 },
    ]);
  });

  test('joined to titles that are held out have none of their codes (SPEC M2)', () => {
    const read = readTexts(
      referenceFrom([
        text('Boulanger', ['B1'], { concepts: ['esco:1'] }),
        text('fait du pain', [], { kind: 'label', concepts: ['esco:1'] }),
      ]),
    );
    const boulanger = read.texts.findIndex(({ kind }) => kind === 'title');
    expect(lessonsOf(read)).toHaveLength(2);
    expect(lessonsOf(read, new Set([boulanger]))).toEqual([]);
  });

  test('weigh by their kind; those of the same stems, head and codes are learnt once (SPEC M3)', () => {
    const eleven = Array.from({ length: 11 }, (_, k) => `K${k}`);
    const read = readTexts(
      referenceFrom([
        text('Boulanger', ['B1']),
        text('Boulangère', ['B1']),
        text('Boulanger / Boulangère', ['B1'], { kind: 'definition' }),
        text('Boulangerie', ['B1'], { kind: 'name' }),
        text(
          'fait du pain',
          [
            ['B1', 0.75],
            ['B2', 0.25],
          ],
          { kind: 'label' },
        ),
        text('pétrit', ['B1', 'B2'], { kind: 'skill' }),
        text('enfourne', ['B1'], { kind: 'task' }),
        text('ponctuel', eleven, { kind: 'skill' }),
        text('Vend du pain.', ['B1'], { kind: 'definition' }),
      ]),
    );
    const weights = lessonsOf(read).map(({ text, weight }) => [read.texts[text]!.text, weight]);
    expect(Object.fromEntries(weights)).toEqual({
      Boulanger: 1,
      Boulangerie: 1,
      'fait du pain': 0.5 * 0.75,
      pétrit: 0.3,
      enfourne: 0.3,
      'Vend du pain.': 0.5,
    });
  });

  test('of occupations within a group are learnt for the group; titles tell its members apart (SPEC M3)', () => {
    const { texts } = referenceFrom([
      ...['Boulanger', 'Boulanger de nuit', 'Boulanger chef'].map((title) => text(title, ['x'])),
      ...['Pâtissier', 'Pâtissier de nuit', 'Pâtissier chef'].map((title) => text(title, ['y'])),
      ...['Conducteur', 'Conducteur de bus', 'Conducteur de car'].map((title) => text(title, ['z'])),
    ]);
    const occupations = [
      { code: 'x', label: {}, within: '7512' },
      { code: 'y', label: {}, within: '7512' },
      { code: 'z', label: {}, within: '8331' },
    ];
    const esco = trainMatcher({ scheme: 'esco', occupations, texts });
    expect(Array.from(esco.classOf)).toEqual([0, 0, 1]);
    expect(esco.family).toHaveLength(2);
    const found = match(esco, { title: 'pâtissière', language: 'fr' }).proposals.map(({ code }) => code);
    expect(found[0]).toBe('y');
  });
});

describe('features', () => {
  const read = readTexts(
    referenceFrom([
      text('Aide boulanger', ['B1']),
      text('Aide boulanger de nuit', ['B1']),
      text('Aide boulanger du soir', ['B1']),
      text('Fait le pain.', ['B1'], { kind: 'definition' }),
      text('Vend le pain.', ['B1'], { kind: 'definition' }),
    ]),
  );
  const lexicon = lexiconOf(
    read,
    Uint32Array.from(read.texts, (_, t) => t),
  );
  const lookup = lookupOf(lexicon);

  test('are stems, pairs, the head and 4-grams that two texts have (SPEC M4)', () => {
    const { stems, pairs, heads, grams, counts } = lexicon;
    const features = counts.length - grams.length - heads.length - pairs.length / 2;
    expect(stems.slice(0, features)).toEqual(['aid', 'boulanger', 'pain']);
    expect(Array.from(pairs, (stem) => stems[stem])).toEqual(['aid', 'boulanger']);
    expect(Array.from(heads, (stem) => stems[stem])).toEqual(['aid']);
    expect(gramsOf('pain')).toEqual(['<pai', 'pain', 'ain>']);
    expect(gramsOf('it')).toEqual(['<it>']);
    expect(grams).toContain('boul');
    // Of definitions the stems alone.
    expect(grams).not.toContain('pain');
  });

  test('weigh (1 + log count) · log((N + 1) / texts that have it)^0.7, scaled to length 1 (SPEC M4)', () => {
    const { feature, value } = featuresOf(['boulanger', 'pain'], 'boulanger', lookup, () => [], true);
    const rarity = [3, 2].map((count) => Math.log(6 / count) ** 0.7);
    const length = Math.hypot(...rarity);
    expect(Array.from(feature)).toEqual([1, 2]);
    rarity.forEach((weight, k) => {
      expect(value[k]).toBeCloseTo(weight / length, 6);
    });
    // Of two grams the first is there twice.
    const [boul, oula] = gramNumbers(lookup, 'boulanger').slice(1, 3);
    const twice = featuresOf(['x'], undefined, lookup, () => [boul!, oula!, boul!]);
    expect(Array.from(twice.feature)).toEqual([boul, oula]);
    expect(twice.value[0]! / twice.value[1]!).toBeCloseTo(1 + Math.log(2), 6);
  });
});

describe('the classifier', () => {
  const examples = {
    start: Uint32Array.of(0, 1),
    feature: Uint32Array.of(0),
    value: Float32Array.of(1),
    weight: Float32Array.of(1),
    targetStart: Uint32Array.of(0, 1),
    target: Uint16Array.of(0),
    share: Float32Array.of(1),
  };

  test('goes down the gradient by a step of 6, a family by half of it (SPEC M5)', () => {
    // Three classes, two families: probabilities ⅓ each, so that the gradients are −⅔, ⅓, ⅓ and −⅓, ⅓.
    const shape = { features: 1, classes: 3, family: Uint32Array.of(0, 0, 1), families: 2 };
    const weights = softmax(examples, shape, { passes: 1, seed: 1 });
    [4, -2, -2, 1, -1].forEach((weight, k) => {
      expect(weights[k]).toBeCloseTo(weight, 5);
    });
  });

  test('keeps weights beyond 0.3 as whole numbers up to 127 times one scale (SPEC M6)', () => {
    const { start, column, value, scale } = prune(Float32Array.of(0.25, -2.54, 0.5, 0.1, 0.29, 1.27), 3);
    expect(scale).toBeCloseTo(0.02, 6);
    expect([start, column, value].map((list) => Array.from(list))).toEqual([
      [0, 2, 3],
      [1, 2, 2],
      [-127, 25, 64],
    ]);
  });

  test('is that of eight bits from the start: one read from bytes answers the same (SPEC M6, M8)', () => {
    const again = unpackMatcher(packed);
    const titles = unpackMatcher(packMatcher(byTitles));
    fc.assert(
      fc.property(own, (said) => {
        expect(match(again, said)).toEqual(match(matcher, said));
        expect(match(titles, said)).toEqual(match(byTitles, said));
      }),
    );
  });
});

test('BM25 is as Robertson and Zaragoza have it, with k₁ = 1.2 (SPEC M7)', () => {
  // Documents "a a b" and "b": lengths 3 and 1, mean 2.
  const documents = documentsOf([
    new Map([
      [0, 2],
      [1, 1],
    ]),
    new Map([[1, 1]]),
  ]);
  const { start, document, score } = bm25(documents, 2, 0.75);
  const idf = (holding: number) => Math.log(1 + (2 - holding + 0.5) / (holding + 0.5));
  const of = (count: number, length: number, holding: number) =>
    (idf(holding) * count * 2.2) / (count + 1.2 * (0.25 + (0.75 * length) / 2));
  expect([start, document].map((list) => Array.from(list))).toEqual([
    [0, 1, 3],
    [0, 0, 1],
  ]);
  [of(2, 3, 1), of(1, 3, 2), of(1, 1, 2)].forEach((expected, k) => {
    expect(score[k]).toBeCloseTo(expected, 6);
  });
});

describe('packed bytes', () => {
  const head = new Uint32Array(packed.buffer, 0, 3);

  test('begin with ABRD, the layout and the number of sections, and are the same each time (SPEC M8)', () => {
    expect(String.fromCharCode(...packed.slice(0, 4))).toBe('ABRD');
    expect([head[1], head[2]]).toEqual([1, 22]);
    expect(packMatcher(unpackMatcher(packed))).toEqual(packed);
  });

  test('are read from a Buffer too, of which pieces are views (SPEC M8)', () => {
    const said = { title: 'infirmière de nuit' };
    expect(match(unpackMatcher(Buffer.from(packed)), said)).toEqual(match(matcher, said));
  });

  test('that are others, of another layout, or cut short are refused (SPEC M8)', () => {
    const other = packed.slice();
    other[0] = 0;
    const newer = packed.slice();
    newer[4] = 2;
    expect(() => unpackMatcher(other)).toThrow(/no packed matcher/);
    expect(() => unpackMatcher(newer)).toThrow(/layout 2/);
    fc.assert(
      fc.property(fc.nat(packed.length - 1), (length) => {
        expect(() => unpackMatcher(packed.slice(0, length))).toThrow(RangeError);
      }),
      // Once, what ended after its head was taken for a matcher of nothing.
      { examples: [[12]] },
    );
  });
});

describe('a matcher by titles alone', () => {
  const code = (title: string) => match(byTitles, { title, language: 'fr' }).proposals[0]!.code;

  test('finds titles by their words, without a classifier (SPEC M9)', () => {
    expect(byTitles.weights.value).toHaveLength(0);
    expect(['boulangère de nuit', 'conductrice de car', 'aide-soignante'].map(code)).toEqual([
      'B1',
      'C1',
      'A1',
    ]);
  });

  test('reads nothing else: what is said of an occupation beside its titles changes nothing (SPEC M9)', () => {
    const titles = reference.texts.filter(({ kind }) => kind === 'title' || kind === 'name');
    expect(packMatcher(indexTitles({ ...reference, texts: titles }))).toEqual(packMatcher(byTitles));
    expect(match(byTitles, { title: 'pétrir', language: 'fr' }).recognised).toBe(false);
  });
});
