import type { Released } from '@abord/release';
import type { Answers, EveryoneRelease } from '#lib/questions/everyone/release.ts';
import { type Forecast, forecastGaps } from '#lib/room/forecastGaps.ts';

/** What stands out in a room that is too small for groups: a statement and its released figures. */
export interface Surprise {
  readonly kind: 'agreed' | 'split' | 'passed' | 'unexpected';
  /** Number of the statement. */
  readonly statement: number;
  readonly people: number;
  readonly agree: Answers['agree'];
  readonly disagree: Answers['disagree'];
  readonly pass: Answers['pass'];
  /** What the host expected, where that is the surprise. */
  readonly expected?: number;
}

/** Below this, passing is no more than what any question meets. */
const MUCH_PASSED = 0.1;

/**
 * The surprises of a room, out of a release and nothing else: the statement whose agreement is surest (by
 * its lower bound), the one on which the smaller of yes and no is largest, the one most passed (a tenth at
 * least), and the one on which the host's forecast was furthest off, beyond the doubt of what was found.
 * Of equals, the lower number. A statement stands once, for the first reason that holds. Pure; n log n.
 *
 * Forecasts name statements by their number.
 */
export function surprisesOf(
  release: Pick<Released<EveryoneRelease>, 'tables'>,
  forecasts: readonly Forecast[],
): Surprise[] {
  const cells = release.tables.statements.cells
    .map(({ statement, people, answers }) => ({ statement, people, ...answers }))
    .sort((a, b) => a.statement - b.statement);
  const taken = new Set<number>();
  const said: Surprise[] = [];
  function say(
    kind: Surprise['kind'],
    by: (cell: (typeof cells)[number]) => number,
    more?: { expected: number },
  ) {
    const free = cells.filter((cell) => !taken.has(cell.statement) && by(cell) > 0);
    const [best] = free.toSorted((a, b) => by(b) - by(a));
    if (!best) return;
    taken.add(best.statement);
    said.push({ kind, ...best, ...more });
  }

  const gap = forecastGaps(
    cells.map(({ statement, people, agree }) => ({ statement: String(statement), people, agree })),
    forecasts,
  ).find(({ unexpected }) => unexpected);
  if (gap) {
    say('unexpected', ({ statement }) => Number(String(statement) === gap.statement), {
      expected: gap.expected,
    });
  }
  say('agreed', ({ agree }) => agree.low);
  say('split', ({ agree, disagree }) => Math.min(agree.share, disagree.share));
  say('passed', ({ pass }) => (pass.share >= MUCH_PASSED ? pass.share : 0));
  return said;
}
