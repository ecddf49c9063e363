// A job in somebody's own words
export { type Match, match, type OwnWords, type Proposal } from './match.ts';
export type { Matcher } from './matcher/learnt.ts';
export { packMatcher } from './packMatcher.ts';
// What is learnt from
export type { Language, Occupation, Reference, ReferenceText, Scheme, TextKind } from './reference.ts';
export { type TrainingOptions, trainMatcher } from './trainMatcher.ts';
export { unpackMatcher } from './unpackMatcher.ts';
