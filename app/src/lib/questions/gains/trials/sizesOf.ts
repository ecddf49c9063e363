import { minimumDetectableEffect, signMagnitudeErrors, trialError } from '@abord/effect';
import { normalCdf, tQuantile } from '@abord/numbers';

/** What a trial of some size lets one see, reckoned from no data of the inquiry. */
export interface Sizes {
  /** The smallest effect that is found in four trials of five. */
  readonly found: Reach;
  /** The same for other sizes: one line for each number of people, the one that was asked for among them. */
  readonly lines: readonly {
    readonly people: number;
    readonly points: readonly (Reach & { tasks: number })[];
  }[];
  /** What a trial of this size would make of the effect that is supposed. */
  readonly supposed?: Supposed;
}

/** Both ways to be away from no effect: shares of the time that tasks take without AI. */
export interface Reach {
  /** The time falls by this share, or by more: 0.3 is a cut by 30 %. */
  readonly cut: number;
  /** It grows by this share, or by more. */
  readonly longer: number;
}

export interface Supposed {
  /** How probably the effect is found, 0 to 1. */
  readonly power: number;
  /** Where it is found less than one time in two: how many times too large it looks then, on average. */
  readonly exaggeration?: number;
  /** And how probably it is then told the wrong way round. */
  readonly wrongSign?: number;
}

export interface SizeWish {
  readonly tasks: number;
  readonly people: number;
  /** Standard deviation of the log of minutes that forecasts leave. */
  readonly sd: number;
  /** Standard deviation, between people, of the effect on the log of minutes; 0: alike for everybody. */
  readonly tau: number;
  /** A cut of the time that the host supposes, between 0 and 1. */
  readonly supposed?: number;
}

/**
 * METR's trial of 2025 (arXiv 2507.09089, 246 tasks of 16 developers): what forecasts left of the log of minutes, and
 * how much effects differed between people.
 */
export const METR = { sd: 0.637, tau: 0.17 } as const;

/** Tasks for which the table and the picture say the reach. */
const sizes: readonly number[] = [20, 40, 60, 100, 250, 500, 1000];
/** Numbers of people beside the one that was asked for. */
const beside: readonly number[] = [10, 50];

/**
 * The smallest effect that would be found in four trials of five (two-sided, 5 %), in the size of the trial that was
 * asked for and in others; and, of a supposed effect that would be found less than half the time, by how much it would
 * be overstated whenever it is (type M) and how often turned round (type S).
 *
 * Where effects differ between people, it is people who are few: quantiles are those of t with one degree of freedom
 * less than people. Where everybody is alike (`tau` 0), the normal law. Sources: packages/effect/SPEC.md, T3 and T4.
 * Throws a RangeError for sizes that are none, and for a supposed effect that is none.
 *
 * @example
 * sizesOf({ tasks: 100, people: 10, sd: 0.637, tau: 0 }).found // { cut: 0.30, longer: 0.43 }
 */
export function sizesOf(wish: SizeWish): Sizes {
  const { supposed, people, tasks, tau } = wish;
  const numbers = [...new Set([...beside, people])].sort((a, b) => a - b);
  return {
    found: reachOf(wish),
    lines: numbers.map((people) => ({
      people,
      points: [...new Set([...sizes, tasks])]
        .sort((a, b) => a - b)
        // Everybody does one task each way at least.
        .filter((tasks) => tasks >= 2 * people)
        .map((tasks) => ({ tasks, ...reachOf({ ...wish, tasks, people }) })),
    })),
    ...(supposed !== undefined && { supposed: supposedOf(supposed, trialError(wish), degrees(people, tau)) }),
  };
}

function reachOf(wish: Omit<SizeWish, 'supposed'>): Reach {
  const df = degrees(wish.people, wish.tau);
  const effect = minimumDetectableEffect(trialError(wish), { power: FOUND, df });
  return { cut: -Math.expm1(-effect), longer: Math.expm1(effect) };
}

function supposedOf(cut: number, se: number, df: number): Supposed {
  if (!(cut > 0 && cut < 1)) throw new RangeError(`a cut of the time lies between 0 and 1, not at ${cut}`);
  // The closed form is of the normal law: it is given the level at which that asks for as much as t does.
  const alpha = 2 * normalCdf(-tQuantile(0.975, df));
  const { power, exaggeration, wrongSign } = signMagnitudeErrors(Math.log1p(-cut), se, { alpha });
  return { power, ...(power < 0.5 && { exaggeration, wrongSign }) };
}

function degrees(people: number, tau: number): number {
  return tau > 0 ? people - 1 : Number.POSITIVE_INFINITY;
}

const FOUND = 0.8;
