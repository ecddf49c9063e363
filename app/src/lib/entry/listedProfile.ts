import type { Database } from '#lib/store/schema.ts';

/** What somebody chose of the inquiry's lists, attribute key → value key; anything else is left out. */
export async function listedProfile(
  db: Database,
  inquiry: string,
  chosen: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const listed = await db
    .selectFrom('attribute_value')
    .select(['attribute', 'key'])
    .where('inquiry', '=', inquiry)
    .orderBy('attribute')
    .orderBy('key')
    .execute();
  return Object.fromEntries(
    listed
      .filter(({ attribute, key }) => chosen[attribute] === key)
      .map(({ attribute, key }) => [attribute, key]),
  );
}
