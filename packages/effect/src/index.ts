// Regression

// Inference by drawing again
export type { Assignment } from './assignment.ts';
export { type Combination, type ContrastOptions, contrast } from './contrast.ts';
export { covariance } from './covariance.ts';
export { dummies } from './dummies.ts';
export type { Degrees, Estimate } from './estimate.ts';
export type { Factor } from './factor.ts';
export { factorOf } from './factorOf.ts';
export { type JointTest, jointTest } from './jointTest.ts';
export { type Fit, leastSquares, type Model, type Term } from './leastSquares.ts';
export type { CovarianceOptions, CovarianceType } from './meat.ts';
export {
  type RandomisationOptions,
  type RandomisationTest,
  randomisationTest,
  type Trial,
} from './randomisationTest.ts';
export { type WildOptions, type WildTest, wildBootstrap } from './wildBootstrap.ts';
