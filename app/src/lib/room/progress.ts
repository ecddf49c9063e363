import type { Moment, Script } from './script.ts';

/** Where a séance is in its script. */
export interface Progress {
  /** Index of the moment. */
  readonly moment: number;
  /** Index of the statement in a moment of voting or revealing; 0 elsewhere. */
  readonly item: number;
  /** Is the vote on this statement open? */
  readonly open: boolean;
  /** Are the room's figures for this statement shown? */
  readonly revealed: boolean;
  /** When this statement's vote, or the moment, began: milliseconds since 1970. */
  readonly since: number;
  /** The moment's clock, where it has one: ends at `until` (milliseconds since 1970), or stands with `left` milliseconds. */
  readonly clock?: { readonly until: number } | { readonly left: number };
}

export type Action =
  /** To the next statement, or from the last one to the next moment. */
  | 'next'
  /** To the next moment. */
  | 'skip'
  /** To the statement or the moment before. */
  | 'back'
  | 'pause'
  | 'resume'
  /** One minute more. */
  | 'longer'
  | 'open'
  | 'close'
  | 'reveal'
  | 'hide';

export const actions: readonly Action[] = [
  'next',
  'skip',
  'back',
  'pause',
  'resume',
  'longer',
  'open',
  'close',
  'reveal',
  'hide',
];

const MINUTE = 60_000;

/** Statements of a script that are no longer put to the vote. */
export type Withdrawn = ReadonlySet<string>;

const NONE: Withdrawn = new Set();

/** How a séance begins: the first moment, nothing revealed, its clock running. */
export function begin(script: Script, now: number, withdrawn = NONE): Progress {
  return enter(script, 0, first(script[0], withdrawn), now, withdrawn);
}

/**
 * Where the séance is after an action of the host; nothing where the action makes no sense there (next
 * after the last moment, open where there is no vote). Going on from a statement closes its vote. What has
 * been withdrawn since the script was written is passed over, forwards and backwards.
 *
 * `now` is in milliseconds since 1970. Pure; linear in the statements of two moments.
 *
 * @example
 * advance([{ kind: 'vote', statements: ['a', 'b'] }], { moment: 0, item: 0, open: true, revealed: false, since: 0 }, 'next', 9)
 * // { moment: 0, item: 1, open: true, revealed: false, since: 9 }
 */
export function advance(
  script: Script,
  progress: Progress,
  action: Action,
  now: number,
  withdrawn = NONE,
): Progress | undefined {
  const moment = script[progress.moment];
  const current = statementOf(script, progress);
  const stands = current !== undefined && !withdrawn.has(current);
  switch (action) {
    case 'next': {
      const item = nextItem(script, progress, withdrawn);
      if (item !== undefined) return enter(script, progress.moment, item, now, withdrawn);
      return advance(script, progress, 'skip', now, withdrawn);
    }
    case 'skip': {
      const after = progress.moment + 1;
      if (after >= script.length) return undefined;
      return enter(script, after, first(script[after], withdrawn), now, withdrawn);
    }
    case 'back': {
      const item = last(moment, progress.item, withdrawn);
      if (item !== undefined) return returned(script, progress.moment, item, now);
      if (progress.moment === 0) return undefined;
      const before = progress.moment - 1;
      const end = last(script[before], Number.POSITIVE_INFINITY, withdrawn);
      return returned(script, before, end ?? 0, now);
    }
    case 'pause':
      if (!progress.clock || !('until' in progress.clock)) return undefined;
      return { ...progress, clock: { left: Math.max(0, progress.clock.until - now) } };
    case 'resume':
      if (!progress.clock || !('left' in progress.clock)) return undefined;
      return { ...progress, clock: { until: now + progress.clock.left } };
    case 'longer':
      if (!progress.clock) return undefined;
      return {
        ...progress,
        clock:
          'until' in progress.clock
            ? { until: Math.max(now, progress.clock.until) + MINUTE }
            : { left: progress.clock.left + MINUTE },
      };
    case 'open':
      return moment.kind === 'vote' && stands && !progress.open
        ? { ...progress, open: true, since: now }
        : undefined;
    case 'close':
      return progress.open ? { ...progress, open: false } : undefined;
    case 'reveal':
      return stands && !progress.revealed ? { ...progress, revealed: true } : undefined;
    case 'hide':
      return progress.revealed ? { ...progress, revealed: false } : undefined;
  }
}

/** The statement of the moment, where there is one: its id. */
export function statementOf(script: Script, progress: Progress): string | undefined {
  const moment = script[progress.moment];
  return moment?.kind === 'vote' || moment?.kind === 'reveal' ? moment.statements[progress.item] : undefined;
}

/** The statement that follows in this moment: its index; nothing after the last. */
export function nextItem(script: Script, { moment, item }: Progress, withdrawn = NONE): number | undefined {
  const at = itemsOf(script[moment]).findIndex((id, index) => index > item && !withdrawn.has(id));
  return at === -1 ? undefined : at;
}

function itemsOf(moment: Moment): readonly string[] {
  return moment.kind === 'vote' || moment.kind === 'reveal' ? moment.statements : [];
}

/** Index of the first statement that stands; 0 where none does. */
function first(moment: Moment, withdrawn: Withdrawn): number {
  return Math.max(
    0,
    itemsOf(moment).findIndex((id) => !withdrawn.has(id)),
  );
}

/** Index of the last statement that stands before one; nothing where none does. */
function last(moment: Moment, before: number, withdrawn: Withdrawn): number | undefined {
  const at = itemsOf(moment).findLastIndex((id, index) => index < before && !withdrawn.has(id));
  return at === -1 ? undefined : at;
}

/** A moment that begins: a vote opens, results stay hidden, unless the moment is there to reveal them. */
function enter(script: Script, moment: number, item: number, now: number, withdrawn = NONE): Progress {
  const here = script[moment];
  const statement = itemsOf(here)[item];
  return {
    moment,
    item,
    open: here.kind === 'vote' && statement !== undefined && !withdrawn.has(statement),
    revealed: here.kind === 'reveal',
    since: now,
    ...('minutes' in here && { clock: { until: now + here.minutes * MINUTE } }),
  };
}

/** Back at a statement: its vote was closed and stays so until the host opens it again. */
function returned(script: Script, moment: number, item: number, now: number): Progress {
  return { ...enter(script, moment, item, now), open: false };
}
