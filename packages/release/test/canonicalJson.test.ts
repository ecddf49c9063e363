import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, type Json } from '../src/index.ts';

const thousandths = fc.integer({ min: -(10 ** 9), max: 10 ** 9 }).map((n) => n / 1000);
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.string({ unit: 'binary' }),
    thousandths,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

function shuffled(value: Json): Json {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, shuffled(member as Json)]),
  );
}

describe('canonicalJson', () => {
  test('R10: keys are sorted, minus zero is zero, undefined members are left out', () => {
    expect(canonicalJson({ b: -0, a: [1.5, 'é'], c: undefined })).toBe('{"a":[1.5,"é"],"b":0}');
  });

  test('R10: it is JSON, and the order of building does not show', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(canonicalJson(shuffled(value))).toBe(text);
      }),
    );
  });

  test('R11: no number carries more than three decimals, and none is without end', () => {
    expect(canonicalJson([0.001, 12.345, 123456])).toBe('[0.001,12.345,123456]');
    for (const number of [1 / 3, 0.0001, Number.NaN, Number.POSITIVE_INFINITY, 1e21]) {
      expect(() => canonicalJson([number])).toThrow(RangeError);
    }
  });

  test('R11: what is not plain JSON is refused', () => {
    expect(() => canonicalJson(new Float64Array(2) as unknown as Json)).toThrow('plain JSON');
    expect(() => canonicalJson(undefined as unknown as Json)).toThrow('plain JSON');
  });
});
