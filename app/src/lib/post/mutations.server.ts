import type { Insertable } from 'kysely';
import type { RosterDatabase, RosterSchema } from '#lib/store/rosterSchema.ts';

/** The mail server through which letters go out. */
export type PostSettings = Omit<Insertable<RosterSchema['post']>, 'one'>;

/** Sets the mail server up, in the place of another. */
export async function keepPost(db: RosterDatabase, settings: PostSettings): Promise<void> {
  await db
    .insertInto('post')
    .values({ one: 1, ...settings })
    .onConflict((conflict) => conflict.column('one').doUpdateSet(settings))
    .execute();
}

/** No letter goes out any more, and the password is gone. */
export async function forgetPost(db: RosterDatabase): Promise<void> {
  await db.deleteFrom('post').execute();
}
