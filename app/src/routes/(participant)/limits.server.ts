import { attempts } from '#lib/entry/attempts.ts';

const MINUTE = 60_000;

/** Ballots drawn in one room: a full theatre comes in within a few minutes. */
export const joining = attempts(3_000, MINUTE);

/** Phrases tried in one room that open nothing: they cannot be guessed, this only spares the machine. */
export const returning = attempts(120, MINUTE);

/** Cards tried in one room by one browser. Their codes cannot be guessed: this only spares the machine. */
export const trying = attempts(10, MINUTE);

/** Statements sent by one ballot. */
export const writing = attempts(10, MINUTE);

/** Steps sent by one ballot on her work, on what AI gives her, on her tasks in a trial: as fast as somebody presses who knows the way. */
export const telling = attempts(60, MINUTE);

/** Codes of second raters tried in one room that open nothing: they cannot be guessed, this only spares the machine. */
export const rating = attempts(120, MINUTE);
