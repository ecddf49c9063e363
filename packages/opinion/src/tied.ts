import { holm, normalCdf } from '@abord/numbers';
import type { Interval, StatementFigure } from './analysis.ts';

const LEVEL = 0.05;
const MAJORITY = 0.5;

/**
 * The statements at the top of common ground, and of division, that cannot be told apart: sets, not rankings.
 *
 * Common ground: of those whose lower bound of the smallest agreement is above one half, the one with the best
 * lower bound and all that are not surely below it. Division: the same by the gap, among those with q at most
 * 5 %. "Surely": Holm's correction at 5 % over the comparisons with the leader, errors taken as independent.
 * Best first by lower bound; empty where nothing qualifies. SPEC T8. O(statements log statements).
 *
 * @example
 * tied(scoreStatements(votes, standing)) // { commonGround: ['12', '3', '40'], divides: ['7'] }
 */
export function tied(figures: readonly StatementFigure[]): {
  readonly commonGround: readonly string[];
  readonly divides: readonly string[];
} {
  return {
    commonGround: top(
      figures.filter(({ bridge }) => bridge.low > MAJORITY).map(({ id, bridge }) => ({ id, figure: bridge })),
    ),
    divides: top(
      figures.filter(({ divide }) => divide.q <= LEVEL).map(({ id, divide }) => ({ id, figure: divide })),
    ),
  };
}

function top(list: readonly { readonly id: string; readonly figure: Interval }[]): string[] {
  if (list.length === 0) return [];
  const ranked = list.toSorted((a, b) => b.figure.low - a.figure.low);
  const [leader, ...others] = ranked;
  const below = holm(
    others.map(({ figure }) => {
      // The halves of the intervals that face each other, over 1.96, are the standard errors that matter.
      const error =
        Math.hypot(leader.figure.value - leader.figure.low, figure.high - figure.value) / 1.959963984540054;
      const behind = leader.figure.value - figure.value;
      return error > 0 ? normalCdf(-behind / error) : behind > 0 ? 0 : 1;
    }),
  );
  return [leader.id, ...others.filter((_, k) => below[k] > LEVEL).map(({ id }) => id)];
}
