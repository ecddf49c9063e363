/**
 * A fitted model: logit P(agree) = leniency_i + level_j + Σ_f position_if · loading_jf.
 * Means and covariances of the posterior, D = 1 + factors numbers a person and a statement,
 * the intercept first. Covariances are packed lower triangles, row by row: (0,0) (1,0) (1,1) (2,0)…
 */
export interface Model {
  readonly factors: number;
  /** people × D: leniency, then position on each axis (axis 0 the strongest). */
  readonly personMean: Float64Array;
  /** people × D(D+1)/2. */
  readonly personCov: Float64Array;
  /** statements × D: level, then loading on each axis. */
  readonly statementMean: Float64Array;
  readonly statementCov: Float64Array;
  /** Prior variance of leniency. */
  readonly leniencyVariance: number;
  /** Prior mean and variance of the levels. */
  readonly levelMean: number;
  readonly levelVariance: number;
  /** Prior variance of the loadings on each axis, strongest first: how much the axis carries. */
  readonly strength: Float64Array;
  /** How each vote was expanded: 0 the logistic bound, 1 the Gaussian expectation (SPEC F). */
  readonly blend: number;
}
