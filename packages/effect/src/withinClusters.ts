import { dummies } from './dummies.ts';
import type { Factor } from './factor.ts';
import { isNested } from './isNested.ts';
import type { Model } from './leastSquares.ts';

/** Numbers that a design of dummies may hold, and work that their spectra may take. */
const CELLS = 2e7;
const WORK = 4e9;

/**
 * The same regression, arranged for CR2: fixed effects inside clusters stay absorbed, those that cross them are
 * written out. Undefined where that would take too much room or time; then CR1S is all there is.
 */
export function withinClusters(model: Model, cluster: Factor): Model | undefined {
  const { fixed = [], terms, outcome } = model;
  const rows = outcome.length;
  const nobody = new Uint8Array(rows);
  const inside = fixed.filter((factor) => isNested(factor, cluster, nobody));
  const crossing = fixed.filter((factor) => !inside.includes(factor));
  const columns = terms.length + 1 + crossing.reduce((sum, { levels }) => sum + levels - 1, 0);
  if (cluster.levels * columns ** 3 > WORK) return undefined;
  return written(model, inside, crossing);
}

/** The same for HC2, which allows one absorbed factor: the one of most levels. */
export function oneAbsorbed(model: Model): Model | undefined {
  const [first, ...others] = (model.fixed ?? []).toSorted((a, b) => b.levels - a.levels);
  return written(model, first === undefined ? [] : [first], others);
}

function written(model: Model, absorbed: readonly Factor[], others: readonly Factor[]): Model | undefined {
  const levels = others.reduce((sum, factor) => sum + factor.levels - 1, 0);
  if (levels * model.outcome.length > CELLS) return undefined;
  return {
    outcome: model.outcome,
    terms: [...model.terms, ...others.flatMap((factor, k) => dummies(`fixed ${k + 1}`, factor))],
    fixed: absorbed,
    intercept: absorbed.length === 0 && (model.intercept ?? true),
  };
}
