/**
 * Weights of the figures of candidates (SPEC C1), learnt on titles of ROME v347 that were held out: a fifth, drawn
 * by seed 7, from which no figure is made. `npm run bench -- matching stacks` learns them again.
 */
export const ON_ROME: Float64Array = Float64Array.of(
  0.803,
  0.003,
  -0.983,
  0.739,
  0.546,
  0.899,
  0.21,
  0.765,
  -0.318,
  0.335,
  -3.176,
  -0.362,
);

/** The same where there is nothing but titles to look up, so that the classifier's figures count for nothing. */
export const BY_TITLES: Float64Array = Float64Array.of(
  0,
  0,
  -0.785,
  2.237,
  -0.818,
  3.371,
  0.959,
  0,
  -0.225,
  0.819,
  6.221,
  0,
);
