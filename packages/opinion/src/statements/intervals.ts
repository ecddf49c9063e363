import { type Interval, normalCdf, wilson } from '@abord/numbers';
import type { Evidence } from '../weighStatements.ts';

/**
 * Agreement at one end with its 95 % interval: Wilson's, at the number of people whose plain votes would be as
 * sure (the share times its complement over the error variance). SPEC T3.
 */
export function intervalOf(evidence: Evidence, end: number, statement: number): Interval {
  const { n, share } = countOf(evidence, end, statement);
  return wilson(share * n, n);
}

function countOf(evidence: Evidence, end: number, statement: number): { n: number; share: number } {
  const m = evidence.share.length / evidence.people.length;
  const E = evidence.people.length;
  const expected = evidence.expected[end * m + statement];
  const variance = evidence.covariance[statement * E * E + end * (E + 1)];
  return {
    n: Math.max(1e-6, (expected * (1 - expected)) / variance),
    share: Math.min(1, Math.max(0, evidence.share[end * m + statement])),
  };
}

/**
 * The largest gap in agreement between two ends, with its interval (of the gap's size, so at least 0), and the
 * p-value of each pair's gap. Without two ends there is no gap: 0, anything up to 1. SPEC T5.
 */
export function gapOf(evidence: Evidence, statement: number): Interval & { readonly p: readonly number[] } {
  const E = evidence.people.length;
  if (E < 2) return { value: 0, low: 0, high: 1, p: [] };
  let value = 0;
  let low = 0;
  let high = 0;
  const p: number[] = [];
  for (let s = 1; s < E; s++) {
    for (let t = 0; t < s; t++) {
      const pair = differenceOf(evidence, s, t, statement);
      p.push(pair.p);
      value = Math.max(value, Math.abs(pair.value));
      low = Math.max(low, pair.low, -pair.high);
      high = Math.max(high, pair.high, -pair.low);
    }
  }
  return { value, low, high, p };
}

/** Agreement at one end minus another, by the square-and-add method of Newcombe with their covariance. */
export function differenceOf(
  evidence: Evidence,
  first: number,
  second: number,
  statement: number,
): Interval & { readonly p: number } {
  const E = evidence.people.length;
  const a = intervalOf(evidence, first, statement);
  const b = intervalOf(evidence, second, statement);
  const at = statement * E * E;
  const va = evidence.covariance[at + first * (E + 1)];
  const vb = evidence.covariance[at + second * (E + 1)];
  const cab = evidence.covariance[at + first * E + second];
  const r = Math.max(-1, Math.min(1, cab / Math.sqrt(va * vb)));
  const value = a.value - b.value;
  const reach = (x: number, y: number) => Math.sqrt(Math.max(0, x * x - 2 * r * x * y + y * y));
  const sd = Math.sqrt(Math.max(1e-12, va + vb - 2 * cab));
  return {
    value,
    low: value - reach(a.value - a.low, b.high - b.value),
    high: value + reach(a.high - a.value, b.value - b.low),
    p: 2 * normalCdf(-Math.abs(value) / sd),
  };
}
