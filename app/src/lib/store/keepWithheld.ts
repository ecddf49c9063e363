import type { Insertable } from 'kysely';
import type { Database, Schema } from './schema.ts';

/** Remembers, for the register of refusals, that a newer release was held back and how many people wait. */
export async function keepWithheld(db: Database, held: Insertable<Schema['withheld']>): Promise<void> {
  const { waiting, day } = held;
  await db
    .insertInto('withheld')
    .values(held)
    .onConflict((conflict) =>
      conflict.columns(['inquiry', 'question', 'after']).doUpdateSet({ waiting, day }),
    )
    .execute();
}
