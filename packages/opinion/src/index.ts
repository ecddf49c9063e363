export { analyse } from './analyse.ts';
export type {
  Analysis,
  Group,
  Interval,
  Segment,
  SegmentFigure,
  ShapeKind,
  StatementFigure,
} from './analysis.ts';
export { contentSeed } from './contentSeed.ts';
export { countVote } from './countVote.ts';
export { distinguish } from './distinguish.ts';
export { type FitOptions, fit } from './fit.ts';
export { keepNames } from './keepNames.ts';
export { locate } from './locate.ts';
export type { Model } from './model.ts';
export { nextStatement } from './nextStatement.ts';
export { type PolisFigures, polisCompatible } from './polisCompatible.ts';
export { predict } from './predict.ts';
export { scoreStatements } from './scoreStatements.ts';
export { type Shape, shapeOf } from './shapeOf.ts';
export { type Tally, tally } from './tally.ts';
export { tied } from './tied.ts';
export type { VoteRow, Votes } from './votes.ts';
export { votesFrom } from './votesFrom.ts';
export { type VoteArrays, votesFromArrays } from './votesFromArrays.ts';
export { type Evidence, type Standing, weighStatements } from './weighStatements.ts';
