/**
 * Weights of the figures of candidates (SPEC C1), learnt on titles of ROME v347 that were held out: a fifth, drawn
 * by seed 7, from which no figure is made. `npm run bench -- matching stacks` learns them again.
 */
export const ON_ROME: Float64Array = Float64Array.of(
  0.804,
  0.004,
  -0.984,
  0.728,
  0.558,
  0.893,
  0.215,
  0.765,
  -0.318,
  0.333,
  -3.187,
  -0.362,
);

/** The same where there is nothing but titles to look up, so that the classifier's figures count for nothing. */
export const BY_TITLES: Float64Array = Float64Array.of(
  0,
  0,
  -0.78,
  2.223,
  -0.803,
  3.365,
  0.965,
  0,
  -0.225,
  0.819,
  6.228,
  0,
);
