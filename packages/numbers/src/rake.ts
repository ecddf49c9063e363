/** A margin that is known: a code a person, and the total that each code must reach. */
export interface Margin {
  /** Person → code, an index of `totals`. */
  readonly codes: ArrayLike<number>;
  readonly totals: readonly number[];
}

export interface Raked {
  readonly weights: Float64Array;
  readonly rounds: number;
  /** Whether every margin was met to the tolerance; otherwise the weights are the last ones. */
  readonly converged: boolean;
}

/**
 * Weights under which a sample meets several known margins, by iterative proportional fitting: each margin in
 * turn multiplies the weights of its codes so that they sum to the total, round after round, until no weight
 * changes by more than `tolerance` of itself in a round. With one margin this is post-stratification.
 *
 * `design` are the weights to begin with, 1 where left out. Margins are taken in the order given, which
 * matters only where the rounds run out. Throws a RangeError when there is no margin, totals are not numbers
 * above 0 or differ in their sum from margin to margin by more than a millionth, or a code is out of range or
 * has nobody.
 *
 * Source: W.E. Deming and F.F. Stephan, "On a least squares adjustment of a sampled frequency table when the
 * expected marginal totals are known", Annals of Mathematical Statistics 11 (1940). People times margins a round.
 *
 * @example
 * rake([{ codes: [0, 0, 1, 1], totals: [3, 1] }]).weights; // [1.5, 1.5, 0.5, 0.5]
 */
export function rake(
  margins: readonly Margin[],
  {
    design,
    rounds = 1_000,
    tolerance = 1e-9,
  }: { readonly design?: ArrayLike<number>; readonly rounds?: number; readonly tolerance?: number } = {},
): Raked {
  if (margins.length === 0) throw new RangeError('raking needs a margin');
  const people = margins[0].codes.length;
  const sum = total(margins[0].totals);
  for (const margin of margins) check(margin, people, sum);
  const weights = Float64Array.from({ length: people }, (_, person) => design?.[person] ?? 1);
  for (let round = 1; round <= rounds; round++) {
    const before = weights.slice();
    for (const margin of margins) meet(margin, weights);
    if (weights.every((weight, person) => Math.abs(weight - before[person]) <= tolerance * before[person])) {
      return { weights, rounds: round, converged: true };
    }
  }
  return { weights, rounds, converged: false };
}

function meet({ codes, totals }: Margin, weights: Float64Array): void {
  const sums = new Float64Array(totals.length);
  for (let person = 0; person < weights.length; person++) sums[codes[person]] += weights[person];
  for (let person = 0; person < weights.length; person++) {
    weights[person] *= totals[codes[person]] / sums[codes[person]];
  }
}

function check({ codes, totals }: Margin, people: number, sum: number): void {
  if (codes.length !== people) throw new RangeError(`a margin has ${codes.length} codes of ${people} people`);
  if (totals.some((value) => !(value > 0 && value < Infinity))) {
    throw new RangeError(`totals are numbers above 0, not ${totals.join(', ')}`);
  }
  if (Math.abs(total(totals) - sum) > 1e-6 * sum) {
    throw new RangeError(`margins must have one sum, not ${sum} and ${total(totals)}`);
  }
  const heard = new Uint8Array(totals.length);
  for (let person = 0; person < people; person++) {
    const code = codes[person];
    if (!Number.isInteger(code) || code < 0 || code >= totals.length) {
      throw new RangeError(`person ${person} has the code ${code}, of ${totals.length}`);
    }
    heard[code] = 1;
  }
  const silent = heard.indexOf(0);
  if (silent >= 0) throw new RangeError(`nobody has the code ${silent}, and so no weight reaches its total`);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
