import type { Database } from './schema.ts';

export interface ReleaseCell {
  readonly table: string;
  readonly cell: string;
  /** Ids of the ballots behind it. */
  readonly ballots: readonly string[];
  /** How many of them gave each answer, where it shows that. */
  readonly answers?: Readonly<Record<string, number>>;
}

/** The sets of ballots behind the cells of a release, for the check of the next one; never for readers. */
export async function releaseCells(
  db: Database,
  inquiry: string,
  question: string,
  number: number,
): Promise<ReleaseCell[]> {
  const release = await db
    .selectFrom('release')
    .select('ballots')
    .where('inquiry', '=', inquiry)
    .where('question', '=', question)
    .where('number', '=', number)
    .executeTakeFirst();
  if (!release) return [];
  const ballots: string[] = JSON.parse(release.ballots);
  const rows = await db
    .selectFrom('release_cell')
    .select(['in_table', 'cell', 'answers', 'members'])
    .where('inquiry', '=', inquiry)
    .where('question', '=', question)
    .where('number', '=', number)
    .orderBy('in_table')
    .orderBy('cell')
    .execute();
  return rows.map(({ in_table, cell, answers, members }) => ({
    table: in_table,
    cell,
    ballots: ballots.filter((_, person) => members[person >> 3] & (1 << (person & 7))),
    ...(answers !== null && { answers: JSON.parse(answers) }),
  }));
}
