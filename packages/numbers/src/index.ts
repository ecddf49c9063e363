// Chance

// Many tests at once
export { benjaminiHochberg } from './benjaminiHochberg.ts';
// Distributions
export { betaCdf } from './betaCdf.ts';
export { betaQuantile } from './betaQuantile.ts';
export { chiSquareTail } from './chiSquareTail.ts';
export { choice } from './choice.ts';
// Samples, sums and small matrices
export { choleskySolve } from './choleskySolve.ts';
// Weights
export { effectiveSampleSize } from './effectiveSampleSize.ts';
export { fTail } from './fTail.ts';
export { hash32 } from './hash32.ts';
export { holm } from './holm.ts';
// Proportions
export type { Interval } from './interval.ts';
export { jeffreys } from './jeffreys.ts';
export { logGamma } from './logGamma.ts';
export { logSumExp } from './logSumExp.ts';
export { newcombe } from './newcombe.ts';
export { normalCdf } from './normalCdf.ts';
export { normalQuantile } from './normalQuantile.ts';
export { quantile } from './quantile.ts';
export { type Margin, type Raked, rake } from './rake.ts';
export { type Random, random, xoshiro128 } from './random.ts';
export { randomExponential } from './randomExponential.ts';
export { randomInteger } from './randomInteger.ts';
export { randomNormal } from './randomNormal.ts';
export { rIndicator } from './rIndicator.ts';
export { shuffle } from './shuffle.ts';
export { symmetricEigen } from './symmetricEigen.ts';
export { tCdf } from './tCdf.ts';
export { tQuantile } from './tQuantile.ts';
export { trimWeights } from './trimWeights.ts';
export { wilson } from './wilson.ts';
