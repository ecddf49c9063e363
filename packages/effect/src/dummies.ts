import type { Factor } from './factor.ts';
import type { Term } from './leastSquares.ts';

/**
 * One column of 0 and 1 a level of a factor, the first level left out: fixed effects written out. Names are
 * `name:label`, labels the codes unless given.
 *
 * O(rows · levels), and as much memory: `leastSquares` absorbs factors of many levels.
 *
 * @example
 * dummies('week', factorOf([1, 2, 3, 1])) // terms `week:2` and `week:3`
 */
export function dummies(name: string, factor: Factor & { readonly labels?: readonly string[] }): Term[] {
  return Array.from({ length: factor.levels - 1 }, (_, k) => {
    const values = new Float64Array(factor.codes.length);
    for (let row = 0; row < values.length; row++) if (factor.codes[row] === k + 1) values[row] = 1;
    return { name: `${name}:${factor.labels?.[k + 1] ?? k + 1}`, values };
  });
}
