import { describe, expect, test } from 'vitest';
import { contrast, type Factor, factorOf, leastSquares, type Model, wildBootstrap } from '../src/index.ts';
import { close } from './close.ts';
import { fits, golden, model, person, team, week } from './panel.ts';
import { hasTrials, metr, metrModel } from './trials.ts';

describe('wildBootstrap', () => {
  test('is what fitting every draw anew gives, for any hypothesis (SPEC W1, W2)', () => {
    // Five clusters of the panel: 32 vectors of signs, gone through by hand.
    const rows = golden.data.flatMap(({ team: own }, index) => (own <= 5 ? [index] : []));
    const some = (values: ArrayLike<number>) => rows.map((index) => values[index]);
    const cluster = factorOf(some(team.codes));
    const small: Model = {
      outcome: some(model.outcome),
      terms: model.terms.map(({ name, values }) => ({ name, values: some(values) })),
    };
    const fit = leastSquares(small);
    for (const hypothesis of [0, 0.4, -1]) {
      const { atLeast, strict } = byHand(small, cluster, hypothesis);
      const test = wildBootstrap(fit, 'ai', { cluster, hypothesis, weights: 'rademacher' });
      expect(test).toMatchObject({ draws: 32, enumerated: true, p: atLeast / 32, strict: strict / 32 });
    }
  });

  test('goes through all vectors of signs up to sixteen clusters, of six points up to six (SPEC W1)', () => {
    const inTeams = (teams: number) => factorOf(golden.data.map((_, index) => index % teams));
    const draws = (teams: number) => wildBootstrap(fits.plain, 'ai', { cluster: inTeams(teams) });
    expect(draws(5)).toMatchObject({ draws: 7_776, enumerated: true, method: { weights: 'webb' } });
    expect(draws(6)).toMatchObject({ draws: 46_656, enumerated: true });
    expect(draws(7)).toMatchObject({ draws: 9_999, enumerated: false, method: { weights: 'webb' } });
    expect(draws(12)).toMatchObject({ draws: 4_096, enumerated: true, method: { weights: 'rademacher' } });
    expect(draws(17)).toMatchObject({ draws: 9_999, enumerated: false, method: { weights: 'rademacher' } });
  });

  test('its interval ends where its p value passes 5 % (SPEC W3)', () => {
    const cluster = factorOf(golden.data.map((_, index) => index % 12));
    const { low, high, estimate } = wildBootstrap(fits.plain, 'ai', { cluster });
    const p = (hypothesis: number) => wildBootstrap(fits.plain, 'ai', { cluster, hypothesis }).p;
    expect(p(low + 1e-6)).toBeGreaterThan(0.05);
    expect(p(low - 1e-6)).toBeLessThanOrEqual(0.05);
    expect(p(high - 1e-6)).toBeGreaterThan(0.05);
    expect(p(high + 1e-6)).toBeLessThanOrEqual(0.05);
    expect(low < estimate && estimate < high).toBe(true);
    // Two vectors of 32 are the least there is: no effect is ever rejected.
    const five = factorOf(golden.data.map((_, index) => index % 5));
    expect(wildBootstrap(fits.plain, 'ai', { cluster: five, weights: 'rademacher' })).toMatchObject({
      low: -Infinity,
      high: Infinity,
    });
  });

  test('the same seed gives the same draws, another one nearly the same p (SPEC W1)', () => {
    const of = (seed: number) => wildBootstrap(fits.both, 'ai', { cluster: team, seed });
    expect(of(1)).toEqual(of(1));
    expect(Math.abs(of(1).p - of(2).p)).toBeLessThan(0.03);
  });

  test('refuses what has no few-cluster inference (SPEC W4)', () => {
    const only = golden.data.map(({ team: own }) => (own === 7 ? 1 : 0));
    const fit = leastSquares({ outcome: model.outcome, terms: [{ name: 'ai', values: only }] });
    expect(() => wildBootstrap(fit, 'ai', { cluster: team })).toThrow('rests on one cluster alone');
    const crossed = leastSquares({ ...model, fixed: [person, week] });
    expect(() => wildBootstrap(crossed, 'ai', { cluster: team })).toThrow('written out as dummies');
    expect(() => wildBootstrap(fits.plain, 'ai', { cluster: team, draws: 10 })).toThrow(
      'draws must be 99 or more',
    );
  });

  test.skipIf(!hasTrials)(
    'METR: 3,406 of 65,536 vectors with ties, 3,404 without (skipped without ../shared/data)',
    () => {
      const { developer } = metr();
      const test = wildBootstrap(leastSquares(metrModel()), 'ai', { cluster: developer });
      expect([test.p * 65_536, test.strict * 65_536]).toEqual([3_406, 3_404]);
      expect(test).toMatchObject({ draws: 65_536, enumerated: true, clusters: 16 });
      const t = contrast(leastSquares(metrModel()), 'ai', { type: 'CR0', cluster: developer });
      close(t.estimate / t.se, 2.242857752, 1e-9);
    },
  );
});

/** Every vector of signs, each fitted anew as the method is described. */
function byHand(full: Model, cluster: Factor, hypothesis: number): { atLeast: number; strict: number } {
  const t = (outcome: ArrayLike<number>) => {
    const { estimate, se } = contrast(leastSquares({ ...full, outcome }), 'ai', { type: 'CR0', cluster });
    return Math.abs(estimate - hypothesis) / se;
  };
  const [ai, ...others] = full.terms;
  const without = Array.from(full.outcome, (value, k) => value - hypothesis * ai.values[k]);
  const restricted = leastSquares({ outcome: without, terms: others });
  const fitted = Array.from(full.outcome, (value, k) => value - restricted.residuals[k]);
  const observed = t(full.outcome);
  let [atLeast, strict] = [0, 0];
  for (let signs = 0; signs < 2 ** cluster.levels; signs++) {
    const drawn = t(
      fitted.map((value, k) => value + ((signs >> cluster.codes[k]) & 1 ? 1 : -1) * restricted.residuals[k]),
    );
    if (drawn >= observed * (1 - 1e-9)) atLeast++;
    if (drawn > observed * (1 + 1e-9)) strict++;
  }
  return { atLeast, strict };
}
