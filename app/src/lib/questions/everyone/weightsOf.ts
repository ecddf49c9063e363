import { type NotWeighed, weigh } from '@abord/release';
import type { Debate } from './debate.ts';

/** Weights of those who voted, with the groups that they come from; or why there are none. */
export type Weights =
  | {
      readonly weighed: true;
      readonly weights: Float64Array;
      /** For each list, the place of each person's value in it; -1 where unknown. */
      readonly groups: readonly Int32Array[];
    }
  | { readonly weighed: false; readonly reason: NotWeighed };

/**
 * Weights by the headcounts of the closed lists, for people with these profiles; nothing in entry modes that know
 * no profiles. They stay in the job: what is published of them is decided statement by statement.
 */
export function weightsOf(
  { entry, attributes, figureMinimum }: Pick<Debate, 'entry' | 'attributes' | 'figureMinimum'>,
  profiles: readonly Readonly<Record<string, string>>[],
): Weights | undefined {
  if (entry !== 'codes' && entry !== 'token') return undefined;
  const groups = attributes.map(({ key, values }) =>
    Int32Array.from(profiles, (profile) => values.findIndex((value) => value.key === profile[key])),
  );
  const lists = attributes.map(({ key, values }, list) => ({
    key,
    values: values.map((value, place) => ({
      key: value.key,
      ...(value.headcount !== undefined && { headcount: value.headcount }),
      people: profiles.flatMap((_, person) => (groups[list][person] === place ? [person] : [])),
    })),
  }));
  const weighing = weigh(profiles.length, lists, {
    reader: 'inside',
    ...(figureMinimum !== undefined && { figureMinimum }),
  });
  return weighing.weighed
    ? { weighed: true, weights: weighing.weights, groups }
    : { weighed: false, reason: weighing.reason };
}
