/** Where degrees of freedom come from. */
export type Degrees = 'satterthwaite' | 'residual' | 'clusters' | 'normal';

/** A figure with its doubt and the names of the conventions behind both. */
export interface Estimate {
  readonly estimate: number;
  readonly se: number;
  /** Degrees of freedom of the t law; Infinity for the normal law. */
  readonly df: number;
  /** Two-sided, of the hypothesis that the true figure is 0. */
  readonly p: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
  readonly n: number;
  readonly clusters?: number;
  readonly method: { readonly covariance: string; readonly degrees: Degrees };
}
