import { minimum } from '@abord/release';
import { newRoomCode } from '#lib/entry/newRoomCode.ts';
import { ensureTokenKey } from '#lib/entry/token/mutations.server.ts';
import { handOver } from '#lib/questions/everyone/comments/handOver.ts';
import { liveSeance } from '#lib/room/data.server.ts';
import { endSeance } from '#lib/room/mutations.server.ts';
import { inTurn } from '#lib/store/inTurn.ts';
import type { RosterDatabase } from '#lib/store/rosterSchema.ts';
import type { Database } from '#lib/store/schema.ts';
import { settle } from '#lib/store/settle.ts';
import { asksDebate } from './asksDebate.ts';
import type { SetUp } from './schema.ts';

/** Codes drawn before an instance says that it has no room for another inquiry. */
const DRAWS = 50;

/**
 * Makes an inquiry that nobody can join yet, with a code of its own. `id` was drawn when its form was made:
 * sent twice, the form makes one. `today` is an ISO date.
 */
export async function createInquiry(db: Database, id: string, setUp: SetUp, today: string): Promise<void> {
  await db.transaction().execute(async (db) => {
    const there = await db.selectFrom('inquiry').select('id').where('id', '=', id).executeTakeFirst();
    if (there) return;
    await insert(db, id, setUp, today);
    await addLists(db, id, setUp.attributes);
  });
}

/** Why an inquiry stays as it is. */
export type NotDone = 'unknown' | 'changed' | 'no-statement' | 'no-roster';

/** Sets an inquiry up anew, as long as it is a draft: what people were told when they came in stays true. */
export async function changeSetUp(db: Database, id: string, setUp: SetUp): Promise<NotDone | undefined> {
  return db.transaction().execute(async (db) => {
    const { numUpdatedRows } = await db
      .updateTable('inquiry')
      .set(columnsOf(setUp))
      .where('id', '=', id)
      .where('state', '=', 'draft')
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return 'changed';
    await db.deleteFrom('attribute').where('inquiry', '=', id).execute();
    await addLists(db, id, setUp.attributes);
    return undefined;
  });
}

/**
 * Asks for another number of people behind every figure than the default. While an inquiry is a draft it may be
 * lower, for a small team; once people come in, relying on what they were told, it rises or stays. What was published
 * stays as it is.
 *
 * Throws a RangeError for a number under the floor.
 */
export async function setMinimum(
  db: Database,
  id: string,
  figureMinimum: number,
): Promise<'lower' | undefined> {
  if (!(Number.isInteger(figureMinimum) && figureMinimum >= minimum.floor)) {
    throw new RangeError(`no fewer than ${minimum.floor} people stand behind a figure, not ${figureMinimum}`);
  }
  const { numUpdatedRows } = await db
    .updateTable('inquiry')
    .set({ figure_minimum: figureMinimum })
    .where('id', '=', id)
    .where(({ eb, fn, or, val }) =>
      or([
        eb('state', '=', 'draft'),
        eb(fn.coalesce('figure_minimum', val(minimum.figure)), '<=', figureMinimum),
      ]),
    )
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 0n ? 'lower' : undefined;
}

/**
 * Opens a draft that has at least one statement: from now on people join and vote. The day of opening is
 * today, whatever was announced; a closing day that has passed is forgotten. Where people come by token its
 * key is made now: who signs is kept in the roster, without which it does not open.
 */
export async function openInquiry(
  db: Database,
  id: string,
  today: string,
  roster?: RosterDatabase,
): Promise<NotDone | undefined> {
  const draft = await db
    .selectFrom('inquiry')
    .select('entry')
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .executeTakeFirst();
  if (draft?.entry === 'token' && !roster) return 'no-roster';
  const key = draft?.entry === 'token' && roster ? await ensureTokenKey(roster, id) : undefined;
  return db.transaction().execute(async (db) => {
    const statement = await db
      .selectFrom('statement')
      .select('id')
      .where('inquiry', '=', id)
      .where('state', '=', 'accepted')
      .limit(1)
      .executeTakeFirst();
    const row = await db
      .selectFrom('inquiry')
      .select(['last_day', 'questions'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!statement && (!row || asksDebate(JSON.parse(row.questions)))) return 'no-statement';
    const last_day = row?.last_day && row.last_day >= today ? row.last_day : null;
    const { numUpdatedRows } = await db
      .updateTable('inquiry')
      .set({
        state: 'open',
        first_day: today,
        last_day,
        token_key: key ? JSON.stringify(key) : null,
      })
      .where('id', '=', id)
      .where('state', '=', 'draft')
      // Set up anew meanwhile, it may want a key, or none.
      .where('entry', key ? '=' : '!=', 'token')
      .executeTakeFirstOrThrow();
    return numUpdatedRows === 0n ? 'changed' : undefined;
  });
}

/**
 * Closes an inquiry for good: no vote is taken any more, a séance that was live ends. Its answer is to be
 * published after that; should this fail and nothing have been published before, the next start does it.
 */
export async function closeInquiry(db: Database, id: string, today: string): Promise<NotDone | undefined> {
  // Both or neither: comments that were left behind would never be handed over.
  const closed = await inTurn(db, id, async (db, state) => {
    if (state !== 'open') return false;
    await db.updateTable('inquiry').set({ state: 'closed', last_day: today }).where('id', '=', id).execute();
    await handOver(db, id);
    return true;
  });
  if (closed !== true) return 'changed';
  const seance = await liveSeance(db, id);
  if (seance) await endSeance(db, id, seance.number);
  // Waits for the votes that were still let in.
  await settle(db, { closed: id });
  return undefined;
}

/** People of each value of each closed list, as somebody counted them: list → value → people. */
export type Headcounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/**
 * Keeps how many people each value of the closed lists has, against which answers are weighed and the unheard are
 * found; what is not named stays as it was. Counts alone come in here, never whose they are. Throws a RangeError
 * for a list or a value that the inquiry does not have: then nothing is kept.
 */
export async function keepHeadcounts(db: Database, inquiry: string, counts: Headcounts): Promise<void> {
  await db.transaction().execute(async (db) => {
    for (const [attribute, values] of Object.entries(counts)) {
      for (const [key, headcount] of Object.entries(values)) {
        const { numUpdatedRows } = await db
          .updateTable('attribute_value')
          .set({ headcount })
          .where('inquiry', '=', inquiry)
          .where('attribute', '=', attribute)
          .where('key', '=', key)
          .executeTakeFirstOrThrow();
        if (numUpdatedRows === 0n) throw new RangeError(`no value ${key} in the list ${attribute}`);
      }
    }
  });
}

async function insert(db: Database, id: string, setUp: SetUp, today: string): Promise<void> {
  for (let draw = 0; draw < DRAWS; draw++) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('inquiry')
      .values({
        ...columnsOf(setUp),
        id,
        description: '{}',
        simulated: 0,
        state: 'draft',
        source: null,
        refused: '{}',
        day: today,
        code: newRoomCode(),
      })
      .onConflict((conflict) => conflict.column('code').doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 1n) return;
  }
  throw new Error(`no code is free after ${DRAWS} draws`);
}

function columnsOf(setUp: SetUp) {
  return {
    title: JSON.stringify(setUp.title),
    organisation: JSON.stringify(setUp.organisation),
    headcount: setUp.headcount ?? null,
    languages: JSON.stringify(setUp.languages),
    entry: setUp.entry,
    first_day: setUp.days.from ?? null,
    last_day: setUp.days.to ?? null,
    questions: JSON.stringify(setUp.questions),
  };
}

async function addLists(db: Database, inquiry: string, attributes: SetUp['attributes']): Promise<void> {
  for (const [position, { key, label, values }] of attributes.entries()) {
    await db
      .insertInto('attribute')
      .values({ inquiry, key, position, label: JSON.stringify(label) })
      .execute();
    for (const [place, value] of values.entries()) {
      await db
        .insertInto('attribute_value')
        .values({
          inquiry,
          attribute: key,
          key: value.key,
          position: place,
          label: JSON.stringify(value.label),
          headcount: value.headcount ?? null,
        })
        .execute();
    }
  }
}
