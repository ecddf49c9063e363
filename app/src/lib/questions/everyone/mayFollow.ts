import { minimum } from '@abord/release';
import type { EveryoneRelease } from './release.ts';

/**
 * May these figures follow those that are published? Whoever reads both subtracts one from the other: of
 * each statement that both show, and of all who voted, either nothing has changed or at least `floor`
 * more or fewer people stand behind the newer figures (as R12 says of a room's totals). Linear in the
 * statements.
 */
export function mayFollow(older: EveryoneRelease, newer: EveryoneRelease): boolean {
  const far = (before: number, after: number) => Math.abs(after - before) >= minimum.floor;
  const now = new Map(newer.tables.statements.cells.map((cell) => [cell.statement, cell]));
  const [all, allNow] = [older, newer].map(({ tables }) => tables.debate.cells[0]?.people ?? 0);
  if (all !== allNow && !far(all, allNow)) return false;
  return older.tables.statements.cells.every((before) => {
    const after = now.get(before.statement);
    if (!after || far(before.people, after.people)) return true;
    return (['people', 'agree', 'disagree', 'pass'] as const).every((key) => before[key] === after[key]);
  });
}
