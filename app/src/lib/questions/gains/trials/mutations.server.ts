import { VERSION } from '@abord/effect';
import * as v from 'valibot';
import { readOwnSaid } from '#lib/entry/said/data.server.ts';
import { type NotSaid, say, unsay } from '#lib/entry/said/mutations.server.ts';
import { saidHash } from '#lib/entry/said/saidHash.ts';
import { inTurn } from '#lib/store/inTurn.ts';
import { randomId } from '#lib/store/randomId.ts';
import type { Database } from '#lib/store/schema.ts';
import { settle } from '#lib/store/settle.ts';
import { armOf } from './armOf.ts';
import { listTrials, trialKey } from './data.server.ts';
import { planHash } from './planHash.ts';
import { ratingHash } from './ratingHash.ts';
import { type TrialPlan, type TrialSaid, trialPlan, trialTask } from './schema.ts';
import { seal } from './seal.ts';
import { type StepFault, type StepTaken, takeStep } from './takeStep.ts';
import { forgetTold } from './told.server.ts';

/** Which trial. */
export interface Which {
  readonly inquiry: string;
  readonly number: number;
}

/** Keeps the plan of a new trial, and says its number. Throws where it is no plan: whoever calls has read it. */
export async function planTrial(db: Database, inquiry: string, plan: TrialPlan): Promise<number> {
  const checked = JSON.stringify(v.parse(trialPlan, plan));
  const planned = await inTurn(db, inquiry, async (db) => {
    const last = await db
      .selectFrom('trial')
      .select(({ fn }) => fn.max('number').as('number'))
      .where('inquiry', '=', inquiry)
      .executeTakeFirst();
    const number = (last?.number ?? 0) + 1;
    await db.insertInto('trial').values({ inquiry, number, state: 'draft', plan: checked }).execute();
    return number;
  });
  if (planned === 'unknown') throw new RangeError(`there is no inquiry ${inquiry} in this box`);
  return planned;
}

/**
 * Changes a plan while it is one. `frozen`: the trial has started, and the plan stays what it was; `changed`: it is
 * no longer the one that was `seen`, another window has put it right since.
 */
export async function changePlan(
  db: Database,
  which: Which,
  plan: TrialPlan,
  seen: TrialPlan,
): Promise<'frozen' | 'changed' | undefined> {
  const checked = JSON.stringify(v.parse(trialPlan, plan));
  const refused = await inTurn(db, which.inquiry, async (db) => {
    const refusal = await notSeen(db, which, seen);
    if (refusal) return refusal;
    await db
      .updateTable('trial')
      .set({ plan: checked })
      .where('inquiry', '=', which.inquiry)
      .where('number', '=', which.number)
      .execute();
    return undefined;
  });
  return refused === 'unknown' ? 'frozen' : refused;
}

/** Within a turn: why a draft cannot be acted on by whoever saw this plan. */
async function notSeen(
  db: Database,
  { inquiry, number }: Which,
  seen: TrialPlan,
): Promise<'frozen' | 'changed' | undefined> {
  const row = await db
    .selectFrom('trial')
    .select(['state', 'plan'])
    .where('inquiry', '=', inquiry)
    .where('number', '=', number)
    .executeTakeFirst();
  if (row?.state !== 'draft') return 'frozen';
  return JSON.stringify(JSON.parse(row.plan)) === JSON.stringify(seen) ? undefined : 'changed';
}

/** Throws a draft away. `frozen`: it has started. */
export async function dropPlan(db: Database, { inquiry, number }: Which): Promise<'frozen' | undefined> {
  const { numDeletedRows } = await db
    .deleteFrom('trial')
    .where('inquiry', '=', inquiry)
    .where('number', '=', number)
    .where('state', '=', 'draft')
    .executeTakeFirstOrThrow();
  return numDeletedRows === 0n ? 'frozen' : undefined;
}

/**
 * Starts a trial: its plan is frozen under its hash, and a secret is drawn from which the ways will follow. The plan
 * is the one that was looked at, or it is `changed`: another window has put it right since. `frozen`: it has started.
 */
export async function startTrial(
  db: Database,
  { inquiry, number }: Which,
  plan: TrialPlan,
  day: string,
): Promise<'frozen' | 'changed' | undefined> {
  const refused = await inTurn(db, inquiry, async (db) => {
    const refusal = await notSeen(db, { inquiry, number }, plan);
    if (refusal) return refusal;
    const seed = randomId('secret');
    await db
      .updateTable('trial')
      .set({ state: 'running', seed, hash: planHash(plan, seed, VERSION), engine: VERSION, frozen_day: day })
      .where('inquiry', '=', inquiry)
      .where('number', '=', number)
      .execute();
    return undefined;
  });
  return refused === 'unknown' ? 'frozen' : refused;
}

/** Ends a trial before its time: no task is begun any more, and what there is may be shown. */
export async function endTrial(
  db: Database,
  { inquiry, number }: Which,
  day: string,
): Promise<'not-running' | undefined> {
  const { numUpdatedRows } = await db
    .updateTable('trial')
    .set({ state: 'ended', ended_day: day })
    .where('inquiry', '=', inquiry)
    .where('number', '=', number)
    .where('state', '=', 'running')
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 0n ? 'not-running' : undefined;
}

/** Why a step with a task is not taken. */
export type NotTaken = Exclude<NotSaid, 'refused'> | StepFault | 'not-running';

/**
 * Takes one step with one of her own tasks, in the enforced order (`takeStep`). Of two that come at the same time the
 * second finds what the first has written. Safe once this has returned.
 */
export async function stepTrial(
  db: Database,
  whose: Which & { readonly secret: string; readonly today: string },
  id: string,
  step: StepTaken,
): Promise<NotTaken | undefined> {
  const { inquiry, number, secret, today } = whose;
  const row = await db
    .selectFrom('trial')
    .select(['state', 'plan', 'seed'])
    .where('inquiry', '=', inquiry)
    .where('number', '=', number)
    .executeTakeFirst();
  if (!row || row.seed === null) return 'not-running';
  const plan: TrialPlan = JSON.parse(row.plan);
  if (step.take === 'describe' && !plan.types.some(({ key }) => key === step.type)) return 'unknown';
  const key = trialKey(number);
  const author = saidHash(secret, key);
  let fault: StepFault = 'unknown';
  const refused = await say<TrialSaid>(db, { inquiry, secret, question: key }, (before) => {
    const after = takeStep(before?.tasks ?? [], id, step, {
      begins: row.state === 'running' && today <= plan.lastDay,
      armOf: (type, place) => armOf(row.seed!, author, type, place),
      ...(before?.dealt && { dealt: before.dealt }),
    });
    if ('fault' in after) {
      fault = after.fault;
      return undefined;
    }
    const task = after.tasks.find((task) => task.id === id);
    if (!v.is(trialTask, task)) {
      fault = 'malformed';
      return undefined;
    }
    return { ...before, tasks: after.tasks };
  });
  return refused === 'refused' ? fault : refused;
}

/**
 * Within the transaction of whoever erases: the marks that others gave to her results, whatever the trial, and how many
 * of her tasks stood behind them.
 */
export async function forgetTrials(db: Database, inquiry: string, secret: string): Promise<void> {
  for (const { number } of await listTrials(db, inquiry)) {
    const said = await readOwnSaid<TrialSaid>(db, { inquiry, secret, question: trialKey(number) });
    if (said) await forgetResults(db, { inquiry, number, secret }, said);
  }
}

async function forgetResults(
  db: Database,
  { inquiry, number, secret }: Which & { readonly secret: string },
  { tasks }: TrialSaid,
): Promise<void> {
  const hashes = tasks.flatMap(({ rating }) => rating ?? []);
  if (hashes.length > 0) {
    await db.deleteFrom('rating').where('inquiry', '=', inquiry).where('hash', 'in', hashes).execute();
  }
  await forgetTold(db, { inquiry, number }, saidHash(secret, trialKey(number)));
}

/**
 * Erases all that she entered in a trial, and what she is in it. How many ways were dealt to her stays: none is dealt a second time. Once the
 * inquiry is closed none is dealt any more, and nothing stays.
 */
export async function leaveTrial(
  db: Database,
  { inquiry, number, secret }: Which & { readonly secret: string },
): Promise<'unknown-ballot' | undefined> {
  const whose = { inquiry, secret, question: trialKey(number) };
  let left = await readOwnSaid<TrialSaid>(db, whose);
  const leave = (before: TrialSaid | undefined): TrialSaid | undefined => {
    if (!before) return undefined;
    left = before;
    const dealt: Record<string, number> = { ...before.dealt };
    for (const { type, arm } of before.tasks) if (arm) dealt[type] = (dealt[type] ?? 0) + 1;
    return { tasks: [], dealt };
  };
  const refused = await say<TrialSaid>(db, whose, leave, { withProfile: false });
  if (refused === 'closed') await unsay(db, whose);
  else if (refused) return refused === 'refused' ? undefined : refused;
  if (left) await forgetResults(db, { inquiry, number, secret }, left);
  // The journal forgets it too.
  await settle(db, { said: true });
  return undefined;
}

/**
 * Asks for a second rater: gives the code to hand to her. Whoever has it reads the words for the task, and not how it
 * was done. Asked again, the code before is worth nothing; once a mark was given, it stays.
 */
export async function askRating(
  db: Database,
  whose: Which & { readonly secret: string; readonly today: string },
  { id, words }: { readonly id: string; readonly words: string },
): Promise<{ readonly code: string } | { readonly fault: NotTaken }> {
  const code = randomId('secret');
  const hash = ratingHash(code);
  const { inquiry, secret } = whose;
  const said = await readOwnSaid<TrialSaid>(db, { inquiry, secret, question: trialKey(whose.number) });
  const before = said?.tasks.find((task) => task.id === id)?.rating;
  if (before !== undefined) {
    const { numDeletedRows } = await db
      .deleteFrom('rating')
      .where('inquiry', '=', inquiry)
      .where('hash', '=', before)
      .where('score', 'is', null)
      .executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) return { fault: 'order' };
  }
  await db
    .insertInto('rating')
    .values({ inquiry, hash, label: seal(words, code), score: null })
    .execute();
  const fault = await stepTrial(db, whose, id, {
    ...{ take: 'rate', rating: hash },
    ...(before !== undefined && { instead: before }),
  });
  if (fault) {
    await db.deleteFrom('rating').where('inquiry', '=', inquiry).where('hash', '=', hash).execute();
    return { fault };
  }
  return { code };
}

/** Keeps the mark of a second rater, once. `rated`: it was given; `unknown`: there is no such code. */
export async function rate(
  db: Database,
  inquiry: string,
  code: string,
  score: number,
): Promise<'rated' | 'unknown' | undefined> {
  const hash = ratingHash(code);
  const { numUpdatedRows } = await db
    .updateTable('rating')
    .set({ score })
    .where('inquiry', '=', inquiry)
    .where('hash', '=', hash)
    .where('score', 'is', null)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows > 0n) return undefined;
  const row = await db
    .selectFrom('rating')
    .select('score')
    .where('inquiry', '=', inquiry)
    .where('hash', '=', hash)
    .executeTakeFirst();
  return row ? 'rated' : 'unknown';
}
