import { effectiveSampleSize, rake, trimWeights } from '@abord/numbers';
import { minimum } from './minimum.ts';
import { minimumBehind } from './minimumBehind.ts';
import type { Asker, ListedPeople } from './unheard.ts';

/** Why answers are not weighted. */
export type NotWeighed =
  /** Of no list every value has a headcount that can be true. */
  | 'no-headcounts'
  /** Of no counted list two groups were heard: there is nothing to bring into proportion. */
  | 'one-group'
  /** The margins of the lists cannot all be met. */
  | 'unmet'
  /** What is left is worth fewer people than `minimum.weighing.effective`. */
  | 'few'
  /** The weights would cost more than `minimum.weighing.designEffect`. */
  | 'uneven';

export type Weighing =
  | {
      readonly weighed: true;
      /** One a person, of mean 1; never released. */
      readonly weights: Float64Array;
      readonly designEffect: number;
      /** As many people, all weighted alike, would say as much. */
      readonly effective: number;
    }
  | {
      readonly weighed: false;
      readonly reason: NotWeighed;
      readonly designEffect?: number;
      readonly effective?: number;
    };

/** A weight under this speaks for nobody. */
const NOTHING = 1e-6;

/**
 * Weights that bring those who answered into the proportions of those invited, by raking over the closed lists
 * whose every value is counted, or the reason why not.
 *
 * A group with fewer answers than `minimum.heard` is never weighted up: in each list its people, with those who
 * gave no value, keep the weight that they have together, and the groups that were heard share out the rest in
 * the proportions of their headcounts. Weights are held between a fifth and five times their mean, and are of
 * mean 1. `people` is how many answered; the lists hold indices below it.
 *
 * Source: G. Kalton and I. Flores-Cervantes, "Weighting methods", Journal of Official Statistics 19 (2003);
 * L. Kish, "Survey Sampling" (1965) for what they cost; rule R24 of SPEC.md.
 *
 * @example
 * const people = (from: number, count: number) => Array.from({ length: count }, (_, k) => from + k);
 * weigh(70, [{ key: 'site', values: [
 *   { key: 'works', headcount: 100, people: people(0, 20) },
 *   { key: 'office', headcount: 100, people: people(20, 50) },
 * ] }], { reader: 'inside' }); // weights of 1.75 and 0.7: { weighed: true, designEffect: 1.225, effective: 57.1, … }
 */
export function weigh(people: number, lists: readonly ListedPeople[], asker: Asker): Weighing {
  const few = Math.max(minimum.heard, minimumBehind('figure', asker.reader, asker.figureMinimum));
  const counted = lists.filter(
    ({ values }) =>
      values.length > 0 &&
      values.every(({ headcount, people: { length } }) => headcount !== undefined && headcount >= length),
  );
  if (counted.length === 0) return { weighed: false, reason: 'no-headcounts' };
  const margins = counted.flatMap((list) => marginOf(list, people, few) ?? []);
  if (margins.length === 0) return { weighed: false, reason: 'one-group' };
  const { weights: raked, converged } = rake(margins);
  // Lists that cannot agree leave somebody with nothing, at once or little by little.
  if (!converged || raked.some((weight) => weight < NOTHING)) return { weighed: false, reason: 'unmet' };
  const held = trimWeights(raked);
  const { designEffect, people: effective } = effectiveSampleSize(held);
  const cost = { designEffect, effective };
  if (effective < minimum.weighing.effective) return { weighed: false, reason: 'few', ...cost };
  if (designEffect > minimum.weighing.designEffect) return { weighed: false, reason: 'uneven', ...cost };
  return { weighed: true, weights: held, ...cost };
}

/** A code a person: 0 for those who are not weighted up, then one for each group that was heard. */
function marginOf({ values }: ListedPeople, people: number, few: number) {
  const heard = values.filter(({ people: { length } }) => length >= few);
  if (heard.length < 2) return undefined;
  const codes = new Int32Array(people);
  for (const [index, group] of heard.entries()) {
    for (let i = 0; i < group.people.length; i++) codes[group.people[i]] = index + 1;
  }
  const answered = heard.reduce((sum, { people: { length } }) => sum + length, 0);
  const invited = heard.reduce((sum, { headcount }) => sum + headcount!, 0);
  const totals = heard.map(({ headcount }) => (headcount! * answered) / invited);
  const others = people - answered;
  return others > 0
    ? { codes, totals: [others, ...totals] }
    : { codes: codes.map((code) => code - 1), totals };
}
