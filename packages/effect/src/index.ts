// Regression

// Staggered roll-outs
export { type Aggregate, type Aggregates, aggregateEffects } from './aggregateEffects.ts';
// Inference by drawing again
export type { Assignment } from './assignment.ts';
// Who gains
export { baselineProfile } from './baselineProfile.ts';
// Before and while a trial runs
export { blockSequence } from './blockSequence.ts';
export { confidenceSequence } from './confidenceSequence.ts';
export { type Combination, type ContrastOptions, contrast } from './contrast.ts';
export { type CorrectedProfile, correctProfiles } from './correctProfiles.ts';
export { covariance } from './covariance.ts';
export { dummies } from './dummies.ts';
// A trial whole
export { type Caution, type Effect, effectOf, type Records } from './effectOf.ts';
export type { Degrees, Estimate } from './estimate.ts';
export { type EventStudy, eventStudy } from './eventStudy.ts';
export type { Factor } from './factor.ts';
export { factorOf } from './factorOf.ts';
export { type ForecastGap, forecastGap } from './forecastGap.ts';
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
export { minimumDetectableEffect } from './minimumDetectableEffect.ts';
export { type Pooled, poolEffects } from './poolEffects.ts';
export { type PowerOptions, power } from './power.ts';
export { type PreTrends, preTrends } from './preTrends.ts';
export { type Profile, type ProfileEffect, type ProfileEffects, profileEffects } from './profileEffects.ts';
export {
  type RandomisationOptions,
  type RandomisationTest,
  randomisationTest,
  type Trial,
} from './randomisationTest.ts';
// What data do not give
export type { Refusal } from './refusal.ts';
export type { Rollout } from './rollout.ts';
export { sampleRatio } from './sampleRatio.ts';
export { signMagnitudeErrors } from './signMagnitudeErrors.ts';
export { type Spending, spendingBounds } from './spendingBounds.ts';
export { steppedWedge } from './steppedWedge.ts';
export { trialError } from './trialError.ts';
export { type Comparison, type TwoWayEffect, twoWayEffect } from './twoWayEffect.ts';
export { VERSION } from './version.ts';
export { type Sums, welch } from './welch.ts';
export { type WildOptions, type WildTest, wildBootstrap } from './wildBootstrap.ts';
