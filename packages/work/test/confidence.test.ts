import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexTitles, match, trainMatcher } from '../src/index.ts';
import { candidatesOf, FIGURES, highest, WIDTH } from '../src/matcher/candidatesOf.ts';
import { holdOut } from '../src/matcher/holdOut.ts';
import { type Choice, logit, probabilities } from '../src/matcher/logit.ts';
import { logProbabilities } from '../src/matcher/logProbabilities.ts';
import { readQuery } from '../src/matcher/readQuery.ts';
import { readTexts } from '../src/matcher/readTexts.ts';
import { reference, referenceFrom, text } from './someJobs.ts';

const matcher = trainMatcher(reference);
const byTitles = indexTitles(reference);
const ask = (title: string, tasks?: string, top?: number) =>
  match(matcher, { title, language: 'fr', ...(tasks !== undefined && { tasks }) }, top);

describe('confidence', () => {
  test('stands on ten figures for each candidate, and two for none of them (SPEC C1)', () => {
    const query = readQuery(matcher, 'boulanger de nuit', 'fr');
    const logs = logProbabilities(matcher, query.features);
    const { codes, rows } = candidatesOf(matcher, query, logs);
    expect([FIGURES, WIDTH, rows.length]).toEqual([10, 12, (codes.length + 1) * 12]);
    const baker = rows.slice(codes.indexOf(1) * WIDTH, (codes.indexOf(1) + 1) * WIDTH);
    expect(baker[0]).toBe(logs[1]);
    expect(baker[1]).toBeCloseTo(Math.exp(logs[1]!), 12);
    // Nearest by pooled titles, by its best title, and by its titles as one; five texts are called a title of it.
    expect([baker[3], baker[4], baker[6]]).toEqual([1, 1, 1]);
    expect(baker[8]).toBeCloseTo(Math.log(1 + matcher.size[1]!), 12);
    // « boulanger » is the head of one of its titles; nothing is said of it for "none of these".
    expect([baker[9], baker[10], baker[11]]).toEqual([1, 0, 0]);
    const none = rows.slice(codes.length * WIDTH);
    expect(Array.from(none)).toEqual([...Array(10).fill(0), 1, Math.max(...logs)]);
  });

  test('has the 40 surest codes and the ten nearest of each retrieval among its candidates (SPEC C1)', () => {
    const many = indexTitles(
      referenceFrom(Array.from({ length: 80 }, (_, k) => text(`metier${k} commun`, [`K${100 + k}`]))),
    );
    const query = readQuery(many, 'metier79', 'fr');
    const { codes } = candidatesOf(many, query, new Float64Array(80).fill(-Math.log(80)));
    expect(codes).toHaveLength(41);
    expect(codes).toContain(79);
    expect(highest([1, 3, 2, 3], 3)).toEqual([1, 3, 2]);
  });

  test('weights are those under which the right candidates are most probable (SPEC C2)', () => {
    // Two candidates told apart by one figure, right in three of four: log-odds log 3 without a ridge.
    const choice = (right: boolean): Choice => ({
      rows: Float64Array.of(1, 0),
      right: Uint8Array.of(right ? 1 : 0, right ? 0 : 1),
    });
    const choices = Array.from({ length: 4000 }, (_, k) => choice(k % 4 > 0));
    expect(logit(choices, Float64Array.of(0), 1e-6)[0]).toBeCloseTo(Math.log(3), 4);
  });

  test('weights stay where few choices speak against them (SPEC C2)', () => {
    const choice: Choice = { rows: Float64Array.of(1, 0), right: Uint8Array.of(0, 1) };
    expect(logit([], Float64Array.of(0.7))[0]).toBe(0.7);
    const [few, many] = [2, 2000].map((n) => logit(Array(n).fill(choice), Float64Array.of(0.7))[0]!);
    expect(few).toBeGreaterThan(0.5);
    expect(many).toBeLessThan(-2);
  });

  test('of several right candidates it is the probability of all that counts (SPEC C2)', () => {
    const both: Choice = { rows: Float64Array.of(1, 1, 0), right: Uint8Array.of(1, 1, 0) };
    const [weight] = logit(Array(1000).fill(both), Float64Array.of(0));
    const p = probabilities(both.rows, Float64Array.of(weight!));
    expect(p[0]! + p[1]!).toBeGreaterThan(0.9);
  });

  test('is learnt on a fifth of the titles, 4,000 at most, same stems together (SPEC C3)', {
    timeout: 60_000,
  }, () => {
    const titles = Array.from({ length: 100 }, (_, k) => [
      text(`metier${k} un`, ['A']),
      text(`un metier${k}`, ['A']),
    ]).flat();
    const read = readTexts(referenceFrom([...titles, text('Métiers', ['A'], { kind: 'name' })]));
    const { asked, held } = holdOut(read, 1);
    expect([asked.length, held.size]).toEqual([20, 40]);
    const stems = (t: number) => [...read.stemsOf[t]!].sort().join();
    for (const t of held) expect(asked.map(stems)).toContain(stems(t));
    const many = readTexts(referenceFrom(Array.from({ length: 20_100 }, (_, k) => text(`m${k}`, ['A']))));
    expect(holdOut(many, 1).asked).toHaveLength(4000);
  });

  test('of a title grows with tasks that fit it and falls with others (SPEC C4)', () => {
    const baker = (tasks?: string) =>
      ask('boulanger', tasks, 9).proposals.find(({ code }) => code === 'B1')!.confidence;
    expect(baker('pétrir la pâte à pain')).toBeGreaterThan(baker());
    expect(baker('conducteur de car')).toBeLessThan(baker());
  });

  test('of tasks alone is theirs in the place of a title (SPEC C4)', () => {
    const told = ask('je suis', 'boulanger de nuit, grumf');
    expect(told).toEqual(ask('', 'boulanger de nuit, grumf'));
    expect(told).toMatchObject({ recognised: true, unknown: ['grumf'] });
    expect(told.proposals[0]!.code).toBe('B1');
    // Read as tasks are learnt, by stems alone, which a title is not (M4).
    expect(told.proposals).not.toEqual(ask('boulanger de nuit, grumf').proposals);
  });

  test('tells the words that were read as others (SPEC C5, W5)', () => {
    expect(ask('boulangger de nuit').mended).toEqual([{ wrote: 'boulangger', read: 'boulanger' }]);
    expect(ask('boulanger de nuit').mended).toEqual([]);
  });

  test('too small, or of words that are not known, is no recognition (SPEC C5)', () => {
    expect(ask('boulanger').recognised).toBe(true);
    expect(ask('').recognised).toBe(false);
    expect(ask('grumf').recognised).toBe(false);
    // One known of three; two of three.
    expect(ask('boulanger grumf zorgl').recognised).toBe(false);
    expect(ask('boulanger nuit zorgl').recognised).toBe(true);
    // One of two, the head, and not the head.
    expect(ask('boulanger zorgl').recognised).toBe(true);
    expect(ask('zorgl boulanger').recognised).toBe(false);
  });

  test('recognition is the same however many are asked for (SPEC C5)', () => {
    for (const title of ['boulanger', 'nuit', 'car', 'soins de nuit'])
      expect(ask(title, undefined, 1).recognised).toBe(ask(title, undefined, 9).recognised);
  });

  test('lies between 0 and 1, at most 1 in sum, in order, of as many as were asked for (SPEC C2)', () => {
    const word = fc.constantFrom(
      'infirmière',
      'boulangger',
      'de',
      'nuit',
      'conductrice',
      'car',
      'grumf',
      '#',
      '',
    );
    const words = fc.array(word, { maxLength: 80 }).map((list) => list.join(' '));
    fc.assert(
      fc.property(
        fc.oneof(words, fc.string()),
        words,
        fc.constantFrom('fr' as const, 'en' as const, undefined),
        fc.integer({ min: 1, max: 5 }),
        (title, tasks, language, top) => {
          for (const by of [matcher, byTitles]) {
            const { proposals } = match(by, { title, tasks, ...(language && { language }) }, top);
            const confidences = proposals.map(({ confidence }) => confidence);
            expect(proposals.length).toBeLessThanOrEqual(top);
            expect(new Set(proposals.map(({ code }) => code)).size).toBe(proposals.length);
            expect(confidences.toSorted((a, b) => b - a)).toEqual(confidences);
            expect(confidences.every((confidence) => confidence >= 0 && confidence <= 1)).toBe(true);
            expect(confidences.reduce((sum, confidence) => sum + confidence, 0)).toBeLessThan(1 + 1e-12);
          }
        },
      ),
    );
  });

  test.each([0, -1, 1.5, Number.NaN])('of %s proposals cannot be asked for', (top) => {
    expect(() => ask('boulanger', undefined, top)).toThrow(RangeError);
  });
});
