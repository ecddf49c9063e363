import { type Interval, wilson } from '@abord/numbers';
import type { Evidence } from '../weighStatements.ts';

/** A share by votes and model, the share expected by the model alone, and the variance of the first. */
interface Known {
  readonly share: number;
  readonly expected: number;
  readonly variance: number;
}

/**
 * Agreement at one end with its 95 % interval: Wilson's, at the number of people whose plain votes would be as
 * sure (the share times its complement, as expected, over the error variance). SPEC T3.
 */
export function intervalOf(evidence: Evidence, end: number, statement: number): Interval {
  return intervalFor(knownAt(evidence, end, statement));
}

/**
 * The largest gap in agreement between two ends, with its interval (of its size: at least 0). Without two ends
 * there is no gap: 0, anything up to 1. SPEC T5.
 */
export function gapOf(evidence: Evidence, statement: number): Interval {
  const E = evidence.people.length;
  if (E < 2) return { value: 0, low: 0, high: 1 };
  let value = 0;
  let low = 0;
  let high = 0;
  for (let s = 1; s < E; s++)
    for (let t = 0; t < s; t++) {
      const pair = difference(
        knownAt(evidence, s, statement),
        knownAt(evidence, t, statement),
        evidence.covariance[(statement * E + s) * E + t],
      );
      value = Math.max(value, Math.abs(pair.value));
      low = Math.max(low, pair.low, -pair.high);
      high = Math.max(high, pair.high, -pair.low);
    }
  return { value, low, high: Math.min(1, high) };
}

/** Agreement at one end minus agreement among everybody else who stands at an end. SPEC T7. */
export function differenceFromRest(evidence: Evidence, end: number, statement: number): Interval {
  const E = evidence.people.length;
  const cov = (s: number, t: number) => evidence.covariance[(statement * E + s) * E + t];
  let others = 0;
  for (let t = 0; t < E; t++) if (t !== end) others += evidence.people[t];
  const rest = { share: 0, expected: 0, variance: 0 };
  let covariance = 0;
  for (let t = 0; t < E; t++) {
    if (t === end) continue;
    const part = evidence.people[t] / others;
    const known = knownAt(evidence, t, statement);
    rest.share += part * known.share;
    rest.expected += part * known.expected;
    covariance += part * cov(end, t);
    for (let u = 0; u < E; u++)
      if (u !== end) rest.variance += ((part * evidence.people[u]) / others) * cov(t, u);
  }
  return difference(knownAt(evidence, end, statement), rest, covariance);
}

function knownAt(evidence: Evidence, end: number, statement: number): Known {
  const E = evidence.people.length;
  const at = (end * evidence.share.length) / E + statement;
  return {
    share: evidence.share[at],
    expected: evidence.expected[at],
    variance: evidence.covariance[(statement * E + end) * E + end],
  };
}

function intervalFor({ share, expected, variance }: Known): Interval {
  const n = Math.max(1e-6, (expected * (1 - expected)) / variance);
  return wilson(Math.min(1, Math.max(0, share)) * n, n);
}

/** First minus second by Newcombe's square-and-add, with the covariance of the two (Zou and Donner 2008). */
function difference(first: Known, second: Known, covariance: number): Interval {
  const a = intervalFor(first);
  const b = intervalFor(second);
  const r = Math.max(-1, Math.min(1, covariance / Math.sqrt(first.variance * second.variance)));
  const reach = (x: number, y: number) => Math.sqrt(Math.max(0, x * x - 2 * r * x * y + y * y));
  const value = a.value - b.value;
  return {
    value,
    low: Math.max(-1, value - reach(a.value - a.low, b.high - b.value)),
    high: Math.min(1, value + reach(a.high - a.value, b.value - b.low)),
  };
}
