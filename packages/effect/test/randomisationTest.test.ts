import { describe, expect, test } from 'vitest';
import { absorb } from '../src/absorb.ts';
import { redrawing } from '../src/assignment.ts';
import {
  blockSequence,
  contrast,
  factorOf,
  leastSquares,
  randomisationTest,
  type Trial,
} from '../src/index.ts';
import { shuffleInBlocks } from '../src/shuffleInBlocks.ts';
import { close } from './close.ts';
import { hasTrials, metr } from './trials.ts';

describe('randomisationTest', () => {
  test('the lady who tells milk from tea in eight cups: 1 in 70 on each side (SPEC P2)', () => {
    // R. A. Fisher, The Design of Experiments (1935), chapter II.
    const cups = [1, 1, 1, 1, 0, 0, 0, 0];
    const lady = randomisationTest({ outcome: cups, treatment: cups, assignment: { kind: 'shuffled' } });
    expect(lady).toMatchObject({ p: 2 / 70, plain: 2 / 70, draws: 70, enumerated: true, estimate: 1 });
  });

  test('goes through every assignment of small blocks, and of coins of one half (SPEC P2)', () => {
    const trial = {
      outcome: [3, 1, 4, 1, 5, 9, 2, 6],
      treatment: [1, 0, 1, 0, 0, 1, 0, 1],
      fixed: [factorOf([0, 0, 0, 0, 1, 1, 1, 1])],
    };
    const blocked = randomisationTest({ ...trial, assignment: { kind: 'shuffled', block: trial.fixed[0] } });
    expect(blocked).toMatchObject({ draws: 36, enumerated: true });
    expect(blocked.centre).toBeCloseTo(0, 12);
    const tossed = randomisationTest({ ...trial, assignment: { kind: 'coins', probability: 0.5 } });
    expect(tossed).toMatchObject({ draws: 256, enumerated: true });
    // Of 36 ways, those whose mean difference is as large as 3.25, counted by hand in Python with itertools.
    expect(blocked.plain).toBe(2 / 36);
  });

  test('permuted blocks are dealt again as they were dealt (SPEC P1, T7)', () => {
    // One stratum, places 0, 1 and 2. By hand: a block of 2 first (1/2) gives 01 or 10 and then either arm; one of 4
    // gives each of its six orders. So 001 and 110 have 1/12 each, 010, 011, 100 and 101 have 5/24, 000 and 111 none.
    const stratum = factorOf(['anna', 'anna', 'anna']);
    const again = redrawing([1, 0, 1], { kind: 'dealt', stratum, place: [0, 1, 2] }, 3);
    const drawn = new Float64Array(3);
    const draws = 60_000;
    const seen = new Map<string, number>();
    for (let draw = 0; draw < draws; draw++) {
      again.next(drawn);
      seen.set(drawn.join(''), (seen.get(drawn.join('')) ?? 0) + 1);
    }
    expect([...seen.keys()].sort()).toEqual(['001', '010', '011', '100', '101', '110']);
    for (const [arms, count] of seen) {
      const share = arms === '001' || arms === '110' ? 1 / 12 : 5 / 24;
      // Five standard deviations.
      expect(Math.abs(count / draws - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / draws));
    }
    // What is dealt has the same shares: one seed each.
    const dealt = Array.from({ length: draws }, (_, seed) => blockSequence(seed, 'anna', 3).join(''));
    const outer = dealt.filter((arms) => arms === '001' || arms === '110').length / draws;
    expect(Math.abs(outer - 1 / 6)).toBeLessThan(5 * Math.sqrt(5 / 36 / draws));
  });

  test('places of tasks that were withdrawn are dealt as well (SPEC P1)', () => {
    // Places 0 and 3 alone are seen. By hand: as 0 and 3 are in one block of 4 with probability 1/2, alike in 1/3 of
    // those; else in different blocks, alike in 1/2: 5/12 together.
    const again = redrawing([1, 1], { kind: 'dealt', stratum: factorOf([0, 0]), place: [3, 0] }, 5);
    const drawn = new Float64Array(2);
    let alike = 0;
    for (let draw = 0; draw < 40_000; draw++) {
      again.next(drawn);
      if (drawn[0] === drawn[1]) alike++;
    }
    expect(Math.abs(alike / 40_000 - 5 / 12)).toBeLessThan(5 * Math.sqrt(((5 / 12) * (7 / 12)) / 40_000));
  });

  test('strata that happened to have one arm are left out of the draws as they were of the rows (SPEC P1)', () => {
    // Blocks of 2, the first place of each of three: eight sequences as likely as one another, six of them with both arms.
    const stratum = factorOf([0, 0, 0]);
    const place = [0, 2, 4];
    const again = redrawing([1, 0, 1], { kind: 'dealt', stratum, place, sizes: [2], varied: true }, 7);
    const drawn = new Float64Array(3);
    const seen = new Map<string, number>();
    for (let draw = 0; draw < 30_000; draw++) {
      again.next(drawn);
      seen.set(drawn.join(''), (seen.get(drawn.join('')) ?? 0) + 1);
    }
    expect([...seen.keys()].sort()).toEqual(['001', '010', '011', '100', '101', '110']);
    for (const count of seen.values())
      expect(Math.abs(count / 30_000 - 1 / 6)).toBeLessThan(5 * Math.sqrt(5 / 36 / 30_000));
    expect(() =>
      redrawing([1, 1, 1], { kind: 'dealt', stratum, place, sizes: [2], varied: true }, 7),
    ).toThrow('the stratum of row 0 has one arm alone');
  });

  test('arms that no blocks give are refused, with the row (SPEC P1)', () => {
    const of = (arms: number[], place: number[], sizes?: number[]) => () =>
      redrawing(
        arms,
        { kind: 'dealt', stratum: factorOf(arms.map(() => 'b')), place, ...(sizes && { sizes }) },
        1,
      );
    expect(of([1, 1, 1], [0, 1, 2])).toThrow('row 2 is treated 1 at place 2: no blocks of 2 or 4 give that');
    expect(of([1, 1, 0, 0, 1, 1], [0, 1, 2, 3, 4, 5])).not.toThrow();
    // Two alike at the start of a block of 2 that never was.
    expect(of([1, 1], [0, 1], [2])).toThrow('row 1 is treated 1 at place 1: no blocks of 2 give that');
    expect(of([1, 1], [1, 2], [2])).not.toThrow();
    expect(of([1, 0], [4, 4])).toThrow('row 1 is treated 0 at place 4');
    expect(of([1, 0.5], [0, 1])).toThrow('row 1 is treated 0.5');
    expect(of([0, 1], [0, 199])).not.toThrow();
    expect(of([0, 1], [0, 1], [3])).toThrow('blocks have an even size, not 3');
  });

  test('a trial in blocks: p by chance is p of all sequences (SPEC P2, P3)', () => {
    // Two people, three tasks each, one size of block: eight sequences of a person, of one probability each, gone
    // through here with the least squares of this package.
    const stratum = factorOf([0, 0, 0, 1, 1, 1]);
    const place = [0, 1, 2, 0, 1, 2];
    const [outcome, treatment] = [
      [1, 4, 2, 3, 8, 9.5],
      [0, 1, 0, 0, 1, 1],
    ];
    const t = (values: readonly number[]) => {
      const fit = leastSquares({ outcome, terms: [{ name: 'ai', values }], fixed: [stratum] });
      const { estimate, se } = contrast(fit, 'ai', { type: 'HC0' });
      return Math.abs(estimate / se);
    };
    const one = [0, 1].flatMap((first) => [0, 1].map((third) => [first, 1 - first, third]));
    const all = one.flatMap((a) => one.map((b) => t([...a, ...b])));
    const exact = all.filter((value) => value >= t(treatment) * (1 - 1e-9)).length / all.length;
    const { p, draws, enumerated, method } = randomisationTest(
      { outcome, treatment, fixed: [stratum], assignment: { kind: 'dealt', stratum, place, sizes: [2] } },
      { draws: 40_000 },
    );
    expect({ draws, enumerated, assignment: method.assignment }).toEqual({
      ...{ draws: 40_000, enumerated: false, assignment: 'dealt' },
    });
    expect(Math.abs(p - exact)).toBeLessThan(5 * Math.sqrt((exact * (1 - exact)) / 40_000));
  });

  test('teams that start in random order: starting times are dealt again (SPEC P1)', () => {
    const teams = 5;
    const periods = 6;
    const rows = Array.from({ length: teams * periods }, (_, k) => ({
      team: Math.floor(k / periods),
      time: k % periods,
    }));
    const starts = [1, 2, 3, 4, Infinity];
    const treatment = rows.map(({ team, time }) => (time >= starts[team] ? 1 : 0));
    const outcome = rows.map(({ team, time }, k) => team + 0.3 * time - treatment[k] + ((k * 7) % 5) / 50);
    const team = factorOf(rows.map((row) => row.team));
    const stepped = {
      outcome,
      treatment,
      fixed: [team, factorOf(rows.map((row) => row.time))],
      cluster: team,
      assignment: {
        kind: 'starts',
        unit: team,
        time: rows.map((row) => row.time),
        start: rows.map((row) => starts[row.team]),
      },
    } satisfies Trial;
    // 5! orders; none of the others shows an effect as large.
    expect(randomisationTest(stepped)).toMatchObject({ draws: 120, enumerated: true, plain: 1 / 120 });
    expect(() => randomisationTest({ ...stepped, treatment: treatment.map((value) => 1 - value) })).toThrow(
      'row 0 is treated 1, against its starting time',
    );
  });

  test('whole units are drawn, and blocks hold whole units (SPEC P1)', () => {
    const unit = factorOf([0, 0, 1, 1, 2, 2, 3, 3]);
    const treatment = [1, 1, 0, 0, 1, 1, 0, 0];
    const outcome = [5, 6, 1, 2, 6, 5, 2, 1];
    const test = randomisationTest({
      outcome,
      treatment,
      cluster: unit,
      assignment: { kind: 'shuffled', unit },
    });
    expect(test).toMatchObject({ draws: 6, p: 2 / 6 });
    const of =
      (assignment: Trial['assignment'], given = treatment) =>
      () =>
        randomisationTest({ outcome, treatment: given, assignment });
    expect(of({ kind: 'shuffled', unit }, [1, 0, 0, 0, 1, 1, 0, 0])).toThrow(
      'the treatment of row 1 differs from the rest of its unit',
    );
    expect(of({ kind: 'shuffled', unit, block: factorOf([0, 1, 0, 0, 0, 0, 0, 0]) })).toThrow(
      'the block of row 1 differs from the rest of its unit',
    );
    expect(of({ kind: 'coins', probability: 1 })).toThrow('a probability of treatment lies between 0 and 1');
    expect(of({ kind: 'shuffled' }, [1, 1, 1, 1, 1, 1, 1, 1])).toThrow('the treatment does not vary');
  });

  test('sums over treated rows give the statistic that whole columns give (SPEC P4)', () => {
    const person = factorOf([0, 0, 0, 0, 0, 1, 1, 1, 1]);
    const treatment = Float64Array.from([1, 0, 0, 1, 1, 0, 1, 0, 0]);
    const outcome = Float64Array.from([2, 1, 4, 3, 6, 2, 7, 1, 8]);
    const covariate = Float64Array.from([0.3, 1, 0.2, 0.9, 2, 1.1, 0.4, 0.1, 0.6]);
    const { residualise } = absorb([person], 9);
    residualise(covariate);
    const length = Math.hypot(...covariate);
    const basis = [covariate.map((value) => value / length)];
    const left = (values: Float64Array) => {
      const copy = values.slice();
      residualise(copy);
      const part = copy.reduce((sum, value, row) => sum + value * basis[0][row], 0);
      return copy.map((value, row) => value - part * basis[0][row]);
    };
    const ground = { outcome: left(outcome), treated: left(treatment), basis, residualise };
    const every = redrawing(treatment, { kind: 'shuffled', block: person }, 1);
    expect(every.count).toBe(40);
    const known = new Set<string>();
    const key = (numbers: readonly number[]) => numbers.map((value) => (value + 1e-10).toFixed(8)).join(' ');
    for (let k = 0; k < 40; k++) {
      const drawn = new Float64Array(9);
      every.next(drawn);
      const x = left(drawn);
      const sum = (a: Float64Array, b: Float64Array) =>
        a.reduce((total, value, row) => total + value * b[row], 0);
      const square = sum(x, x);
      const scores = [ground.outcome, ground.treated].map((y) =>
        [0, 1].map((g) =>
          x.reduce(
            (total, value, row) =>
              total + (person.codes[row] === g ? value * (y[row] - (sum(x, y) / square) * value) : 0),
            0,
          ),
        ),
      );
      const [s0, s1] = scores;
      known.add(
        key([
          square,
          sum(x, ground.outcome),
          sum(x, ground.treated),
          s0[0] ** 2 + s0[1] ** 2,
          s0[0] * s1[0] + s0[1] * s1[1],
          s1[0] ** 2 + s1[1] ** 2,
        ]),
      );
    }
    const drawn = shuffleInBlocks(ground, {
      treatment,
      block: person,
      cluster: person,
      draws: 2_000,
      seed: 4,
    });
    const { n0, n1, q0, q1, q2 } = drawn.replicates;
    const seen = new Set<string>();
    for (let k = 0; k < 2_000; k++) seen.add(key([drawn.squares[k], n0[k], n1[k], q0[k], q1[k], q2[k]]));
    expect([...seen].filter((one) => !known.has(one))).toEqual([]);
    expect(seen.size).toBe(known.size);
  });

  test('the estimate is that of the regression with the same fixed effects and covariates (SPEC P3)', () => {
    const person = factorOf(Array.from({ length: 60 }, (_, k) => k % 6));
    const treatment = Array.from({ length: 60 }, (_, k) => ((k * 7) % 5 < 2 ? 1 : 0));
    const covariate = Array.from({ length: 60 }, (_, k) => Math.sin(k));
    const outcome = Array.from({ length: 60 }, (_, k) => Math.cos(3 * k) + 0.4 * treatment[k] + covariate[k]);
    const terms = [{ name: 'size', values: covariate }];
    const test = randomisationTest({
      outcome,
      treatment,
      terms,
      fixed: [person],
      assignment: { kind: 'shuffled', block: person },
    });
    const fit = leastSquares({
      outcome,
      terms: [{ name: 'ai', values: treatment }, ...terms],
      fixed: [person],
    });
    const figure = contrast(fit, 'ai', { type: 'HC0' });
    close(test.estimate, figure.estimate, 1e-12);
    expect(Math.abs(test.p - figure.p)).toBeLessThan(0.05);
  });

  describe.skipIf(!hasTrials)('METR 2025 (skipped without ../shared/data)', () => {
    const { developer, time, ai, forecast } = metr();
    const trial = { outcome: time, treatment: ai, terms: [{ name: 'forecast', values: forecast }] };
    const assignment = { kind: 'shuffled', block: developer } as const;

    test('p = 0.079 of the estimate with levels for developers, centred on no effect (SPEC P3)', () => {
      // Computed once by another implementation: 20,000 draws, Monte Carlo error 0.002.
      const test = randomisationTest({ ...trial, fixed: [developer], assignment }, { draws: 19_999 });
      expect(Math.abs(test.plain - 0.079)).toBeLessThan(0.006);
      expect(Math.abs(test.centre)).toBeLessThan(0.003);
      // The t statistic does not assume that AI changes the times of all tasks alike.
      expect(Math.abs(test.p - 0.084)).toBeLessThan(0.006);
    });

    test('without them the draws do not centre on no effect, which the centre shows (SPEC P3)', () => {
      const test = randomisationTest({ ...trial, assignment }, { draws: 9_999 });
      expect(test.plain).toBeCloseTo(0.028, 2);
      expect(test.centre).toBeCloseTo(0.024, 2);
    });
  });
});
