import { randomInt } from 'node:crypto';
import { DIGITS, LETTERS } from './roomCode.ts';

/** A new code, one of 216,000: it opens a door, it guards nothing. Whoever keeps it looks whether it is taken. */
export function newRoomCode(): string {
  const some = (signs: string) => Array.from({ length: 3 }, () => signs[randomInt(signs.length)]).join('');
  return some(LETTERS) + some(DIGITS);
}
