import { drawBallot } from '#lib/store/drawBallot.ts';
import { randomId } from '#lib/store/randomId.ts';
import type { Database, InquiryTable } from '#lib/store/schema.ts';

/** A small inquiry that takes votes, put into a box for a test. */
export interface OpenInquiry {
  readonly inquiry: string;
  /** Ids of the statements numbered 1, 2, 3…: the last but one is refused, the last waits. */
  readonly statements: readonly string[];
  readonly people: readonly { readonly ballot: string; readonly secret: string }[];
}

export async function openInquiry(
  db: Database,
  size: { readonly people: number; readonly statements?: number; readonly state?: InquiryTable['state'] },
): Promise<OpenInquiry> {
  const inquiry = randomId('inquiry');
  await db
    .insertInto('inquiry')
    .values({
      id: inquiry,
      title: '{"fr":"Essai","en":"Test"}',
      description: '{}',
      organisation: '{}',
      simulated: 1,
      entry: 'open',
      state: size.state ?? 'open',
      source: null,
      first_day: null,
      last_day: null,
      headcount: 40,
      refused: '{"superseded":3}',
      day: '2026-11-24',
    })
    .execute();
  await db
    .insertInto('attribute')
    .values({ inquiry, key: 'site', position: 1, label: '{"en":"Site"}' })
    .execute();
  await db
    .insertInto('attribute_value')
    .values([
      { inquiry, attribute: 'site', key: 'works', position: 1, label: '{"en":"Works"}', headcount: 30 },
      { inquiry, attribute: 'site', key: 'office', position: 2, label: '{"en":"Office"}', headcount: null },
    ])
    .execute();
  const statements = Array.from({ length: size.statements ?? 5 }, () => randomId('statement'));
  await db
    .insertInto('statement')
    .values(
      statements.map((id, index) => ({
        inquiry,
        id,
        number: index + 1,
        version: 1,
        state: (['waiting', 'refused'] as const)[statements.length - 1 - index] ?? ('accepted' as const),
        texts: JSON.stringify({ en: `Statement ${index + 1}` }),
        origin: 'host' as const,
      })),
    )
    .execute();
  const people = [];
  for (let person = 0; person < size.people; person++) {
    const profile = { site: person % 2 ? 'works' : 'office' };
    people.push(await drawBallot(db, { inquiry, profile, day: '2026-11-24' }));
  }
  return { inquiry, statements, people };
}
