import type { Selectable } from 'kysely';
import type { Texts } from '#lib/questions/everyone/debate.ts';
import type { Database, Schema } from '#lib/store/schema.ts';
import type { Progress, Withdrawn } from './progress.ts';
import type { Script } from './script.ts';

/** A séance with its script and where it is. */
export interface Seance {
  readonly inquiry: string;
  readonly number: number;
  readonly title: Texts;
  readonly guest: Texts;
  readonly place: Texts;
  readonly starts: string;
  readonly zone: string;
  readonly minutes: number;
  readonly script: Script;
  readonly state: 'planned' | 'live' | 'closed';
  readonly progress: Progress;
  readonly version: number;
}

/** The séances of an inquiry, by number. */
export async function listSeances(db: Database, inquiry: string): Promise<Seance[]> {
  const rows = await db
    .selectFrom('seance')
    .selectAll()
    .where('inquiry', '=', inquiry)
    .orderBy('number')
    .execute();
  return rows.map(seanceOf);
}

/** One séance; nothing where there is none of this number. */
export async function readSeance(db: Database, inquiry: string, number: number): Promise<Seance | undefined> {
  const row = await db
    .selectFrom('seance')
    .selectAll()
    .where('inquiry', '=', inquiry)
    .where('number', '=', number)
    .executeTakeFirst();
  return row && seanceOf(row);
}

/** The séance that is live in this inquiry, where one is. */
export async function liveSeance(db: Database, inquiry: string): Promise<Seance | undefined> {
  const row = await db
    .selectFrom('seance')
    .selectAll()
    .where('inquiry', '=', inquiry)
    .where('state', '=', 'live')
    .executeTakeFirst();
  return row && seanceOf(row);
}

/** Statements of a script that are no longer put to the vote: withdrawn, replaced or folded into others. */
export function withdrawnFrom(db: Database, inquiry: string, script: Script): Promise<Withdrawn> {
  const ids = script.flatMap((moment) => ('statements' in moment ? moment.statements : []));
  return withdrawnOf(db, inquiry, [...new Set(ids)]);
}

/** Of these statements those that are not, or no longer, put to the vote. */
export async function withdrawnOf(db: Database, inquiry: string, ids: readonly string[]): Promise<Withdrawn> {
  if (ids.length === 0) return new Set();
  const standing = await db
    .selectFrom('statement')
    .select('id')
    .where('inquiry', '=', inquiry)
    .where('id', 'in', ids)
    .where('state', 'in', ['accepted', 'meta'])
    .execute();
  const stands = new Set(standing.map(({ id }) => id));
  return new Set(ids.filter((id) => !stands.has(id)));
}

function seanceOf(row: Selectable<Schema['seance']>): Seance {
  return {
    inquiry: row.inquiry,
    number: row.number,
    title: JSON.parse(row.title),
    guest: JSON.parse(row.guest),
    place: JSON.parse(row.place),
    starts: row.starts,
    zone: row.zone,
    minutes: row.minutes,
    script: JSON.parse(row.script),
    state: row.state,
    progress: JSON.parse(row.progress),
    version: row.version,
  };
}
