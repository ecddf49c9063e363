import type { Database } from '#lib/store/schema.ts';

/** The spent are told in steps of as many, so that nobody sees one person come in. */
const STEP = 5;

/** How many cards were made for an inquiry, and how many were spent at least, a multiple of five. */
export async function countCards(db: Database, inquiry: string): Promise<{ made: number; spent: number }> {
  const { made, spent } = await db
    .selectFrom('code')
    .select(({ fn }) => [fn.countAll().as('made'), fn.sum('spent').as('spent')])
    .where('inquiry', '=', inquiry)
    .where('kind', '=', 'card')
    .executeTakeFirstOrThrow();
  return { made: Number(made), spent: Number(spent ?? 0) - (Number(spent ?? 0) % STEP) };
}
