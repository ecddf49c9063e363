import { sql } from 'kysely';
import { jsonRows } from './jsonRows.ts';
import { randomId } from './randomId.ts';
import type { Database } from './schema.ts';

/**
 * Puts what many people said of a question at rest, ordered by random names drawn for them, so that the order in
 * which they are given is lost. For what nobody said on a phone: simulated people, whom no secret finds again.
 */
export async function addSaid(
  db: Database,
  inquiry: string,
  question: string,
  people: readonly { readonly profile: Readonly<Record<string, string>>; readonly content: unknown }[],
): Promise<void> {
  const rows = people.map(({ profile, content }) => [
    ...[randomId('secret'), JSON.stringify(profile), JSON.stringify(content)],
  ]);
  rows.sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  for (const part of jsonRows(rows)) {
    await sql`
      insert into said (inquiry, question, author_hash, profile, content)
      select cast(${inquiry} as text), cast(${question} as text), entry.value ->> 0, entry.value ->> 1,
        entry.value ->> 2
      from json_each(${part}) as entry`.execute(db);
  }
}
