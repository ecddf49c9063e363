import { randomInt } from 'node:crypto';
import { CARD_LENGTH, CARD_SIGNS } from './cardCode.ts';

/** A new code for a card, never to be guessed. */
export function newCardCode(): string {
  return Array.from({ length: CARD_LENGTH }, () => CARD_SIGNS[randomInt(CARD_SIGNS.length)]).join('');
}
