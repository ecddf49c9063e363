import { randomBytes } from 'node:crypto';

/** 32 signs, so that five bits make one; no l, o, 0 or 1, which are read for one another. */
export const SIGNS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Signs of an id: enough that ballots and secrets are never guessed, and the rest never collide. */
const LENGTH = { inquiry: 10, statement: 10, ballot: 26, secret: 26 } as const;

/**
 * A new random id, five bits a sign: it says nothing of when or in what order it was made.
 * Begins with a letter, so that it is never read as a number.
 *
 *     randomId('inquiry'); // 'k7vd2m9xqa'
 */
export function randomId(of: keyof typeof LENGTH): string {
  for (;;) {
    const id = Array.from(randomBytes(LENGTH[of]), (byte) => SIGNS[byte & 31]).join('');
    if (id[0] > '9') return id;
  }
}
