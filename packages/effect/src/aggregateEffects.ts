import { normalQuantile, quantile, random } from '@abord/numbers';
import type { GroupTimeEffects } from './groupTimeEffects.ts';

/** A mean of group-time effects. */
export interface Aggregate {
  readonly estimate: number;
  /** Undefined where an effect behind it has none. */
  readonly se: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
}

export interface Aggregates {
  /** All cohorts and periods since their starts, each cohort by its units. */
  readonly simple: Aggregate;
  /** By periods since the start, each with a pointwise interval; before the start there should be nothing. */
  readonly dynamic: readonly (Aggregate & { readonly e: number })[];
  /** The mean of `dynamic` from the start on. */
  readonly overall: Aggregate;
  /** By cohort: mean over the periods since its start. */
  readonly group: readonly (Aggregate & { readonly cohort: number })[];
  /** The mean of `group`, each cohort by its units. */
  readonly groupOverall: Aggregate;
  /** By period: mean over the cohorts treated by then. */
  readonly calendar: readonly (Aggregate & { readonly time: number })[];
  /** Standard errors around each of `dynamic` within which all of them lie at once with the level's probability. */
  readonly band: number;
}

/**
 * Summaries of group-time effects. Their standard errors hold that the sizes of cohorts are estimated too.
 *
 * `band` comes from `draws` (9,999) random signs on units, by seed. SPEC.md, R4. Source: Callaway and
 * Sant'Anna 2021, section 3; names as in R's did. O(effects · units), and draws · units · periods for the band.
 *
 * @example
 * aggregateEffects(groupTimeEffects(rollout)).simple // { estimate: -0.040, se: 0.012, low: -0.063, high: -0.016 }
 */
export function aggregateEffects(
  given: GroupTimeEffects,
  { draws = 9_999, seed = 1 }: { readonly draws?: number; readonly seed?: number } = {},
): Aggregates {
  const { effects, cohortOf, units, level } = given;
  const z = normalQuantile((1 + level) / 2);
  const share = new Map<number, number>();
  for (const cohort of cohortOf) share.set(cohort, (share.get(cohort) ?? 0) + 1 / units);

  const close = (estimate: number, influence: Float64Array, known: boolean): Summed => {
    let squares = 0;
    for (const value of influence) squares += value * value;
    const se = known ? Math.sqrt(squares) / units : undefined;
    return {
      influence,
      aggregate: {
        estimate,
        se,
        low: se === undefined ? undefined : estimate - z * se,
        high: se === undefined ? undefined : estimate + z * se,
      },
    };
  };
  /** Mean of some effects, each by its cohort's units, or all alike; shares of cohorts are estimates as well. */
  const mean = (members: readonly number[], weighted: boolean): Summed => {
    const weights = members.map((k) => (weighted ? share.get(effects[k].cohort)! : 1));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const estimate = members.reduce((sum, k, i) => sum + (weights[i] / total) * effects[k].estimate, 0);
    const influence = new Float64Array(units);
    members.forEach((k, i) => {
      const own = given.influence[k];
      for (let u = 0; u < units; u++) influence[u] += (weights[i] / total) * own[u];
      if (!weighted) return;
      for (let u = 0; u < units; u++) {
        const there = cohortOf[u] === effects[k].cohort ? 1 : 0;
        influence[u] += ((there - weights[i]) / total) * (effects[k].estimate - estimate);
      }
    });
    return close(
      estimate,
      influence,
      members.every((k) => effects[k].se !== undefined),
    );
  };
  const average = (parts: readonly Summed[]): Summed => {
    const influence = new Float64Array(units);
    for (const part of parts)
      for (let u = 0; u < units; u++) influence[u] += part.influence[u] / parts.length;
    return close(
      parts.reduce((sum, { aggregate }) => sum + aggregate.estimate / parts.length, 0),
      influence,
      parts.every(({ aggregate }) => aggregate.se !== undefined),
    );
  };

  const all = Array.from(effects.keys());
  const since = all.filter((k) => effects[k].e >= 0);
  if (since.length === 0) throw new RangeError('no cohort is seen after its start');
  const keysOf = (pick: (k: number) => number, members: readonly number[]) =>
    [...new Set(members.map(pick))].sort((a, b) => a - b);
  const events = keysOf((k) => effects[k].e, all);
  const dynamic = events.map((e) =>
    mean(
      all.filter((k) => effects[k].e === e),
      true,
    ),
  );
  const cohorts = keysOf((k) => effects[k].cohort, since);
  const group = cohorts.map((cohort) =>
    mean(
      since.filter((k) => effects[k].cohort === cohort),
      false,
    ),
  );
  const times = keysOf((k) => effects[k].time, since);
  const calendar = times.map((time) =>
    mean(
      since.filter((k) => effects[k].time === time),
      true,
    ),
  );

  // Cohorts by their units: the influence of group means, and of the shares.
  const total = cohorts.reduce((sum, cohort) => sum + share.get(cohort)!, 0);
  const groupEstimate = group.reduce(
    (sum, { aggregate }, i) => sum + (share.get(cohorts[i])! / total) * aggregate.estimate,
    0,
  );
  const groupInfluence = new Float64Array(units);
  group.forEach(({ influence, aggregate }, i) => {
    const weight = share.get(cohorts[i])!;
    for (let u = 0; u < units; u++) {
      const there = cohortOf[u] === cohorts[i] ? 1 : 0;
      groupInfluence[u] +=
        (weight / total) * influence[u] + ((there - weight) / total) * (aggregate.estimate - groupEstimate);
    }
  });
  return {
    simple: mean(since, true).aggregate,
    dynamic: dynamic.map(({ aggregate }, i) => ({ e: events[i], ...aggregate })),
    overall: average(dynamic.filter((_, i) => events[i] >= 0)).aggregate,
    group: group.map(({ aggregate }, i) => ({ cohort: cohorts[i], ...aggregate })),
    groupOverall: close(
      groupEstimate,
      groupInfluence,
      group.every(({ aggregate }) => aggregate.se !== undefined),
    ).aggregate,
    calendar: calendar.map(({ aggregate }, i) => ({ time: times[i], ...aggregate })),
    band: band(dynamic, units, level, draws, seed),
  };
}

interface Summed {
  readonly aggregate: Aggregate;
  readonly influence: Float64Array;
}

/** The quantile of the largest t of several figures, by random signs on their units. */
function band(figures: readonly Summed[], units: number, level: number, draws: number, seed: number): number {
  const known = figures.filter(({ aggregate }) => (aggregate.se ?? 0) > 0);
  if (known.length === 0) return normalQuantile((1 + level) / 2);
  const source = random(seed);
  const largest = new Float64Array(draws);
  const signs = new Int8Array(units);
  for (let draw = 0; draw < draws; draw++) {
    for (let u = 0; u < units; u++) signs[u] = source() < 0.5 ? -1 : 1;
    for (const { influence, aggregate } of known) {
      let sum = 0;
      for (let u = 0; u < units; u++) sum += signs[u] * influence[u];
      largest[draw] = Math.max(largest[draw], Math.abs(sum) / (units * aggregate.se!));
    }
  }
  return quantile(largest.sort(), level);
}
