import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  choice,
  hash32,
  random,
  randomExponential,
  randomInteger,
  randomNormal,
  shuffle,
  xoshiro128,
} from '../src/index.ts';

describe('xoshiro128', () => {
  test('gives the published stream from the state 1, 2, 3, 4 (SPEC R1)', () => {
    // Test vector of the reference C code, as kept by the Rust crate rand_xoshiro.
    const word = xoshiro128(1, 2, 3, 4);
    expect(Array.from({ length: 10 }, word)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });
});

describe('random', () => {
  test('gives the same stream for the same seed, another for the next seed (SPEC R1)', () => {
    const [first, again, next] = [random(7), random(7), random(8)].map((source) =>
      Array.from({ length: 5 }, source),
    );
    expect(again).toEqual(first);
    expect(next).not.toEqual(first);
  });

  test('fills a hundred boxes evenly', () => {
    const source = random(20);
    const boxes = new Float64Array(100);
    for (let i = 0; i < 100_000; i++) boxes[Math.floor(source() * 100)]++;
    // Chi-squared with 99 degrees of freedom: 0.0001 and 0.9999 quantiles are 55 and 160 (R: qchisq).
    const chi = boxes.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chi).toBeGreaterThan(55);
    expect(chi).toBeLessThan(160);
  });

  test('refuses a seed that is not an integer', () => {
    expect(() => random(0.5)).toThrow('seed must be an integer, got 0.5');
  });
});

describe('numbers of other shapes', () => {
  test('normal numbers have mean 0, variance 1 and kurtosis 3 (SPEC R2)', () => {
    const source = random(3);
    const n = 100_000;
    const moments = [0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      const z = randomNormal(source);
      for (let k = 0; k < 4; k++) moments[k] += z ** (k + 1) / n;
    }
    // Standard errors at this n: 0.003, 0.0045, 0.012, 0.031; five of them each way.
    expect(Math.abs(moments[0])).toBeLessThan(0.016);
    expect(Math.abs(moments[1] - 1)).toBeLessThan(0.023);
    expect(Math.abs(moments[2])).toBeLessThan(0.061);
    expect(Math.abs(moments[3] - 3)).toBeLessThan(0.155);
  });

  test('exponential numbers have mean 1 and exceed 1 with probability 1/e', () => {
    const source = random(4);
    const draws = Float64Array.from({ length: 100_000 }, () => randomExponential(source));
    // Standard errors: 0.0032 and 0.0015; five of them.
    expect(Math.abs(draws.reduce((a, b) => a + b) / 1e5 - 1)).toBeLessThan(0.016);
    expect(Math.abs(draws.filter((x) => x > 1).length / 1e5 - Math.exp(-1))).toBeLessThan(0.008);
  });

  test('integers reach both ends and nothing else', () => {
    const source = random(5);
    const seen = new Set(Array.from({ length: 200 }, () => randomInteger(source, 3)));
    expect([...seen].sort()).toEqual([0, 1, 2]);
    expect(() => randomInteger(source, 0)).toThrow('size must be a positive integer, got 0');
  });

  test('a shuffle keeps every item and leaves the list alone; all six orders of three are as likely', () => {
    const items = Object.freeze(['a', 'b', 'c']);
    const source = random(6);
    const orders = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = shuffle(source, items).join('');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect([...orders.keys()].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
    // Standard error of each count: 29; five of them.
    for (const count of orders.values()) expect(Math.abs(count - 1000)).toBeLessThan(145);
  });

  test('a choice follows the weights and never picks a weight of 0 (SPEC R3)', () => {
    // By hand: weights 1, 0, 3 cut [0, 1) at 0.25.
    expect([0, 0.2499, 0.25, 0.9999].map((u) => choice(u, [1, 0, 3]))).toEqual([0, 0, 2, 2]);
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 }),
        (u, weights) => {
          fc.pre(weights.some((w) => w > 0));
          expect(weights[choice(u, weights)]).toBeGreaterThan(0);
        },
      ),
    );
    expect(() => choice(0.5, [0, 0])).toThrow('choice requires at least one positive weight');
    expect(() => choice(0.5, [1, -1])).toThrow('weights must be finite and not negative, got -1');
  });
});

describe('hash32', () => {
  test('gives the published values of MurmurHash3 (SPEC R4)', () => {
    // Test vectors of the reference code, as listed at en.wikipedia.org/wiki/MurmurHash and in SMHasher.
    expect(hash32('')).toBe(0);
    expect(hash32('', 1)).toBe(0x514e28b7);
    expect(hash32('test')).toBe(0xba6bd213);
    expect(hash32('Hello, world!')).toBe(0xc0363e43);
    expect(hash32('The quick brown fox jumps over the lazy dog')).toBe(0x2e4ff723);
  });

  test('reads a text as its UTF-8 bytes', () => {
    expect(hash32('à bord')).toBe(hash32(new Uint8Array([0xc3, 0xa0, 0x20, 0x62, 0x6f, 0x72, 0x64])));
  });
});
