import type { Json } from './json.ts';

/**
 * The one way of writing a value as JSON: keys in code unit order, no spaces, numbers as integers or with
 * at most three decimals, never an exponent. The same value gives the same text whatever the order in
 * which it was built.
 *
 * Throws a RangeError on a number with more than three decimals (it carries more than a release may
 * show), at or above 1e15 in size or not finite, and on anything that is not plain JSON. Linear in the
 * size of the value.
 *
 * @example canonicalJson({ b: 0.5, a: [1, -0] }); // '{"a":[1,0],"b":0.5}'
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return numeral(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) {
    throw new RangeError('a release holds plain JSON only');
  }
  const object = value as { readonly [key: string]: Json | undefined };
  const members: string[] = [];
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(',')}}`;
}

function numeral(value: number): string {
  if (Math.abs(value) >= 1e15 || Number.isNaN(value)) {
    throw new RangeError(`${value} is not a number that a release can hold`);
  }
  if (Math.round(value * 1000) / 1000 !== value) {
    throw new RangeError(`${value} says more than a release may show: at most three decimals`);
  }
  return String(value === 0 ? 0 : value);
}
