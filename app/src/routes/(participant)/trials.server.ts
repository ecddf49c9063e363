import { error, type RequestEvent, redirect } from '@sveltejs/kit';
import { ballotCookieOptions } from '#lib/entry/ballotCookie.ts';
import { cookieName } from '#lib/entry/cookieName.ts';
import {
  hasTrials,
  type OwnTask,
  readOwnTasks,
  readTrial,
  type Trial,
} from '#lib/questions/gains/trials/data.server.ts';
import { type NotTaken, stepTrial } from '#lib/questions/gains/trials/mutations.server.ts';
import type { StepTaken } from '#lib/questions/gains/trials/takeStep.ts';
import { type Timer, timersIn } from '#lib/questions/gains/trials/timers.ts';
import { secretHash } from '#lib/store/secretHash.ts';
import { telling } from './limits.server.ts';
import { type OwnRoom, ownRoomOf, type Room, today } from './room.server.ts';

type Event = Parameters<typeof ownRoomOf>[0] & Pick<RequestEvent, 'request'>;

/** A room in which a trial runs, or in which the visitor has tasks. Never on a device that is shared: timers stay on it. */
export async function trialsRoomOf(event: Event): Promise<OwnRoom> {
  const room = await ownRoomOf(event);
  if (!(await offersTrials(room)))
    redirect(303, `${room.base}/${room.inquiry.state === 'open' ? 'vote' : 'end'}`);
  return room;
}

/** Is the visitor shown the way to trials? */
export async function offersTrials({ db, inquiry, kiosk, secret }: Room): Promise<boolean> {
  return (
    !kiosk &&
    secret !== undefined &&
    inquiry.questions.includes('gains') &&
    (await hasTrials(db, inquiry.id, secret))
  );
}

export interface TrialRoom extends OwnRoom {
  readonly trial: Trial;
  /** Her own tasks in it. */
  readonly tasks: readonly OwnTask[];
  /** May another task be begun? */
  readonly begins: boolean;
}

/** One trial, as the visitor takes part in it; 404 where there is none that has started. */
export async function trialRoomOf(
  event: Event & { readonly params: { readonly number: string | number } },
): Promise<TrialRoom> {
  const room = await trialsRoomOf(event);
  const { db, inquiry, secret } = room;
  const number = Number(event.params.number);
  const trial = await readTrial(db, inquiry.id, number);
  if (!trial || trial.state === 'draft') error(404);
  return {
    ...room,
    trial,
    tasks: await readOwnTasks(db, { inquiry: inquiry.id, secret, number }),
    begins: isBegun(trial) && inquiry.state === 'open',
  };
}

/** Are tasks still begun in it? */
export function isBegun({ state, plan }: Trial): boolean {
  return state === 'running' && today() <= plan.lastDay;
}

/** Why a step was not taken, and the status of the page that says so. */
export interface Refused {
  readonly status: 400 | 409 | 429;
  readonly fault: Exclude<NotTaken, 'unknown-ballot'> | 'busy';
}

/** Takes one step with one task; or what was wrong with it. */
export async function take(
  { db, inquiry, secret, base, trial }: TrialRoom,
  id: string,
  step: StepTaken,
): Promise<Refused | undefined> {
  if (!telling.allow(secretHash(secret), Date.now())) return { status: 429, fault: 'busy' };
  const whose = { inquiry: inquiry.id, number: trial.number, secret, today: today() };
  const fault = await stepTrial(db, whose, id, step);
  if (fault === 'unknown-ballot') redirect(303, base);
  return fault && { status: fault === 'malformed' ? 400 : 409, fault };
}

/** The timers that run in this browser. */
export function timersOf({ cookies }: Pick<RequestEvent, 'cookies'>, { inquiry, secure }: Room): Timer[] {
  return timersIn(cookies.get(timersCookie(inquiry.id, secure)), nowInSeconds());
}

/** Keeps them in this browser, and nowhere else. */
export function keepTimers(
  { cookies }: Pick<RequestEvent, 'cookies'>,
  { inquiry, secure }: Room,
  timers: readonly Timer[],
): void {
  const name = timersCookie(inquiry.id, secure);
  const options = ballotCookieOptions(secure);
  if (timers.length > 0) cookies.set(name, JSON.stringify(timers), options);
  else cookies.delete(name, options);
}

export function nowInSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}

function timersCookie(inquiry: string, secure: boolean): string {
  return cookieName(`timers-${inquiry}`, secure);
}
