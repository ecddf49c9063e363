import type { Texts } from '#lib/questions/everyone/debate.ts';
import { inTurn } from '#lib/store/inTurn.ts';
import { randomId } from '#lib/store/randomId.ts';
import type { Database, Schema } from '#lib/store/schema.ts';
import { type HostStatement, listStatements, readStatement } from './data.server.ts';
import { foldedWords } from './foldedWords.ts';
import { isCorrection } from './isCorrection.ts';
import type { Reason } from './reason.ts';

/** Statements that an inquiry may hold, whatever their state: as many as the engine takes exactly. */
export const MOST = 1000;

/** Why nothing changed. */
export type NotDone =
  | 'unknown'
  /** Somebody else changed it first, or the form had been sent before. */
  | 'changed'
  /** The inquiry is closed. */
  | 'closed'
  /** People may have voted on the words as they are: others would put words into their mouths. */
  | 'other-meaning'
  | 'too-many';

interface Act {
  readonly inquiry: string;
  /** Id of the statement. */
  readonly statement: string;
  /** Its version as the host saw it. */
  readonly seen: number;
  /** ISO date. */
  readonly today: string;
}

/**
 * Adds statements of the host, after the others, open to the vote. What says the same, word for word, as
 * a statement that is there is passed over: a form or a file sent twice adds nothing the second time.
 */
export async function addStatements(
  db: Database,
  given: {
    readonly inquiry: string;
    readonly texts: readonly Texts[];
    readonly act: 'written' | 'imported';
    readonly today: string;
  },
): Promise<{ readonly added: number; readonly repeated: number } | NotDone> {
  const { inquiry, texts, act, today } = given;
  return inTurn(db, inquiry, async (db, state) => {
    if (state === 'closed') return 'closed';
    const there = await db
      .selectFrom('statement')
      .select(['number', 'texts', 'state'])
      .where('inquiry', '=', inquiry)
      .orderBy('number')
      .execute();
    const known = new Set(
      there.filter(({ state }) => state !== 'refused').flatMap(({ texts }) => keysOf(JSON.parse(texts))),
    );
    const fresh: Texts[] = [];
    for (const one of texts) {
      const keys = keysOf(one);
      if (keys.some((key) => known.has(key))) continue;
      for (const key of keys) known.add(key);
      fresh.push(one);
    }
    if (there.length + fresh.length > MOST) return 'too-many';
    let number = there.at(-1)?.number ?? 0;
    for (const one of fresh) {
      number++;
      const id = await add(db, inquiry, number, one);
      await log(db, { inquiry, statement: id, today }, act);
    }
    return { added: fresh.length, repeated: texts.length - fresh.length };
  });
}

/** Puts a statement at a place, 0 the first, among those that are put to the vote. */
export async function placeStatement(
  db: Database,
  move: { readonly inquiry: string; readonly statement: string; readonly to: number },
): Promise<NotDone | undefined> {
  const { inquiry, statement, to } = move;
  return inTurn(db, inquiry, async (db) => {
    const ids = (await listStatements(db, inquiry, 'accepted')).map(({ id }) => id);
    if (!ids.includes(statement)) return 'unknown';
    const order = ids.filter((id) => id !== statement);
    order.splice(Math.max(0, Math.min(to, order.length)), 0, statement);
    for (const [place, id] of order.entries()) {
      await db
        .updateTable('statement')
        .set({ position: place + 1 })
        .where('inquiry', '=', inquiry)
        .where('id', '=', id)
        .execute();
    }
    return undefined;
  });
}

/**
 * Changes the words of a statement, as a new version. Before anybody can have voted on it, freely; after
 * that slips of the pen and missing languages only (docs/decisions), since votes stay with the words that
 * people read.
 */
export async function editStatement(
  db: Database,
  edit: Act & { readonly texts: Texts },
): Promise<NotDone | undefined> {
  return inTurn(db, edit.inquiry, async (db, state) => {
    const old = await seenStatement(db, edit);
    if (typeof old === 'string') return old;
    if (state === 'closed') return 'closed';
    return rewrite(db, old, edit, state === 'draft' || old.state === 'waiting');
  });
}

/**
 * Puts a statement with other words in the place of one that people may have voted on. The old one keeps
 * its votes and is shown no more; the new one begins without any.
 */
export async function replaceStatement(
  db: Database,
  edit: Act & { readonly texts: Texts },
): Promise<{ readonly id: string } | NotDone> {
  const { inquiry, today } = edit;
  return inTurn(db, inquiry, async (db, state) => {
    const old = await seenStatement(db, edit);
    if (typeof old === 'string') return old;
    if (state === 'closed') return 'closed';
    if (old.state !== 'accepted') return 'changed';
    const rows = await db
      .selectFrom('statement')
      .select(['id', 'number', 'position'])
      .where('inquiry', '=', inquiry)
      .orderBy('number')
      .execute();
    if (rows.length >= MOST) return 'too-many';
    const number = rows.at(-1)!.number + 1;
    const { position } = rows.find(({ id }) => id === old.id)!;
    const id = await add(db, inquiry, number, edit.texts, position);
    await set(db, old, { state: 'refused', merged_into: id });
    await log(db, edit, 'replaced', { reason: String(number), former: 'accepted' });
    await log(db, { inquiry, statement: id, today }, 'written');
    return { id };
  });
}

/** Puts a statement that waited to the vote, with its words or, given others, with those. */
export async function acceptStatement(
  db: Database,
  act: Act & { readonly texts?: Texts },
): Promise<NotDone | undefined> {
  return inTurn(db, act.inquiry, async (db, state) => {
    const old = await seenStatement(db, act);
    if (typeof old === 'string') return old;
    if (state === 'closed') return 'closed';
    if (old.state !== 'waiting') return 'changed';
    if (act.texts) await rewrite(db, old, { ...act, texts: act.texts }, true);
    await set(db, old, { state: 'accepted', reason: null });
    await log(db, act, 'accepted', { former: 'waiting' });
    return undefined;
  });
}

/**
 * Refuses a statement that waits, or withdraws one that was put to the vote, whichever the host meant. The
 * reason is said to the room.
 */
export async function refuseStatement(
  db: Database,
  act: Act & { readonly from: 'waiting' | 'accepted'; readonly reason: Reason },
): Promise<NotDone | undefined> {
  return inTurn(db, act.inquiry, async (db, state) => {
    const old = await seenStatement(db, act);
    if (typeof old === 'string') return old;
    if (state === 'closed') return 'closed';
    if (old.state !== act.from) return 'changed';
    const reason = JSON.stringify(act.reason);
    await set(db, old, { state: 'refused', reason });
    await log(db, act, 'refused', { reason, former: old.state });
    return undefined;
  });
}

/** Says of a statement that waits that another one, which is put to the vote, says the same. */
export async function mergeStatement(
  db: Database,
  act: Act & { readonly into: string },
): Promise<NotDone | undefined> {
  return inTurn(db, act.inquiry, async (db, state) => {
    const old = await seenStatement(db, act);
    if (typeof old === 'string') return old;
    if (state === 'closed') return 'closed';
    const into = await readStatement(db, act.inquiry, act.into);
    if (into?.state !== 'accepted') return 'unknown';
    if (old.state !== 'waiting') return 'changed';
    await set(db, old, { state: 'refused', merged_into: into.id });
    await log(db, act, 'merged', { reason: String(into.number), former: 'waiting' });
    return undefined;
  });
}

/**
 * Undoes the last act, when it accepted, refused or merged, and it is still the one that the host saw: the
 * statement is again in the state before. The log keeps both. Votes that came in between are kept, and
 * shown once the statement is put to the vote again.
 */
export async function undoLast(
  db: Database,
  undo: { readonly inquiry: string; readonly line: number; readonly today: string },
): Promise<NotDone | undefined> {
  const { inquiry, line, today } = undo;
  return inTurn(db, inquiry, async (db, state) => {
    if (state === 'closed') return 'closed';
    const last = await db
      .selectFrom('moderation')
      .selectAll()
      .where('inquiry', '=', inquiry)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (last?.number !== line) return 'changed';
    if (!['accepted', 'refused', 'merged'].includes(last.act)) return 'changed';
    const statement = await readStatement(db, inquiry, last.statement);
    // Taken back by its author meanwhile: nothing is left of it, or only that it was refused.
    if (!statement || Object.keys(statement.texts).length === 0) return 'unknown';
    await set(db, { ...statement, inquiry }, { state: last.former!, reason: null, merged_into: null });
    await log(db, { inquiry, statement: statement.id, today }, 'undone', { reason: last.act });
    return undefined;
  });
}

type Here = HostStatement & { readonly inquiry: string };

async function seenStatement(db: Database, act: Act): Promise<Here | 'unknown' | 'changed'> {
  const statement = await readStatement(db, act.inquiry, act.statement);
  if (!statement) return 'unknown';
  return statement.version === act.seen ? { ...statement, inquiry: act.inquiry } : 'changed';
}

async function rewrite(
  db: Database,
  old: Here,
  edit: Act & { readonly texts: Texts },
  freely: boolean,
): Promise<NotDone | undefined> {
  if (old.state !== 'waiting' && old.state !== 'accepted') return 'changed';
  const languages = new Set([...Object.keys(old.texts), ...Object.keys(edit.texts)]);
  if ([...languages].every((lang) => old.texts[lang] === edit.texts[lang])) return undefined;
  const kept = Object.entries(old.texts).every(
    ([lang, text]) => edit.texts[lang] !== undefined && isCorrection(text, edit.texts[lang]),
  );
  if (!freely && !kept) return 'other-meaning';
  await set(db, old, { texts: JSON.stringify(edit.texts), version: old.version + 1 });
  await log(db, edit, 'edited', { reason: JSON.stringify(old.texts) });
  return undefined;
}

async function add(
  db: Database,
  inquiry: string,
  number: number,
  texts: Texts,
  position: number | null = null,
): Promise<string> {
  const id = randomId('statement');
  await db
    .insertInto('statement')
    .values({
      inquiry,
      id,
      number,
      version: 1,
      state: 'accepted',
      texts: JSON.stringify(texts),
      origin: 'host',
      position,
    })
    .execute();
  return id;
}

async function set(
  db: Database,
  { inquiry, id }: Here,
  change: Partial<Pick<Schema['statement'], 'texts' | 'version' | 'state'>> & {
    reason?: string | null;
    merged_into?: string | null;
  },
): Promise<void> {
  await db.updateTable('statement').set(change).where('inquiry', '=', inquiry).where('id', '=', id).execute();
}

async function log(
  db: Database,
  { inquiry, statement, today }: { inquiry: string; statement: string; today: string },
  act: Schema['moderation']['act'],
  more: { reason?: string; former?: HostStatement['state'] } = {},
): Promise<void> {
  const { last } = await db
    .selectFrom('moderation')
    .select(({ fn, val }) => fn.coalesce(fn.max('number'), val(0)).as('last'))
    .where('inquiry', '=', inquiry)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('moderation')
    .values({
      inquiry,
      number: last + 1,
      statement,
      act,
      reason: more.reason ?? null,
      former: more.former ?? null,
      day: today,
    })
    .execute();
}

/** The texts without case, accents and punctuation: two statements that share one say the same. */
function keysOf(texts: Texts): string[] {
  return Object.entries(texts).map(([lang, text]) => `${lang} ${foldedWords(text).join(' ')}`);
}
