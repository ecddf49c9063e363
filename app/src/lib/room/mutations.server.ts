import type { Texts } from '#lib/questions/everyone/debate.ts';
import type { Database } from '#lib/store/schema.ts';
import { withdrawnFrom } from './data.server.ts';
import { type Action, advance, begin, statementOf } from './progress.ts';
import type { Script } from './script.ts';

/** A séance as it is announced. */
export interface NewSeance {
  readonly inquiry: string;
  readonly title: Texts;
  readonly guest: Texts;
  readonly place: Texts;
  /** Local time, `2026-11-23T19:00`, in the IANA zone. */
  readonly starts: string;
  readonly zone: string;
  readonly minutes: number;
  readonly script: Script;
}

/** Announces a séance. Returns its number in the inquiry. */
export async function planSeance(db: Database, seance: NewSeance): Promise<number> {
  return db.transaction().execute(async (db) => {
    const { last } = await db
      .selectFrom('seance')
      .select(({ fn, val }) => fn.coalesce(fn.max('number'), val(0)).as('last'))
      .where('inquiry', '=', seance.inquiry)
      .executeTakeFirstOrThrow();
    const number = last + 1;
    await db
      .insertInto('seance')
      .values({
        inquiry: seance.inquiry,
        number,
        title: JSON.stringify(seance.title),
        guest: JSON.stringify(seance.guest),
        place: JSON.stringify(seance.place),
        starts: seance.starts,
        zone: seance.zone,
        minutes: seance.minutes,
        script: JSON.stringify(seance.script),
        state: 'planned',
        progress: JSON.stringify(begin(seance.script, 0)),
        version: 1,
      })
      .execute();
    return number;
  });
}

/** Why a séance stays as it is. */
export type NotDone = 'unknown-seance' | 'not-live' | 'other-live' | 'no-sense' | 'changed';

/**
 * Begins a séance: its first moment, with its clock. One is live at a time in an inquiry. What a closed
 * one was is begun anew from its first moment.
 */
export async function startSeance(
  db: Database,
  inquiry: string,
  number: number,
  now: number,
): Promise<NotDone | undefined> {
  return db.transaction().execute(async (db) => {
    const seance = await seanceRow(db, inquiry, number);
    if (!seance) return 'unknown-seance';
    const live = await db
      .selectFrom('seance')
      .select('number')
      .where('inquiry', '=', inquiry)
      .where('state', '=', 'live')
      .where('number', '!=', number)
      .executeTakeFirst();
    if (live) return 'other-live';
    const script: Script = JSON.parse(seance.script);
    const progress = begin(script, now, await withdrawnFrom(db, inquiry, script));
    await db
      .updateTable('seance')
      .set({ state: 'live', progress: JSON.stringify(progress), version: seance.version + 1 })
      .where('inquiry', '=', inquiry)
      .where('number', '=', number)
      .execute();
    await setVoting(db, inquiry, script, statementOf(script, progress), progress.open);
    return undefined;
  });
}

/**
 * One action of the host, from the state that she saw: had somebody else acted since `seen`, nothing
 * changes and she looks again. While a séance is live, only the statement whose vote it holds open takes
 * votes among those of its script; the others of the inquiry go on.
 */
export async function actOnSeance(
  db: Database,
  act: {
    readonly inquiry: string;
    readonly number: number;
    readonly action: Action;
    /** Version of the séance that the host saw. */
    readonly seen: number;
    readonly now: number;
  },
): Promise<NotDone | undefined> {
  return db.transaction().execute(async (db) => {
    const seance = await seanceRow(db, act.inquiry, act.number);
    if (!seance) return 'unknown-seance';
    if (seance.state !== 'live') return 'not-live';
    if (seance.version !== act.seen) return 'changed';
    const script: Script = JSON.parse(seance.script);
    const withdrawn = await withdrawnFrom(db, act.inquiry, script);
    const progress = advance(script, JSON.parse(seance.progress), act.action, act.now, withdrawn);
    if (!progress) return 'no-sense';
    const { numUpdatedRows } = await db
      .updateTable('seance')
      .set({ progress: JSON.stringify(progress), version: seance.version + 1 })
      .where('inquiry', '=', act.inquiry)
      .where('number', '=', act.number)
      .where('version', '=', act.seen)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return 'changed';
    await setVoting(db, act.inquiry, script, statementOf(script, progress), progress.open);
    return undefined;
  });
}

/** Ends a live séance: what it held back is open again, since the inquiry goes on without the room. */
export async function endSeance(db: Database, inquiry: string, number: number): Promise<NotDone | undefined> {
  return db.transaction().execute(async (db) => {
    const seance = await seanceRow(db, inquiry, number);
    if (!seance) return 'unknown-seance';
    if (seance.state !== 'live') return 'not-live';
    await db
      .updateTable('seance')
      .set({ state: 'closed', version: seance.version + 1 })
      .where('inquiry', '=', inquiry)
      .where('number', '=', number)
      .execute();
    await db.updateTable('statement').set({ voting: 1 }).where('inquiry', '=', inquiry).execute();
    return undefined;
  });
}

function seanceRow(db: Database, inquiry: string, number: number) {
  return db
    .selectFrom('seance')
    .selectAll()
    .where('inquiry', '=', inquiry)
    .where('number', '=', number)
    .executeTakeFirst();
}

async function setVoting(
  db: Database,
  inquiry: string,
  script: Script,
  current: string | undefined,
  open: boolean,
): Promise<void> {
  const held = script.flatMap((moment) => (moment.kind === 'vote' ? moment.statements : []));
  if (held.length > 0) {
    await db
      .updateTable('statement')
      .set({ voting: 0 })
      .where('inquiry', '=', inquiry)
      .where('id', 'in', held)
      .execute();
  }
  if (current !== undefined && open) {
    await db
      .updateTable('statement')
      .set({ voting: 1 })
      .where('inquiry', '=', inquiry)
      .where('id', '=', current)
      .execute();
  }
}
