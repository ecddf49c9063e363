// Regression

// Staggered roll-outs
export { type Aggregate, type Aggregates, aggregateEffects } from './aggregateEffects.ts';
// Inference by drawing again
export type { Assignment } from './assignment.ts';
export { type Combination, type ContrastOptions, contrast } from './contrast.ts';
export { covariance } from './covariance.ts';
export { dummies } from './dummies.ts';
export type { Degrees, Estimate } from './estimate.ts';
export { type EventStudy, eventStudy } from './eventStudy.ts';
export type { Factor } from './factor.ts';
export { factorOf } from './factorOf.ts';
export {
  type GroupTimeEffect,
  type GroupTimeEffects,
  type GroupTimeOptions,
  groupTimeEffects,
} from './groupTimeEffects.ts';
export { type ImputedEffects, imputedEffects } from './imputedEffects.ts';
export { type JointTest, jointTest } from './jointTest.ts';
export { type Fit, leastSquares, type Model, type Term } from './leastSquares.ts';
export type { CovarianceOptions, CovarianceType } from './meat.ts';
export { type PreTrends, preTrends } from './preTrends.ts';
export {
  type RandomisationOptions,
  type RandomisationTest,
  randomisationTest,
  type Trial,
} from './randomisationTest.ts';
export type { Rollout } from './rollout.ts';
export { type Comparison, type TwoWayEffect, twoWayEffect } from './twoWayEffect.ts';
export { type WildOptions, type WildTest, wildBootstrap } from './wildBootstrap.ts';
