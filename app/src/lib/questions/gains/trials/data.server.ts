import { readOwnSaid, readSaidBox, type SaidBox } from '#lib/entry/said/data.server.ts';
import type { SaidKey } from '#lib/entry/said/saidKey.ts';
import type { Database } from '#lib/store/schema.ts';
import { frozenPlan } from './frozenPlan.ts';
import { ratingHash } from './ratingHash.ts';
import type { TrialPlan, TrialSaid, TrialTask } from './schema.ts';
import { unseal } from './seal.ts';

/** A trial as anybody may see it: its plan is the organisation's own document. */
export interface Trial {
  readonly inquiry: string;
  readonly number: number;
  readonly state: 'draft' | 'running' | 'ended';
  readonly plan: TrialPlan;
  /** From its start on; `frozen` is the very text of which it is the SHA-256. */
  readonly hash?: string;
  readonly frozen?: string;
  readonly engine?: string;
  readonly frozenDay?: string;
  readonly endedDay?: string;
  /** Once it has ended: what the ways of all tasks followed from. */
  readonly seed?: string;
}

/** What people say of a trial is kept apart from all else that they say. */
export function trialKey(number: number): SaidKey {
  return `trial-${number}`;
}

/** The trials of an inquiry, in the order in which they were planned. */
export async function listTrials(db: Database, inquiry: string): Promise<Trial[]> {
  const rows = await db
    .selectFrom('trial')
    .select(['inquiry', 'number', 'state', 'plan', 'hash', 'engine', 'seed', 'frozen_day', 'ended_day'])
    .where('inquiry', '=', inquiry)
    .orderBy('number')
    .execute();
  return rows.map(({ plan, hash, engine, seed, frozen_day, ended_day, ...trial }) => ({
    ...trial,
    plan: JSON.parse(plan),
    ...(hash !== null && { hash }),
    ...(engine !== null && { engine }),
    ...(engine !== null && seed !== null && { frozen: frozenPlan(JSON.parse(plan), seed, engine) }),
    ...(trial.state === 'ended' && seed !== null && { seed }),
    ...(frozen_day !== null && { frozenDay: frozen_day }),
    ...(ended_day !== null && { endedDay: ended_day }),
  }));
}

/** One of them; nothing where there is none of this number. */
export async function readTrial(db: Database, inquiry: string, number: number): Promise<Trial | undefined> {
  return (await listTrials(db, inquiry)).find((trial) => trial.number === number);
}

/** One of her own tasks, with her own words for it again. */
export interface OwnTask extends TrialTask {
  readonly words: string;
}

/** What the holder of this secret has entered in a trial. */
export async function readOwnTasks(
  db: Database,
  { inquiry, secret, number }: { readonly inquiry: string; readonly secret: string; readonly number: number },
): Promise<OwnTask[]> {
  const said = await readOwnSaid<TrialSaid>(db, { inquiry, secret, question: trialKey(number) });
  return (said?.tasks ?? []).map((task) => ({ ...task, words: unseal(task.label, secret) ?? '' }));
}

/**
 * Is there a trial that concerns the holder of this secret: one that runs, or one in which she has tasks? Where a
 * trial runs one query says so.
 */
export async function hasTrials(db: Database, inquiry: string, secret: string): Promise<boolean> {
  const trials = (await listTrials(db, inquiry)).filter(({ state }) => state !== 'draft');
  if (trials.some(({ state }) => state === 'running')) return true;
  for (const { number } of trials) {
    const said = await readOwnSaid<TrialSaid>(db, { inquiry, secret, question: trialKey(number) });
    if (said && said.tasks.length > 0) return true;
  }
  return false;
}

/** Has a second rater given her mark under this hash? */
export async function isRated(db: Database, inquiry: string, hash: string): Promise<boolean> {
  const row = await db
    .selectFrom('rating')
    .select('hash')
    .where('inquiry', '=', inquiry)
    .where('hash', '=', hash)
    .where('score', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** What a second rater is shown: the words for the task, and nothing of how it was done. */
export async function readRating(
  db: Database,
  inquiry: string,
  code: string,
): Promise<{ readonly words: string; readonly score?: number } | undefined> {
  const row = await db
    .selectFrom('rating')
    .select(['label', 'score'])
    .where('inquiry', '=', inquiry)
    .where('hash', '=', ratingHash(code))
    .executeTakeFirst();
  const words = row && unseal(row.label, code);
  if (!row || words === undefined) return undefined;
  return { words, ...(row.score !== null && { score: row.score }) };
}

/** Is it a result of her own that this code asks a mark for? */
export async function isOwnResult(
  db: Database,
  { inquiry, secret, code }: { readonly inquiry: string; readonly secret: string; readonly code: string },
): Promise<boolean> {
  const hash = ratingHash(code);
  for (const { number } of await listTrials(db, inquiry)) {
    const said = await readOwnSaid<TrialSaid>(db, { inquiry, secret, question: trialKey(number) });
    if (said?.tasks.some(({ rating }) => rating === hash)) return true;
  }
  return false;
}

/** A trial as the box holds it, for the engine. People are places in arrays. */
export interface BoxTrial extends Omit<SaidBox<TrialSaid>, 'said'> {
  readonly trial: Trial;
  /** What each of them entered; the mark of a second rater beside it. */
  readonly tasks: readonly (readonly (TrialTask & { readonly score?: number })[])[];
}

/** Reads it all; nothing where there is no such trial. Time and memory grow with the number of tasks. */
export async function readTrialBox(db: Database, id: string, number: number): Promise<BoxTrial | undefined> {
  const trial = await readTrial(db, id, number);
  const box = await readSaidBox<TrialSaid>(db, id, trialKey(number));
  if (!trial || !box) return undefined;
  const rated = await db
    .selectFrom('rating')
    .select(['hash', 'score'])
    .where('inquiry', '=', id)
    .where('score', 'is not', null)
    .execute();
  const scores = new Map(rated.map(({ hash, score }) => [hash, score!]));
  const { said, ...people } = box;
  return {
    ...people,
    trial,
    tasks: said.map(({ tasks }) =>
      tasks.map((task) => {
        const score = task.rating === undefined ? undefined : scores.get(task.rating);
        return { ...task, ...(score !== undefined && { score }) };
      }),
    ),
  };
}
