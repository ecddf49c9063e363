import type { RosterDatabase } from '#lib/store/rosterSchema.ts';

/** The mail server that is set up, if one is: whether it has a password, never which. */
export async function readPostSettings(db: RosterDatabase) {
  const row = await db.selectFrom('post').selectAll().executeTakeFirst();
  if (!row) return undefined;
  const { one: _, password, ...settings } = row;
  return { ...settings, hasPassword: password !== null };
}
