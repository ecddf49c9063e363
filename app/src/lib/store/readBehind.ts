import type { Database } from './schema.ts';

/** The ballots behind the cells of one table of a release, for checks of the next one; never for readers. */
export async function readBehind(
  db: Database,
  where: {
    readonly inquiry: string;
    readonly question: string;
    readonly number: number;
    readonly table: string;
  },
): Promise<ReadonlySet<string>> {
  const { inquiry, question, number, table } = where;
  const release = await db
    .selectFrom('release')
    .select('ballots')
    .where('inquiry', '=', inquiry)
    .where('question', '=', question)
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  const cells = await db
    .selectFrom('release_cell')
    .select('members')
    .where('inquiry', '=', inquiry)
    .where('question', '=', question)
    .where('number', '=', number)
    .where('in_table', '=', table)
    .execute();
  const ballots = JSON.parse(release.ballots) as string[];
  return new Set(
    ballots.filter((_, person) => cells.some(({ members }) => members[person >> 3] & (1 << (person & 7)))),
  );
}
