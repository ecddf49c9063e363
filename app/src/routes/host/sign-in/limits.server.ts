import { attempts } from '#lib/entry/attempts.ts';

const MINUTE = 60_000;

/** Letters that one address is sent: she asks again when one is slow, and no stranger fills her box. */
export const writing = attempts(5, 15 * MINUTE);

/** Codes tried for one account, each worth nothing after three tries; a key is not found by trying. */
export const trying = attempts(15, 15 * MINUTE);

/** Letters on the whole: nobody makes this machine write to the world. */
export const posting = attempts(60, 15 * MINUTE);

/** Challenges for keys on the whole: each is a row until it is answered or five minutes old. */
export const challenging = attempts(300, MINUTE);
