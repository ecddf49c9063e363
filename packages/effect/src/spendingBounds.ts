import { normalCdf, normalQuantile } from '@abord/numbers';

export type Spending = 'obrien-fleming' | 'pocock';

const STEPS = 401;

/**
 * Bounds for a trial that is looked at a few times, announced beforehand: stop when |z| passes the bound of the
 * look. Together all looks find an effect that is not there with probability alpha. `times` are the shares of
 * the planned information at each look, the last one 1 in a full trial. O'Brien-Fleming spends nearly nothing
 * early; Pocock spends evenly.
 *
 * Throws a RangeError for times that do not rise between 0 and 1. SPEC.md, T5. Sources: K. K. G. Lan and D. L.
 * DeMets, Biometrika 70 (1983), half of alpha on each side; recursion of P. Armitage, C. K. McPherson and B. C. Rowe, JRSS A 132 (1969),
 * by Simpson's rule. O(looks · 400²).
 *
 * @example
 * spendingBounds([0.25, 0.5, 0.75, 1]) // [4.333, 2.963, 2.359, 2.014]
 */
export function spendingBounds(
  times: readonly number[],
  {
    alpha = 0.05,
    spending = 'obrien-fleming',
  }: { readonly alpha?: number; readonly spending?: Spending } = {},
): number[] {
  times.forEach((time, k) => {
    if (!(time > (times[k - 1] ?? 0) && time <= 1))
      throw new RangeError(`times rise from 0 to 1, not ${times.join(', ')}`);
  });
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha must be between 0 and 1, got ${alpha}`);
  const spent = (time: number) =>
    spending === 'pocock'
      ? alpha * Math.log(1 + (Math.E - 1) * time)
      : 4 * normalCdf(-normalQuantile(1 - alpha / 4) / Math.sqrt(time));
  // Density of the sum of information so far, on a grid, of those that have not stopped.
  let grid: Float64Array | undefined;
  let density: Float64Array | undefined;
  let bound = 0;
  return times.map((time, k) => {
    const before = times[k - 1] ?? 0;
    const rest = spent(time) - (k === 0 ? 0 : spent(before));
    const scale = Math.sqrt(time - before);
    const beyond = (sum: number) => {
      if (grid === undefined || density === undefined) return 2 * normalCdf(-sum / Math.sqrt(time));
      return simpson(
        grid,
        (i) => density![i] * (normalCdf((grid![i] - sum) / scale) + normalCdf((-grid![i] - sum) / scale)),
      );
    };
    let [low, high] = [0, 10 * Math.sqrt(time)];
    for (let round = 0; round < 60; round++) {
      bound = (low + high) / 2;
      if (beyond(bound) > rest) low = bound;
      else high = bound;
    }
    const next = Float64Array.from({ length: STEPS }, (_, i) => bound * ((2 * i) / (STEPS - 1) - 1));
    const old = grid;
    const oldDensity = density;
    density = next.map((x) =>
      old === undefined || oldDensity === undefined
        ? normal(x / scale) / scale
        : simpson(old, (i) => (oldDensity[i] * normal((x - old[i]) / scale)) / scale),
    );
    grid = next;
    return bound / Math.sqrt(time);
  });
}

function normal(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

function simpson(grid: Float64Array, value: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < STEPS; i++) sum += (i === 0 || i === STEPS - 1 ? 1 : i % 2 === 1 ? 4 : 2) * value(i);
  return (sum * (grid[1] - grid[0])) / 3;
}
