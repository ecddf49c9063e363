import { wilson } from '@abord/numbers';
import { possibleCounts, type RoundedShare } from '@abord/release';
import type { Share } from './release.ts';

/** A share of agreement as it is released, and of how many people. */
export interface Part {
  readonly agree: RoundedShare;
  readonly people: number;
}

/**
 * The smallest agreement over some ends or camps, from their released shares and nothing more exact: the
 * smallest share, from the smallest low end to the smallest high end. Rule E26.
 *
 * @example
 * smallestAgreement([{ agree: { share: 0.6, step: 0.05, low: 0.4, high: 0.8 }, people: 30 }]); // { value: 0.6, low: 0.4, high: 0.8 }
 */
export function smallestAgreement(parts: readonly Part[]): Share {
  const least = (of: (agree: RoundedShare) => number) => Math.min(...parts.map(({ agree }) => of(agree)));
  return {
    value: least(({ share }) => share),
    low: least(({ low }) => low),
    high: least(({ high }) => high),
  };
}

/** The widest gap between two of them, by Newcombe's square-and-add over their released intervals. Rule E26. */
export function widestGap(parts: readonly Part[]): Share {
  const sorted = [...parts].sort((a, b) => a.agree.share - b.agree.share);
  const [least, most] = [sorted[0].agree, sorted[sorted.length - 1].agree];
  const { value, low, high } = difference(most, least);
  return { value, low: Math.max(0, low), high };
}

/** How much more the people of a part agree than all others of its whole, of whom there must be some. Rule E26. */
export function fromTheOthers(part: Part, whole: Part): Share {
  const others = whole.people - part.people;
  const [inPart, inAll] = [part, whole].map(({ agree, people }) => possibleCounts(agree, people));
  const least = Math.max(0, inAll.least - inPart.most);
  const most = Math.min(others, inAll.most - inPart.least);
  return difference(part.agree, {
    share: (least + most) / 2 / others,
    low: wilson(least, others).low,
    high: wilson(most, others).high,
  });
}

type WithDoubt = Pick<RoundedShare, 'share' | 'low' | 'high'>;

/** Source: R. G. Newcombe, "Interval estimation for the difference", Statistics in Medicine 17 (1998). */
function difference(one: WithDoubt, other: WithDoubt): Share {
  const value = one.share - other.share;
  const low = value - Math.hypot(one.share - one.low, other.high - other.share);
  const high = value + Math.hypot(one.high - one.share, other.share - other.low);
  return {
    value: Math.round(value * 100) / 100,
    low: Math.max(-1, Math.floor(low * 100 + NOISE) / 100),
    high: Math.min(1, Math.ceil(high * 100 - NOISE) / 100),
  };
}

/** Far above the noise of floating point, far below a hundredth. */
const NOISE = 1e-9;
