import { readFileSync } from 'node:fs';
import { random, randomNormal } from '@abord/numbers';
import { describe, expect, test } from 'vitest';
import {
  baselineProfile,
  contrast,
  correctProfiles,
  dummies,
  factorOf,
  leastSquares,
  type Pooled,
  poolEffects,
  profileEffects,
} from '../src/index.ts';
import { close } from './close.ts';
import { golden, model, team, week } from './panel.ts';

describe('poolEffects', () => {
  const expected: Record<
    Pooled['method']['tau2'],
    Record<'estimate' | 'se' | 'p' | 'low' | 'high' | 'tau2' | 'q' | 'qp', number> &
      Record<'shrunken' | 'shrunkenSe', number[]>
  > = JSON.parse(readFileSync(new URL('golden/pool.json', import.meta.url), 'utf8'));
  const effects = [0.1, 0.41, -0.25, 0.33, 0.02, 0.55];
  const errors = [0.2, 0.15, 0.3, 0.22, 0.11, 0.25];

  test.each(['paule-mandel', 'reml', 'dersimonian-laird'] as const)(
    'agrees with metafor: %s, Hartung and Knapp, shrinkage (SPEC M1)',
    (kind) => {
      const figure = poolEffects(effects, errors, { tau2: kind });
      const known = expected[kind];
      for (const key of ['estimate', 'se', 'p', 'low', 'high', 'tau2'] as const)
        close(figure[key], known[key], 1e-9);
      close(figure.heterogeneity.q, known.q, 1e-12);
      close(figure.heterogeneity.p, known.qp, 1e-12);
      figure.shrunken.forEach(({ estimate, se }, k) => {
        close(estimate, known.shrunken[k], 1e-9);
        close(se, known.shrunkenSe[k], 1e-9);
      });
    },
  );

  test('effects that agree too well have no spread of their own, and are shrunken to one (SPEC M1)', () => {
    const { tau2, shrunken, estimate } = poolEffects([0.2, 0.21, 0.19], [0.3, 0.3, 0.3]);
    expect(tau2).toBe(0);
    for (const one of shrunken) close(one.estimate, estimate, 1e-12);
  });

  test('refuses what cannot be pooled', () => {
    expect(() => poolEffects([1], [1])).toThrow('pooling needs two effects with their errors');
    expect(() => poolEffects([1, 2], [1, 0])).toThrow('a standard error is above 0, not 0');
  });
});

describe('profileEffects', () => {
  const records = { ...model, treatment: model.terms[0].values, terms: [model.terms[1]], cluster: team };
  const half = { name: 'weeks', ...factorOf(golden.data.map((row) => (row.week <= 2 ? 'early' : 'late'))) };

  test('gives the effects of one regression with an interaction, and its test (SPEC M2)', () => {
    const { parts, alike } = profileEffects(records, half);
    const late = half.codes;
    const fit = leastSquares({
      outcome: model.outcome,
      terms: [
        ...model.terms,
        { name: 'late', values: late },
        { name: 'more', values: late.map((code, row) => code * model.terms[0].values[row]) },
      ],
    });
    const more = contrast(fit, 'more', { type: 'CR2', cluster: team });
    const first = contrast(fit, 'ai', { type: 'CR2', cluster: team });
    expect(parts.map(({ label, rows }) => [label, rows])).toEqual([
      ['early', late.filter((code) => code === 0).length],
      ['late', late.filter((code) => code === 1).length],
    ]);
    close(parts[0].effect!.estimate, first.estimate, 1e-9);
    close(parts[0].effect!.se, first.se, 1e-9);
    close(parts[1].difference!.estimate, more.estimate, 1e-9);
    close(parts[1].difference!.df, more.df, 1e-9);
    close(alike!.p, more.p, 1e-9);
    expect(parts[0].shrunken).toBeUndefined();
  });

  test('draws parts towards their mean from three on, and says when nothing can be said (SPEC M2)', () => {
    const weeks = { name: 'week', ...week };
    const { parts } = profileEffects(records, weeks);
    const width = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
    expect(width(parts.map(({ shrunken }) => shrunken!.estimate))).toBeLessThan(
      width(parts.map(({ effect }) => effect!.estimate)),
    );
    for (const { effect, simultaneous } of parts) expect(simultaneous!.low).toBeLessThan(effect!.low);
    // One team alone: its tasks say nothing about teams like it.
    const one = { name: 'big', ...factorOf(golden.data.map((row) => (row.team === 7 ? 'big' : 'other'))) };
    const big = profileEffects(records, one);
    expect(big.parts[0]).toMatchObject({
      label: 'big',
      clusters: 1,
      effect: undefined,
      difference: undefined,
    });
    expect(big.parts[1].effect).toBeDefined();
    expect(big.alike).toBeUndefined();
    expect(() => profileEffects({ ...records, cluster: undefined! }, weeks)).toThrow('need clusters');
  });

  test('corrects what is confirmed by Holm, what is explored by Benjamini and Hochberg (SPEC M3)', () => {
    const with_ = (name: string, p: number) =>
      ({ name, parts: [], alike: { p } }) as unknown as ReturnType<typeof profileEffects>;
    const silent = { name: 'job', parts: [], alike: undefined };
    const all = correctProfiles(
      [with_('seniority', 0.02), with_('age', 0.03)],
      [with_('language', 0.01), silent, with_('site', 0.08)],
    );
    expect(all.map(({ name, corrected, differs }) => [name, corrected, differs])).toEqual([
      ['seniority', 0.04, true],
      ['age', 0.04, true],
      ['language', 0.02, true],
      ['job', undefined, false],
      ['site', 0.08, true],
    ]);
    expect(() => correctProfiles([silent, silent, silent, silent], [])).toThrow('three profiles at most');
  });

  test('a profile of pace is made of earlier tasks, not of the trial (SPEC M4)', () => {
    const profile = baselineProfile({
      name: 'pace',
      person: [0, 0, 1, 2],
      outcome: [3, 4, 9, 6],
      people: [2, 1, 0, 0],
      parts: 3,
    });
    expect([...Array.from(profile.codes)]).toEqual([1, 2, 0, 0]);
    expect(() => baselineProfile({ name: 'pace', person: [0], outcome: [1], people: [0, 3] })).toThrow(
      'person 3 has no task before the trial',
    );
  });

  test('fixed effects that cross people are written out by themselves (SPEC M2)', () => {
    const source = random(2);
    const rows = 240;
    const person = factorOf(Array.from({ length: rows }, (_, row) => row % 12));
    const week = factorOf(Array.from({ length: rows }, (_, row) => Math.floor(row / 40)));
    const ai = Array.from({ length: rows }, () => (source() < 0.5 ? 1 : 0));
    const senior = {
      name: 'senior',
      ...factorOf(Array.from(person.codes, (code) => (code < 6 ? 'yes' : 'no'))),
    };
    const outcome = ai.map(
      (value, row) => (senior.codes[row] === 1 ? 0.5 : -0.5) * value + 0.1 * randomNormal(source),
    );
    const { parts, alike } = profileEffects(
      { outcome, treatment: ai, fixed: [person, week], cluster: person },
      senior,
    );
    expect(parts.map(({ effect }) => effect!.estimate)).toEqual([
      expect.closeTo(-0.5, 1),
      expect.closeTo(0.5, 1),
    ]);
    expect(alike!.p).toBeLessThan(1e-6);
    expect(dummies('week', week)).toHaveLength(5);
  });
});
