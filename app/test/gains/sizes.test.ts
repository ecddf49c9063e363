import { describe, expect, it } from 'vitest';
import { wishOf } from '#lib/questions/gains/trials/sizeForm.ts';
import { METR, sizesOf } from '#lib/questions/gains/trials/sizesOf.ts';

const plan = { tasks: 100, people: 12 };
const percent = (share: number) => 100 * share;

describe('what a trial of some size lets one see', () => {
  // Normal law, 80 % power, 5 % two-sided: exp(±2.80 · 2 · 0.637/√N) − 1, with METR’s spread (arXiv 2507.09089).
  it.each([
    [20, 122, 55],
    [40, 76, 43],
    [60, 59, 37],
    [100, 43, 30],
    [246, 25.5, 20.3],
    [500, 17.3, 14.8],
    [1000, 11.9, 10.7],
  ])(
    'of %i tasks of people who are all alike: %d percent longer, a cut by %d percent',
    (tasks, longer, cut) => {
      const { found } = sizesOf({ tasks, people: 10, sd: METR.sd, tau: 0 });
      // Rounded, and reckoned with a multiplier of two decimals.
      const most = tasks < 200 ? 0.51 : 0.1;
      expect(Math.abs(percent(found.longer) - longer)).toBeLessThan(most);
      expect(Math.abs(percent(found.cut) - cut)).toBeLessThan(most);
    },
  );

  it('counts people where effects differ: by hand, 16 people and 246 tasks', () => {
    // √(4 · 0.637²/246 + 0.17²/16) = 0.0916740; t(0.975; 15) = 2.13145, t(0.8; 15) = 0.866245 (R 4.2.2, qt).
    const { found } = sizesOf({ tasks: 246, people: 16, ...METR });
    const effect = (2.13145 + 0.866245) * 0.091674;
    expect(found.longer).toBeCloseTo(Math.expm1(effect), 4);
    expect(found.cut).toBeCloseTo(-Math.expm1(-effect), 4);
  });

  it('shows that more tasks of the same few people stop helping, and more people do help', () => {
    const { lines } = sizesOf({ ...plan, ...METR });
    expect(lines.map(({ people }) => people)).toEqual([10, 12, 50]);
    const [few, , many] = lines;
    for (const { points } of lines) {
      const cuts = points.map(({ cut }) => cut);
      expect(cuts).toEqual(cuts.toSorted((a, b) => b - a));
    }
    // However many tasks: 10 people leave 0.17/√10 = 0.053759 of doubt; t(0.975; 9) + t(0.8; 9) = 2.26216 + 0.883404.
    const floor = -Math.expm1(-(2.26216 + 0.883404) * 0.053759);
    expect(few!.points.at(-1)!.cut).toBeGreaterThan(floor);
    expect(many!.points.at(-1)!.cut).toBeLessThan(floor);
  });

  it('draws no size in which somebody would have no task each way', () => {
    const { lines } = sizesOf({ ...plan, ...METR });
    expect(lines.map(({ points }) => points[0]!.tasks)).toEqual([20, 40, 100]);
  });

  it('says of a supposed effect how often it is found, and by how much it is then overstated', () => {
    // ln 0.9 = −0.105361 over 2 · 0.637/√100 = 0.1274: δ = 0.827006. Φ(δ − 1.959964) + Φ(−δ − 1.959964) = 0.1313;
    // type M by the closed form of Lu, Qiu and Deng (2019), the same as a million draws of N(δ, 1) give: 2.96.
    const { supposed } = sizesOf({ ...plan, sd: METR.sd, tau: 0, supposed: 0.1 });
    expect(supposed!.power).toBeCloseTo(0.1313, 3);
    expect(supposed!.exaggeration).toBeCloseTo(drawn.exaggeration, 1);
    expect(supposed!.wrongSign).toBeCloseTo(drawn.wrongSign, 2);
  });

  it('says nothing of overstating where an effect is found more often than not', () => {
    const { supposed } = sizesOf({ ...plan, sd: METR.sd, tau: 0, supposed: 0.4 });
    expect(supposed!.power).toBeGreaterThan(0.9);
    expect(supposed).not.toHaveProperty('exaggeration');
  });

  it('refuses an effect that is none, and a trial that is none', () => {
    expect(() => sizesOf({ ...plan, ...METR, supposed: 1 })).toThrow(RangeError);
    expect(() => sizesOf({ tasks: 0, people: 10, ...METR })).toThrow(RangeError);
  });
});

/** What found effects are worth, by drawing them: δ = 0.827006, both tails beyond 1.959964, on a fine grid. */
const drawn = (() => {
  const [shift, bound] = [0.827006, 1.959964];
  let [found, size, wrong] = [0, 0, 0];
  for (let z = -9; z <= 9; z += 0.0005) {
    if (Math.abs(z) < bound) continue;
    const weight = Math.exp(-0.5 * (z - shift) ** 2);
    found += weight;
    size += weight * Math.abs(z);
    if (z < 0) wrong += weight;
  }
  return { exaggeration: size / found / shift, wrongSign: wrong / found };
})();

describe('the form of the size page', () => {
  it('starts from the plan and from what METR found', () => {
    expect(wishOf({}, plan)).toEqual({ wish: { ...plan, ...METR } });
  });

  it('takes numbers as both languages write them', () => {
    expect(
      wishOf({ tasks: '1\u202F000', people: '40', spread: '0,5', differ: '0.2', supposed: '10' }, plan),
    ).toEqual({
      wish: { tasks: 1000, people: 40, sd: 0.5, tau: 0.2, supposed: 0.1 },
    });
  });

  it('names each field that holds no size', () => {
    expect(wishOf({ tasks: '19', people: 'all', spread: '0', differ: '-1', supposed: '100' }, plan)).toEqual({
      faults: ['people', 'tasks', 'spread', 'differ', 'supposed'],
    });
    expect(wishOf({ tasks: '40', people: '21' }, plan)).toEqual({ faults: ['people'] });
  });
});
