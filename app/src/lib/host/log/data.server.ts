import type { RosterDatabase } from '#lib/store/rosterSchema.ts';
import type { Act } from './acts.ts';
import type { Actor } from './mutations.server.ts';

/** One line of the log of who did what. */
export interface ActLine {
  readonly number: number;
  /** ISO date. */
  readonly day: string;
  /** Absent where somebody had come in by a set-up link. */
  readonly name?: string;
  readonly role: Actor['role'];
  readonly inquiry?: string;
  readonly act: Act;
  readonly whom?: string;
  readonly count?: number;
}

/**
 * Lines of the log, the newest first: all, or those of one inquiry with those of the instance, which bear on
 * it too. `before` is the number of a line.
 */
export async function readActs(
  db: RosterDatabase,
  which: { readonly inquiry?: string; readonly before?: number; readonly most: number },
): Promise<ActLine[]> {
  const { inquiry, before, most } = which;
  let lines = db.selectFrom('act').selectAll().orderBy('number', 'desc').limit(most);
  if (inquiry !== undefined)
    lines = lines.where(({ or, eb }) => or([eb('inquiry', '=', inquiry), eb('inquiry', 'is', null)]));
  if (before !== undefined) lines = lines.where('number', '<', before);
  return (await lines.execute()).map(({ number, day, name, role, inquiry, act, whom, count }) => ({
    number,
    day,
    ...(name !== null && { name }),
    role: role as Actor['role'],
    ...(inquiry !== null && { inquiry }),
    act: act as Act,
    ...(whom !== null && { whom }),
    ...(count !== null && { count }),
  }));
}
