import { random, shuffle } from '@abord/numbers';

/**
 * Starting periods for a roll-out in random order: units are dealt to the periods 1 to `periods` − 1 as evenly
 * as they go, so that in period 0 nobody and in the last one everybody is treated. With `strata` (one a unit)
 * each stratum is dealt by itself, and starts where the one before it stopped, so that periods stay even.
 *
 * Throws a RangeError for fewer than two units or periods. SPEC.md, T8. Source: M. A. Hussey and J. P. Hughes,
 * "Design and analysis of stepped wedge cluster randomized trials", Contemporary Clinical Trials 28 (2007). O(units).
 *
 * @example
 * steppedWedge({ units: 6, periods: 4, seed: 3 }) // [3, 2, 1, 1, 3, 2]
 */
export function steppedWedge({
  units,
  periods,
  seed,
  strata,
}: {
  readonly units: number;
  readonly periods: number;
  readonly seed: number;
  readonly strata?: readonly string[];
}): number[] {
  if (!(Number.isSafeInteger(units) && units >= 2))
    throw new RangeError(`a roll-out needs two units, not ${units}`);
  if (!(Number.isSafeInteger(periods) && periods >= 2))
    throw new RangeError(`a roll-out needs two periods, not ${periods}`);
  if (strata !== undefined && strata.length !== units)
    throw new RangeError(`${strata.length} strata for ${units} units`);
  const source = random(seed);
  const members = Map.groupBy(Array(units).keys(), (unit) => strata?.[unit] ?? '');
  const starts: number[] = Array(units);
  let dealt = 0;
  for (const stratum of [...members.keys()].sort()) {
    for (const unit of shuffle(source, members.get(stratum)!)) starts[unit] = 1 + (dealt++ % (periods - 1));
  }
  return starts;
}
