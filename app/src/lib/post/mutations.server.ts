import type { RosterDatabase } from '#lib/store/rosterSchema.ts';
import type { PostRead } from './schema.ts';

/**
 * Sets the mail server up, in the place of another. A password that is not given again stays, for the same
 * name on the same server by the same kind of line: else whoever may set it up could have it sent to a server
 * of her own, and read it there.
 */
export async function keepPost(
  db: RosterDatabase,
  { password, ...settings }: PostRead,
): Promise<'password-again' | undefined> {
  return db.transaction().execute(async (db) => {
    const before = await db.selectFrom('post').selectAll().executeTakeFirst();
    const same = (['host', 'port', 'tls', 'login'] as const).every(
      (part) => before?.[part] === settings[part],
    );
    const kept = same ? before!.password : null;
    if (settings.login !== null && password === undefined && kept === null) return 'password-again';
    const row = { ...settings, password: settings.login === null ? null : (password ?? kept) };
    await db
      .insertInto('post')
      .values({ one: 1, ...row })
      .onConflict((conflict) => conflict.column('one').doUpdateSet(row))
      .execute();
    return undefined;
  });
}

/** No letter goes out any more, and the password is gone. */
export async function forgetPost(db: RosterDatabase): Promise<void> {
  await db.deleteFrom('post').execute();
}
