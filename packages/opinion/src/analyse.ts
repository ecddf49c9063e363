import type { Analysis } from './analysis.ts';
import { contentSeed } from './contentSeed.ts';
import { distinguish } from './distinguish.ts';
import { FIT_DEFAULTS, fit } from './fit.ts';
import type { Model } from './model.ts';
import { scoreStatements } from './scoreStatements.ts';
import { shapeOf } from './shapeOf.ts';
import { tied } from './tied.ts';
import type { Votes } from './votes.ts';
import { weighStatements } from './weighStatements.ts';

const VERSION = '0.1.0';
const SHOWN_AXES = 2;
const STATEMENTS_AN_END = 5;

/**
 * Everything the engine says of one debate: its shape, who stands where and how surely, and for each
 * statement common ground and division with their doubt. The whole is a pure function of votes and
 * options: rows or people in another order give the same bytes.
 *
 * `seed` (from the votes unless given) chooses samples of large debates and the subsamples that test the
 * standing of groups; `subsamples` is their number. SPEC.md, section A. About linear in the votes.
 *
 * @example
 * analyse(votesFrom(rows)).shape // 'line'
 */
export function analyse(
  votes: Votes,
  options: { readonly seed?: number; readonly subsamples?: number; readonly model?: Model } = {},
): Analysis {
  const { seed = contentSeed(votes), subsamples = 20, model = fit(votes, { seed }) } = options;
  const shape = shapeOf(votes, { seed, subsamples, model });
  const standing = { ...shape, model };
  const evidence = weighStatements(votes, standing);
  const statementsBy = scoreStatements(votes, standing, evidence);
  const distinguishing = distinguish(votes, standing, evidence);
  const people = votes.participants.length;
  return {
    method: {
      engine: '@abord/opinion',
      version: VERSION,
      seed,
      factors: model.factors,
      sweeps: FIT_DEFAULTS.sweeps,
      subsamples,
      fittedOn: Math.min(people, FIT_DEFAULTS.sample),
      shapedOn: shape.shapedOn,
    },
    people,
    statements: votes.statements.length,
    votes: votes.value.length,
    shape: shape.kind,
    axes: Array.from(
      shape.kind === 'few' ? [] : shape.strength.subarray(0, SHOWN_AXES),
      (strength, axis) => ({
        strength,
        ...statementsAtEnds(votes, model, axis),
      }),
    ),
    segments: shape.segmentIds.map((id, s) => ({
      id,
      size: shape.segmentOf.reduce((count, segment) => count + (segment === s ? 1 : 0), 0),
      distinguishing: distinguishing[s],
    })),
    segmentOf: shape.segmentOf,
    certainty: shape.certainty,
    position: shape.position,
    spread: shape.spread,
    groups: shape.groups,
    groupOf: shape.groupOf,
    statementsBy,
    ...tied(statementsBy),
  };
}

/** Statements that order people along an axis: loadings largest in size less their standard deviation. */
function statementsAtEnds(votes: Votes, model: Model, axis: number) {
  const size = model.factors + 1;
  const diagonal = ((axis + 1) * (axis + 4)) / 2;
  const ranked = votes.statements
    .map((id, j) => {
      const loading = model.statementMean[j * size + axis + 1];
      const doubt = Math.sqrt(model.statementCov[(j * size * (size + 1)) / 2 + diagonal]);
      return { id, high: loading > 0, surely: Math.abs(loading) - doubt };
    })
    .filter(({ surely }) => surely > 0)
    .sort((a, b) => b.surely - a.surely);
  const ids = (high: boolean) =>
    ranked
      .filter((statement) => statement.high === high)
      .slice(0, STATEMENTS_AN_END)
      .map(({ id }) => id);
  return { low: ids(false), high: ids(true) };
}
