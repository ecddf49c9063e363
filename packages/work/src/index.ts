export { type Aggregate, aggregate } from './aggregate.ts';
export { augmentation, type Modes } from './augmentation.ts';
export { type Employed, type ExposedShare, exposedShare } from './exposedShare.ts';
export { type ExposureLabel, type ExposureScores, exposureScores } from './exposureScores.ts';
export { type Gradient, gradientOf, gradients } from './gradientOf.ts';
export { indexTitles } from './indexTitles.ts';
export { type Match, match, type OwnWords, type Proposal } from './match.ts';
export type { Matcher } from './matcher/learnt.ts';
export type { Mended } from './matcher/readQuery.ts';
export { type ObservedTask, type OccupationUse, observedUse } from './observedUse.ts';
export { type OverTasks, overTasks, type TimeBand } from './overTasks.ts';
export { packMatcher } from './packMatcher.ts';
export { type Portrait, portrait, type TaskPortrait } from './portrait.ts';
export type { Language, Occupation, Reference, ReferenceText, Scheme, TextKind } from './reference.ts';
export type {
  Duration,
  Mode,
  Quality,
  Reported,
  ReportedTask,
  Since,
  SkillChange,
  TimeShare,
  Use,
} from './reported.ts';
export { type Surprise, surpriseOf } from './surpriseOf.ts';
export { timeWeights } from './timeWeights.ts';
export { type Told, told } from './told.ts';
export { type TrainingOptions, trainMatcher } from './trainMatcher.ts';
export { unpackMatcher } from './unpackMatcher.ts';
export { weighTasks } from './weighTasks.ts';

// Pathways: from one occupation to others

export { learnLikeness, type Move } from './learnLikeness.ts';
export { type Aspect, aspects, type Likeness, likenessOf } from './likenessOf.ts';
export { type Mobility, type Pathway, pathways } from './pathways.ts';
export { type LikenessWeights, likenessWeights, rankByLikeness } from './rankByLikeness.ts';
export type { Sheet } from './sheet.ts';
