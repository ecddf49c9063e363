import { DIGITS, LETTERS } from '../roomCode.ts';

/** The signs of a room's code: nobody takes one for another. */
export const CARD_SIGNS = LETTERS + DIGITS;

/** Seventeen signs at sixteen places: 65 bits. */
export const CARD_LENGTH = 16;

const CARD_CODE = new RegExp(`^[${CARD_SIGNS}]{${CARD_LENGTH}}$`);

/**
 * The code of a card that somebody typed, in capitals and without spaces, hyphens and dots; nothing if it
 * cannot be one.
 *
 * @example cardCodeOf(' kfc4-73rx tw9m-4hkp ') // 'KFC473RXTW9M4HKP'
 */
export function cardCodeOf(typed: string): string | undefined {
  const code = typed
    .slice(0, 200)
    .replace(/[\s\p{Pd}.]/gu, '')
    .toUpperCase();
  return CARD_CODE.test(code) ? code : undefined;
}

/**
 * A card's code as it is printed: four groups of four.
 *
 * @example cardGroups('KFC473RXTW9M4HKP') // 'KFC4 73RX TW9M 4HKP'
 */
export function cardGroups(code: string): string {
  return code.match(/.{4}/g)!.join(' ');
}
