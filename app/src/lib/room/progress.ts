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

/** How a séance begins: the first moment, nothing revealed, its clock running. */
export function begin(script: Script, now: number): Progress {
  return enter(script, 0, 0, now);
}

/**
 * Where the séance is after an action of the host; nothing where the action makes no sense there (next
 * after the last moment, open where there is no vote). Going on from a statement closes its vote.
 *
 * `now` is in milliseconds since 1970. Pure; constant time.
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
): Progress | undefined {
  const moment = script[progress.moment];
  const items = itemsOf(moment);
  switch (action) {
    case 'next':
      if (progress.item + 1 < items) return enter(script, progress.moment, progress.item + 1, now);
      return advance(script, progress, 'skip', now);
    case 'skip':
      return progress.moment + 1 < script.length ? enter(script, progress.moment + 1, 0, now) : undefined;
    case 'back': {
      if (progress.item > 0) return returned(script, progress.moment, progress.item - 1, now);
      if (progress.moment === 0) return undefined;
      const before = progress.moment - 1;
      return returned(script, before, Math.max(0, itemsOf(script[before]) - 1), now);
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
      return moment.kind === 'vote' && items > 0 && !progress.open
        ? { ...progress, open: true, since: now }
        : undefined;
    case 'close':
      return progress.open ? { ...progress, open: false } : undefined;
    case 'reveal':
      return items > 0 && !progress.revealed ? { ...progress, revealed: true } : undefined;
    case 'hide':
      return progress.revealed ? { ...progress, revealed: false } : undefined;
  }
}

/** The statement of the moment, where there is one: its id. */
export function statementOf(script: Script, progress: Progress): string | undefined {
  const moment = script[progress.moment];
  return moment?.kind === 'vote' || moment?.kind === 'reveal' ? moment.statements[progress.item] : undefined;
}

function itemsOf(moment: Moment): number {
  return moment.kind === 'vote' || moment.kind === 'reveal' ? moment.statements.length : 0;
}

/** A moment that begins: a vote opens, results stay hidden, unless the moment is there to reveal them. */
function enter(script: Script, moment: number, item: number, now: number): Progress {
  const here = script[moment];
  return {
    moment,
    item,
    open: here.kind === 'vote' && here.statements.length > 0,
    revealed: here.kind === 'reveal',
    since: now,
    ...('minutes' in here && { clock: { until: now + here.minutes * MINUTE } }),
  };
}

/** Back at a statement: its vote was closed and stays so until the host opens it again. */
function returned(script: Script, moment: number, item: number, now: number): Progress {
  return { ...enter(script, moment, item, now), open: false };
}
