/** A linear programme: the least value of a sum of variables that are all at least 0, under equations. */
export interface Programme {
  /** Number of variables. */
  readonly variables: number;
  /** What is made as small as possible: a coefficient a variable. */
  readonly objective: readonly number[];
  readonly equations: readonly {
    /** Variables and their coefficients. */
    readonly terms: readonly (readonly [variable: number, coefficient: number])[];
    readonly equals: number;
  }[];
}

/**
 * Whoever solves linear programmes, passed in so that the gate stays pure: the least value of the objective,
 * `-Infinity` where there is no least. A programme of the gate always has a solution, the true counts.
 */
export type Solve = (programme: Programme) => number;
