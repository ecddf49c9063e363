import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Hearing, type ListedPeople, type Unheard, unheard, weigh, weighedShare } from '../src/index.ts';

const range = (from: number, count: number) => Array.from({ length: count }, (_, k) => from + k);

/** One list, its groups one after the other: `[answered, invited]`. */
function listOf(groups: readonly (readonly [number, number?])[], key = 'shift'): ListedPeople {
  let from = 0;
  return {
    key,
    values: groups.map(([answered, headcount], index) => {
      const people = range(from, answered);
      from += answered;
      return { key: String(index), people, ...(headcount !== undefined && { headcount }) };
    }),
  };
}
const inside = { reader: 'inside' } as const;
const standings = ({ hearings }: Unheard) => [...hearings.values()].map(({ standing }) => standing);
const heard = ({ hearings }: Unheard, id: string) =>
  hearings.get(id) as Extract<Hearing, { standing: 'heard' }>;

describe('unheard', () => {
  test('R20: 12 of 140 is 8.6 %, from 5.0 to 14.4 %, and a fifth of its share (Wilson’s formula, by hand)', () => {
    const night = heard(
      unheard(
        [
          listOf([
            [115, 150],
            [12, 140],
          ]),
        ],
        inside,
      ),
      'shift/1',
    );
    // z = 1.959964: (0.085714 + 0.013720 ± 0.047…) / 1.027440
    expect(night.coverage!.low).toBeCloseTo(0.0497, 4);
    expect(night.coverage!.high).toBeCloseTo(0.144, 3);
    // 12 / 127 of the answers, 140 / 290 of the people.
    expect(night.ratio).toBeCloseTo(12 / 127 / (140 / 290), 12);
  });

  test('R19: nine answers are few, ten are heard; six who did not answer are said, five are not', () => {
    const rest = [60, 120] as const;
    expect(standings(unheard([listOf([rest, [9, 140], [30, 60]])], inside))[1]).toBe('few');
    expect(standings(unheard([listOf([rest, [10, 140], [30, 60]])], inside))[1]).toBe('heard');
    expect(standings(unheard([listOf([rest, [34, 40], [30, 60]])], inside))[1]).toBe('heard');
    expect(standings(unheard([listOf([rest, [35, 40], [30, 60], [20, 60]])], inside))[1]).toBe('most');
    expect(standings(unheard([listOf([rest, [40, 40], [30, 60], [20, 60]])], inside))[1]).toBe('most');
  });

  test('R19: a group of under fifteen people is hidden, whether nobody or everybody of it answered', () => {
    for (const answered of [0, 1, 13, 14]) {
      expect(
        standings(
          unheard(
            [
              listOf([
                [60, 120],
                [answered, 14],
                [30, 60],
              ]),
            ],
            inside,
          ),
        )[1],
      ).toBe('hidden');
    }
  });

  test('R19: without a headcount, or with one that cannot be true, nobody is said to be missing', () => {
    const { hearings, evenness } = unheard([listOf([[60], [30, 20], [4], [5]])], inside);
    expect([...hearings.values()]).toEqual([
      { standing: 'heard' },
      { standing: 'heard' },
      { standing: 'few' },
      { standing: 'few' },
    ]);
    expect(evenness.size).toBe(0);
  });

  test('R21: what is left of a list tells of no group: with two of them, both wait', () => {
    // 127 of the list answered; were 118 said of the day, nine would be left for the night.
    expect(
      standings(
        unheard(
          [
            listOf([
              [118, 150],
              [9, 140],
            ]),
          ],
          inside,
        ),
      ),
    ).toEqual(['hidden', 'few']);
  });

  test('R22: a site without its teams is a group too', () => {
    // All but one of the twelve who are in no team answered: 23 of 152 in the site, 12 of 140 in the team.
    const site = {
      key: 'site',
      values: [
        { key: 'a', headcount: 152, people: range(0, 23) },
        { key: 'b', headcount: 200, people: range(23, 60) },
      ],
    };
    const team = {
      key: 'team',
      values: [
        { key: 'a1', headcount: 140, people: range(0, 12) },
        { key: 'others', headcount: 212, people: range(12, 71) },
      ],
    };
    const { hearings } = unheard([site, team], inside);
    expect(hearings.get('team/a1')).toEqual({ standing: 'hidden' });
    const larger = { ...site, values: [{ key: 'a', headcount: 172, people: range(0, 23) }, site.values[1]] };
    expect(unheard([larger, team], inside).hearings.get('team/a1')!.standing).toBe('heard');
  });

  test('R23: evenness knows of the groups that are not said only what they are together', () => {
    const [one, other] = [
      [12, 4],
      [7, 9],
    ].map(([a, b]) =>
      unheard(
        [
          listOf([
            [60, 120],
            [30, 60],
            [a, 14],
            [b, 14],
            [20, 60],
          ]),
        ],
        inside,
      ).evenness.get('shift'),
    );
    expect(one).toBeDefined();
    expect(one).toBe(other);
  });

  test('the gate’s own refusals are taken in, and tell no more than the others', () => {
    const list = listOf([
      [60, 120],
      [30, 60],
      [20, 60],
    ]);
    const { hearings } = unheard([list], { ...inside, withheld: new Set(['shift/2']) });
    // 20 would be what is left of 110: the next smallest goes too.
    expect([...hearings.values()].map(({ standing }) => standing)).toEqual(['heard', 'hidden', 'hidden']);
  });

  test('whoever adds up finds no group with fewer than five who did not answer, nor places one closely', () => {
    const group = fc
      .integer({ min: 1, max: 60 })
      .chain((invited) =>
        fc.tuple(
          fc.oneof(fc.integer({ min: 0, max: invited }), fc.constantFrom(invited, Math.max(0, invited - 1))),
          fc.constant(invited),
        ),
      );
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 4 }), (groups) => {
        const { hearings } = unheard([listOf(groups)], inside);
        const all = [...hearings.values()];
        // Everybody silent: how many answered in all is known however little is said of them.
        if (all.every(({ standing }) => standing === 'hidden')) return;
        const unsaid = groups.flatMap(([answered, invited], index) => {
          const { standing } = all[index];
          if (standing === 'heard') return [];
          const [low, high] =
            standing === 'few'
              ? [0, Math.min(9, invited)]
              : standing === 'most'
                ? [invited - 5, invited]
                : invited < 15
                  ? [0, invited]
                  : [10, invited - 6];
          return [{ answered, invited, low, high }];
        });
        const rest = unsaid.reduce((sum, { answered }) => sum + answered, 0);
        for (const [index, { invited, low, high }] of unsaid.entries()) {
          const possible = range(low, high - low + 1).filter((count) =>
            canBe(
              unsaid.filter((_, other) => other !== index),
              rest - count,
            ),
          );
          expect(possible.length).toBeGreaterThanOrEqual(Math.min(9, high - low + 1));
          expect(invited - possible[0]).toBeGreaterThanOrEqual(Math.min(5, invited));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('nor does whoever knows these rules by heart, of two groups, unless nearly everybody answered', () => {
    const [first, second] = [20, 24];
    const worlds = new Map<string, (readonly [number, number])[]>();
    for (let a = 0; a <= first; a++) {
      for (let b = 0; b <= second; b++) {
        const { hearings } = unheard(
          [
            listOf([
              [a, first],
              [b, second],
            ]),
          ],
          inside,
        );
        const said = [...hearings.values()].map(({ standing }, index) =>
          standing === 'heard' ? [a, b][index] : standing,
        );
        const key = `${said} of ${a + b}`;
        worlds.set(key, [...(worlds.get(key) ?? []), [a, b]]);
      }
    }
    for (const [key, same] of worlds) {
      if (first + second - same[0][0] - same[0][1] < 5) continue;
      expect(Math.max(...same.map(([a]) => first - a)), key).toBeGreaterThanOrEqual(5);
      expect(Math.max(...same.map(([, b]) => second - b)), key).toBeGreaterThanOrEqual(5);
    }
  });
});

/** Can these groups, each between its bounds, make up so many? */
function canBe(groups: readonly { low: number; high: number }[], sum: number): boolean {
  const [least, most] = [
    groups.reduce((total, { low }) => total + low, 0),
    groups.reduce((total, { high }) => total + high, 0),
  ];
  return sum >= least && sum <= most;
}

describe('weigh', () => {
  const works = listOf(
    [
      [20, 100],
      [50, 100],
    ],
    'site',
  );

  test('R24: brings two sites of a hundred into proportion (by hand: 35 / 20 and 35 / 50)', () => {
    const weighing = weigh(70, [works], inside);
    if (!weighing.weighed) throw new Error(weighing.reason);
    expect(weighing.weights[0]).toBeCloseTo(1.75, 12);
    expect(weighing.weights[20]).toBeCloseTo(0.7, 12);
    // Kish: 70 (20 · 1.75² + 50 · 0.7²) / 70² = 1.225
    expect(weighing.designEffect).toBeCloseTo(1.225, 12);
    expect(weighing.effective).toBeCloseTo(70 / 1.225, 10);
  });

  test('R24: nine who answered of a hundred keep their weight, and so do those who gave no value', () => {
    const list = listOf(
      [
        [20, 100],
        [50, 100],
        [9, 100],
      ],
      'site',
    );
    const weighing = weigh(85, [list], inside);
    if (!weighing.weighed) throw new Error(weighing.reason);
    expect(Array.from(weighing.weights.subarray(70), (weight) => Number(weight.toFixed(9)))).toEqual(
      Array(15).fill(1),
    );
    expect(weighing.weights[0]).toBeCloseTo(1.75, 12);
  });

  test('R24: says why not: no headcounts, one group, under thirty people, over 2.5', () => {
    expect(weigh(70, [listOf([[20, 100], [50]])], inside)).toEqual({
      weighed: false,
      reason: 'no-headcounts',
    });
    expect(
      weigh(
        70,
        [
          listOf([
            [80, 60],
            [50, 100],
          ]),
        ],
        inside,
      ),
    ).toEqual({ weighed: false, reason: 'no-headcounts' });
    expect(
      weigh(
        59,
        [
          listOf([
            [9, 100],
            [50, 100],
          ]),
        ],
        inside,
      ),
    ).toEqual({ weighed: false, reason: 'one-group' });
    expect(
      weigh(
        30,
        [
          listOf([
            [10, 100],
            [20, 100],
          ]),
        ],
        inside,
      ),
    ).toMatchObject({ weighed: false, reason: 'few' });
    // 50 who stand for 2 000 and 200 who stand for 220.
    expect(
      weigh(
        250,
        [
          listOf([
            [50, 2_000],
            [200, 220],
          ]),
        ],
        inside,
      ),
    ).toMatchObject({ weighed: false, reason: 'uneven' });
  });

  test('R24: weights have mean 1 and never lift a group that was not heard', () => {
    const group = fc.record({
      answered: fc.integer({ min: 0, max: 80 }),
      missed: fc.integer({ min: 0, max: 300 }),
    });
    fc.assert(
      fc.property(fc.array(group, { minLength: 2, maxLength: 5 }), (groups) => {
        const list = listOf(groups.map(({ answered, missed }) => [answered, answered + missed] as const));
        const people = groups.reduce((sum, { answered }) => sum + answered, 0);
        const weighing = weigh(people, [list], inside);
        if (!weighing.weighed) return;
        expect(weighing.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(people, 6);
        for (const { people: own } of list.values) {
          if (own.length >= 10) continue;
          for (let i = 0; i < own.length; i++) expect(weighing.weights[own[i]]).toBeLessThan(1.25);
        }
      }),
    );
  });
});

describe('weighedShare', () => {
  /** Groups in one list: weight, people, how many of them gave the answer. */
  function answersOf(groups: readonly (readonly [weight: number, people: number, gave: number])[]) {
    const rows = groups.flatMap(([weight, people, gave], group) =>
      range(0, people).map((place) => ({ weight, group, gave: place < gave ? 1 : 0 })),
    );
    return {
      weights: rows.map(({ weight }) => weight),
      gave: rows.map(({ gave }) => gave),
      groups: [rows.map(({ group }) => group)],
    };
  }

  test('attack 17: of two groups it would tell how many of each agreed, and is not shown', () => {
    // 1.75 a + 0.7 (30 - a) over 70, in hundredths: one a alone fits.
    expect(
      weighedShare(
        answersOf([
          [1.75, 20, 3],
          [0.7, 50, 27],
        ]),
        inside,
      ),
    ).toBeUndefined();
  });

  test('attack 17: one person who weighs much makes her answer legible, and it is not shown', () => {
    const groups = [
      [1, 60, 20],
      [1.1, 60, 20],
    ] as const;
    expect(weighedShare(answersOf([...groups, [5, 1, 1]]), inside)).toBeUndefined();
    expect(weighedShare(answersOf([...groups, [5, 1, 0]]), inside)).toBeUndefined();
  });

  test('R26: is shown where many counts fit, with Wilson’s interval at the effective sample (by hand)', () => {
    // (0.95 · 200 + 1.05 · 100) / 590 = 0.5; effective 590² / (0.9025 · 400 + 1.1025 · 200) = 598.6: ± 0.0399.
    const share = weighedShare(
      answersOf([
        [0.95, 400, 200],
        [1.05, 200, 100],
      ]),
      inside,
    )!;
    expect(share).toEqual({ value: 0.5, low: 0.46, high: 0.54 });
  });

  test('R26: weights that are all alike tell nothing more, and are the plain share', () => {
    const share = weighedShare(
      answersOf([
        [1, 30, 30],
        [1, 30, 0],
      ]),
      inside,
    )!;
    expect(share.value).toBe(0.5);
  });

  test('R26: it tells nothing of two small groups to whoever reads the large ones in tables of their own', () => {
    // 400 people of whom 200 agree are known; six of the eighteen others do, and 1.6 t + 0.8 (6 - t) is known to
    // within 0.005 of 421.6, so that 0.8 t spans 4.2: six counts of the seven fit at most.
    const crowd = answersOf([
      [0.95, 200, 100],
      [1.05, 200, 100],
      [1.6, 9, 2],
      [0.8, 9, 4],
    ]);
    expect(weighedShare(crowd, inside)).toBeUndefined();
  });

  test('R26: groups of twelve are as small, where the organisation asked for more people behind a figure', () => {
    // As above, with 24 others: 0.8 t spans 4.3, so that six counts of the thirteen fit at most.
    const crowd = answersOf([
      [0.95, 200, 100],
      [1.05, 200, 100],
      [1.6, 12, 4],
      [0.8, 12, 5],
    ]);
    expect(weighedShare(crowd, { ...inside, figureMinimum: 15 })).toBeUndefined();
    // Where twelve are enough they have tables of their own, which tell how many of them agree.
    expect(weighedShare(crowd, inside)).toBeDefined();
  });

  test('attack 17: whoever tries all counts that fit finds nine of each group, or all that there were', () => {
    const group = fc
      .tuple(fc.integer({ min: 4, max: 30 }), fc.integer({ min: 1, max: 40 }))
      .chain(([weight, people]) =>
        fc.tuple(fc.constant(weight / 10), fc.constant(people), fc.integer({ min: 0, max: people })),
      );
    fc.assert(
      fc.property(fc.array(group, { minLength: 2, maxLength: 3 }), (groups) => {
        const share = weighedShare(answersOf(groups), inside);
        if (!share) return;
        const count = groups.reduce((sum, [, , gave]) => sum + gave, 0);
        const whole = groups.reduce((sum, [weight, people]) => sum + weight * people, 0);
        const seen = groups.map(() => ({ before: new Set<number>(), after: new Set<number>() }));
        const walk = (chosen: readonly number[], left: number, sum: number): void => {
          const [weight, people] = groups[chosen.length] ?? [];
          if (weight === undefined || people === undefined) {
            if (left !== 0) return;
            const fits = Math.abs(sum / whole - share.value) <= 0.005 + 1e-9;
            for (const [index, gave] of chosen.entries()) {
              seen[index].before.add(gave);
              if (fits) seen[index].after.add(gave);
            }
            return;
          }
          for (let gave = 0; gave <= Math.min(people, left); gave++) {
            walk([...chosen, gave], left - gave, sum + weight * gave);
          }
        };
        walk([], count, 0);
        for (const { before, after } of seen) {
          expect(after.size).toBeGreaterThanOrEqual(Math.min(9, before.size));
        }
      }),
      {
        numRuns: 300,
        // Found once: weights so far apart that counts between two that fit do not.
        examples: [
          [
            [
              [0.4, 1, 0],
              [2.6, 26, 0],
              [2.3, 19, 9],
            ],
          ],
          [
            [
              [1.8, 5, 0],
              [0.5, 11, 0],
              [0.9, 28, 17],
            ],
          ],
        ],
      },
    );
  });
});
