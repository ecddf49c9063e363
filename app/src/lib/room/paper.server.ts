import { createHash } from 'node:crypto';
import { castVotes } from '#lib/store/castVotes.ts';
import { drawBallot } from '#lib/store/drawBallot.ts';
import { randomId } from '#lib/store/randomId.ts';
import type { Database } from '#lib/store/schema.ts';
import type { Sheet } from './paperSheet.ts';

/** What a ballot says of where it comes from. */
const SOURCE = 'paper';

export type PaperOutcome =
  | 'counted'
  /** This sheet has been counted before: the same form was sent twice. */
  | 'repeated'
  /** No box is ticked: there is nothing to count. */
  | 'empty'
  /** The inquiry, or the vote on one of the statements, is closed; or a statement is not put to the vote. */
  | 'closed';

/**
 * Counts a sheet of paper that two people have read alike: a ballot is drawn and its votes are cast, all of
 * them or none. Its secret is forgotten at once, so that nobody can change it; the ballot says that it came
 * on paper, and nothing says from which sheet.
 *
 * `key` names the typing of this sheet, so that a form sent twice counts once; it leads to no ballot.
 */
export async function countSheet(
  db: Database,
  sheet: { readonly inquiry: string; readonly key: string; readonly ticks: Sheet; readonly day: string },
): Promise<PaperOutcome> {
  const { inquiry, key, ticks, day } = sheet;
  const votes = Object.entries(ticks).flatMap(([statement, value]) =>
    value === undefined ? [] : [{ statement, value }],
  );
  if (votes.length === 0) return 'empty';
  return db.transaction().execute(async (db) => {
    throw new Error(key + day + inquiry + SOURCE);
  });
}
