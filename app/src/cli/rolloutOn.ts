import {
  aggregateEffects,
  eventStudy,
  groupTimeEffects,
  imputedEffects,
  preTrends,
  twoWayEffect,
  VERSION,
} from '@abord/effect';
import { bytesOf } from '#lib/files/bytesOf.ts';
import { refusalOf } from '#lib/questions/gains/refusalOf.ts';
import { type RolloutColumns, type RolloutFile, readRolloutFile } from '#lib/questions/gains/rolloutFile.ts';
import type { Locale } from './locale.ts';
import { rolloutText } from './rolloutText.ts';

/** Reads the roll-out at `file`, has the engine measure it and prints what it says. */
export async function rolloutOn(
  file: string,
  wanted: {
    readonly columns: RolloutColumns;
    readonly control: 'never' | 'notyet';
    readonly json: boolean;
    readonly locale: Locale;
  },
): Promise<void> {
  const { columns, control, json, locale } = wanted;
  const given = await readRolloutFile(bytesOf(file), file, columns);
  const measured = measure(file, given, columns, control);
  process.stdout.write(json ? `${JSON.stringify(measured)}\n` : rolloutText(measured, locale));
}

export type MeasuredRollout = ReturnType<typeof figuresOf>;

function measure(
  file: string,
  given: RolloutFile,
  { cohort, time }: RolloutColumns,
  control: 'never' | 'notyet',
): MeasuredRollout {
  try {
    return figuresOf(given, control);
  } catch (error) {
    throw refusalOf(error, file, { treatment: '', cluster: '', cohort, time }, given.lines);
  }
}

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
