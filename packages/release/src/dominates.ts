/**
 * Do the largest contributions make up too much of a total, so that it tells one of them? The dominance rule
 * (n, k): the `n` largest of the amounts are more than `percent` % of their sum.
 *
 * `amounts` are what each person contributes (hours, money), from 0. None, or nothing but zeros, dominate
 * nothing. Throws a RangeError for an amount under 0. Source: European handbook on statistical disclosure
 * control, section 4.2.1; for French business statistics n = 1 and 85 %. O(people).
 *
 * @example dominates([90, 5, 5], { n: 1, percent: 85 }); // true
 */
export function dominates(
  amounts: ArrayLike<number>,
  { n, percent }: { readonly n: number; readonly percent: number },
): boolean {
  const { largest, total } = largestOf(amounts, n);
  return largest.reduce((sum, amount) => sum + amount, 0) > (percent / 100) * total;
}

/**
 * Could somebody who knows her own amount work out the largest one too closely? The p % rule: the total
 * without the two largest amounts is less than `percent` % of the largest.
 *
 * With `prior`, the pq rule: everybody is thought to know the others to within `prior` % beforehand.
 * Source: the same, section 4.2.2. O(people).
 *
 * @example tooClose([100, 60, 5], { percent: 10 }); // true: the second knows the first to within 5
 */
export function tooClose(
  amounts: ArrayLike<number>,
  { percent, prior = 100 }: { readonly percent: number; readonly prior?: number },
): boolean {
  const { largest, total } = largestOf(amounts, 2);
  const [first = 0, second = 0] = largest;
  return total - first - second < (percent / prior) * first;
}

function largestOf(amounts: ArrayLike<number>, n: number): { largest: number[]; total: number } {
  const largest: number[] = [];
  let total = 0;
  for (let i = 0; i < amounts.length; i++) {
    const amount = amounts[i];
    if (!(amount >= 0)) throw new RangeError(`an amount is a number from 0, not ${amount}`);
    total += amount;
    const at = largest.findIndex((other) => other < amount);
    largest.splice(at < 0 ? largest.length : at, 0, amount);
    largest.length = Math.min(largest.length, n);
  }
  return { largest, total };
}
