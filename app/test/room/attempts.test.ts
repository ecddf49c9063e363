import fc from 'fast-check';
import { expect, it } from 'vitest';
import { attempts } from '#lib/entry/attempts.ts';

it('allows as many tries at once as it says, and the next one when a step has passed', () => {
  const tries = attempts(3, 600);
  expect([0, 0, 0, 0].map((now) => tries.allow('a', now))).toEqual([true, true, true, false]);
  // One comes back every 200 milliseconds.
  expect(tries.allow('a', 90)).toBe(false);
  expect(tries.allow('a', 200)).toBe(true);
  expect(tries.allow('a', 210)).toBe(false);
  expect(tries.allow('b', 210)).toBe(true);
});

it('never allows more than twice as many in any span, nor fewer than one a step', () => {
  const gaps = fc.array(fc.nat(300), { maxLength: 200 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), gaps, (most, gaps) => {
      const tries = attempts(most, 1_000);
      let now = 5_000;
      const allowed: number[] = [];
      for (const gap of gaps) {
        now += gap;
        if (tries.allow('a', now)) allowed.push(now);
        else expect(now - allowed[allowed.length - 1]).toBeLessThan(1_000 / most + 1);
      }
      for (const from of allowed) {
        expect(allowed.filter((time) => time >= from && time < from + 1_000).length).toBeLessThanOrEqual(
          2 * most,
        );
      }
    }),
  );
});
