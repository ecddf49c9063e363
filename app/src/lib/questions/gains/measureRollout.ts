import {
  aggregateEffects,
  eventStudy,
  groupTimeEffects,
  imputedEffects,
  preTrends,
  twoWayEffect,
  VERSION,
} from '@abord/effect';
import { refusalOf } from './refusalOf.ts';
import { type RolloutColumns, type RolloutFile, readRolloutFile } from './rolloutFile.ts';

/**
 * Reads a roll-out of a CSV file, one row a unit and period, and has the engine measure it.
 *
 * @throws InputError as `readRolloutFile`, and where the file's content gives no figure (`refusalOf`)
 */
export async function measureRollout(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  columns: RolloutColumns,
  control: 'never' | 'notyet',
): Promise<MeasuredRollout> {
  const given = await readRolloutFile(bytes, file, columns);
  const { outcome, cohort, time } = columns;
  try {
    return figuresOf(given, control);
  } catch (error) {
    throw refusalOf(error, file, { outcome, treatment: '', cluster: '', cohort, time }, given.lines);
  }
}

export type MeasuredRollout = ReturnType<typeof figuresOf>;

function figuresOf({ rollout, leftOut }: RolloutFile, control: 'never' | 'notyet') {
  const groups = groupTimeEffects(rollout, { control });
  const { simple, dynamic, overall, group, groupOverall, calendar, band } = aggregateEffects(groups);
  const twoWay = twoWayEffect(rollout);
  return {
    att: groups.effects,
    aggregates: { simple, dynamic, overall, group, groupOverall, calendar, band },
    units: groups.units,
    periods: groups.periods,
    cohorts: groups.cohorts,
    alwaysTreated: groups.alwaysTreated,
    leftOut,
    preTrends: possibly(() => preTrends(groups)),
    eventStudy: possibly(() => eventStudy(rollout)),
    imputation: possibly(() => imputedEffects(rollout)),
    twoWay: {
      estimate: twoWay.estimate,
      se: twoWay.se,
      forbidden: twoWay.forbidden,
      comparisons: twoWay.comparisons,
    },
    method: { ...groups.method, engine: '@abord/effect', version: VERSION },
  };
}

/** A check that small roll-outs cannot bear is left out. */
function possibly<T>(check: () => T): T | undefined {
  try {
    return check();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
