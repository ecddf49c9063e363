import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  betaCdf,
  betaQuantile,
  chiSquareTail,
  fTail,
  logGamma,
  normalCdf,
  normalQuantile,
  tCdf,
  tQuantile,
} from '../src/index.ts';

function close(actual: number, expected: number, relative: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));
}

describe('normalCdf', () => {
  test('agrees with scipy to 1e-13 from centre to tail (SPEC D1)', () => {
    // scipy 1.17.1, stats.norm.cdf
    const known: [number, number][] = [
      [-10, 7.61985302416047e-24],
      [-6, 9.865876450376946e-10],
      [-5.6, 1.0717590258310887e-8],
      [-3, 0.0013498980316300933],
      [-1, 0.15865525393145707],
      [-0.5, 0.3085375387259869],
      [0, 0.5],
      [0.3, 0.6179114221889526],
      [0.68, 0.7517477695464294],
      [2, 0.9772498680518208],
      [5, 0.9999997133484281],
      [8, 0.9999999999999993],
    ];
    for (const [z, p] of known) close(normalCdf(z), p, 1e-13);
    expect([normalCdf(-Infinity), normalCdf(Infinity)]).toEqual([0, 1]);
    expect(normalCdf(Number.NaN)).toBeNaN();
  });
});

describe('normalQuantile', () => {
  test('agrees with scipy to 1e-14 (SPEC D2)', () => {
    // scipy 1.17.1, stats.norm.ppf
    const known: [number, number][] = [
      [1e-300, -37.0470962993612],
      [1e-20, -9.262340089798409],
      [1e-5, -4.264890793922825],
      [0.01, -2.3263478740408408],
      [0.07, -1.4757910281791706],
      [0.3, -0.5244005127080409],
      [0.9, 1.2815515655446004],
      [0.975, 1.959963984540054],
      [0.999, 3.090232306167813],
    ];
    for (const [p, z] of known) close(normalQuantile(p), z, 1e-14);
    expect([0, 0.5, 1].map(normalQuantile)).toEqual([-Infinity, 0, Infinity]);
  });

  test('undoes normalCdf', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 4, noNaN: true }), (z) => {
        expect(Math.abs(normalQuantile(normalCdf(z)) - z)).toBeLessThan(1e-11);
      }),
    );
  });

  test('refuses what is no probability', () => {
    expect(() => normalQuantile(1.2)).toThrow('p must be between 0 and 1, got 1.2');
    expect(() => normalQuantile(Number.NaN)).toThrow(RangeError);
  });
});

describe('beta and gamma', () => {
  test('logGamma agrees with factorials, the half and scipy (SPEC D3)', () => {
    close(logGamma(5), Math.log(24), 1e-14);
    close(logGamma(0.5), 0.5 * Math.log(Math.PI), 1e-13);
    // scipy 1.17.1, special.gammaln(0.1)
    close(logGamma(0.1), 2.252712651734206, 1e-13);
    expect(() => logGamma(0)).toThrow('logGamma requires a positive number, got 0');
  });

  test('betaCdf agrees with scipy and its mirror (SPEC D4)', () => {
    // scipy 1.17.1, special.betainc
    close(betaCdf(0.3, 2, 5), 0.5798250000000003, 1e-13);
    close(betaCdf(0.501, 2000, 2000.5), 0.553455775666189, 1e-11);
    close(betaCdf(0.001, 0.5, 100.5), 0.34576381289814123, 1e-13);
    close(betaCdf(0.99, 50, 0.7), 0.4419014073424665, 1e-12);
    const shape = fc.double({ min: 0.2, max: 500, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), shape, shape, (x, a, b) => {
        expect(Math.abs(betaCdf(x, a, b) + betaCdf(1 - x, b, a) - 1)).toBeLessThan(1e-12);
      }),
    );
  });

  test('betaQuantile undoes betaCdf (SPEC D3)', () => {
    // scipy 1.17.1, special.betaincinv(2, 3, 0.5)
    close(betaQuantile(0.5, 2, 3), 0.3857275681323895, 1e-13);
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1]);
  });
});

describe('t, F and chi-square', () => {
  // Worked with mpmath at 40 digits: betainc and gammainc, regularised.
  test('tCdf keeps thirteen digits from the centre to the tail, whole degrees of freedom or not (SPEC D4)', () => {
    close(tCdf(-8, 0.7), 0.07232968243036779, 2e-13);
    close(tCdf(-0.001, 1), 0.4996816902199194, 2e-13);
    close(tCdf(-3.7, 3.3), 0.01456913168824489, 2e-13);
    close(tCdf(-2, 12.503649), 0.03385216715817505, 2e-13);
    close(tCdf(-0.3, 200), 0.382244365094664, 2e-13);
    close(tCdf(-20, 10000), 1.3823262932703867e-87, 2e-13);
    close(tCdf(-2, 1000000), 0.022750266925659603, 2e-13);
    expect(tCdf(2, 5)).toBe(1 - tCdf(-2, 5));
    expect([tCdf(-Infinity, 3), tCdf(Infinity, 3), tCdf(1, Infinity)]).toEqual([0, 1, normalCdf(1)]);
    expect(() => tCdf(1, 0)).toThrow('tCdf requires positive degrees of freedom, got 0');
  });

  test('fTail and chiSquareTail likewise (SPEC D4)', () => {
    close(fTail(0.01, 1, 3), 0.9266523488008058, 2e-13);
    close(fTail(0.5, 2, 1), Math.SQRT1_2, 2e-13);
    close(fTail(2.5, 5, 100000), 0.028549859745505113, 2e-13);
    close(fTail(1, 11.5, 12.1), 0.4980086543711485, 2e-13);
    close(fTail(10, 100, 500), 7.090682561126785e-72, 2e-13);
    close(chiSquareTail(0.0005, 0.5), 0.8612790019658861, 2e-13);
    close(chiSquareTail(3, 2), 0.22313016014842982, 2e-13);
    close(chiSquareTail(28, 7), 0.00021989245684579634, 2e-13);
    close(chiSquareTail(27.45, 30.5), 0.6248064062239057, 2e-13);
    close(chiSquareTail(1500, 1000), 1.0454640385979658e-22, 2e-13);
    close(chiSquareTail(90000, 100000), 1, 2e-13);
    close(chiSquareTail(110000.00000000001, 100000), 2.5841772471779244e-104, 2e-13);
    expect([fTail(0, 2, 3), fTail(Infinity, 2, 3), chiSquareTail(0, 2), chiSquareTail(Infinity, 2)]).toEqual([
      1, 0, 1, 0,
    ]);
    expect(() => fTail(-1, 1, 1)).toThrow('fTail requires f ≥ 0, got -1');
    expect(() => chiSquareTail(1, -2)).toThrow('chiSquareTail requires positive degrees of freedom, got -2');
  });

  test('the square of a t number is an F number (SPEC D4)', () => {
    const size = fc.double({ min: 0.01, max: 30, noNaN: true });
    const degrees = fc.double({ min: 0.5, max: 1e5, noNaN: true });
    fc.assert(fc.property(size, degrees, (t, df) => close(2 * tCdf(-t, df), fTail(t * t, 1, df), 1e-11)));
  });

  test('tQuantile undoes tCdf (SPEC D5)', () => {
    // scipy 1.17.1, stats.t.ppf
    close(tQuantile(0.975, 12.503649), 2.1691187908374303, 1e-13);
    close(tQuantile(1e-10, 3.3), -1202.9000230630138, 1e-13);
    close(tQuantile(0.975, 1e6), 1.959966356814107, 1e-13);
    expect([0, 0.5, 1].map((p) => tQuantile(p, 4))).toEqual([-Infinity, 0, Infinity]);
    expect(tQuantile(0.3, Infinity)).toBe(normalQuantile(0.3));
    const degrees = fc.double({ min: 0.5, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 0.4999, noNaN: true }), degrees, (p, df) =>
        close(tCdf(tQuantile(p, df), df), p, 1e-11),
      ),
    );
    expect(() => tQuantile(1.2, 3)).toThrow('p must be between 0 and 1, got 1.2');
  });
});
