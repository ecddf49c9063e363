/**
 * Letters and digits that nobody takes for another on a screen across the room: no B and 8, D, O and 0,
 * G and 6, I, J, L and 1, Q, S and 5, Z and 2, U and V. Without A, E and Y no letters make a word.
 */
export const LETTERS = 'CFHKMNPRTVWX';
export const DIGITS = '34679';

/** Three letters and three digits: no other address of Abord looks like that. */
const ROOM_CODE = new RegExp(`^[${LETTERS}]{3}[${DIGITS}]{3}$`);

/**
 * The code that somebody typed, in capitals and without spaces and hyphens; nothing if it cannot be one.
 *
 * @example roomCodeOf(' kfc 473 ') // 'KFC473'
 */
export function roomCodeOf(typed: string): string | undefined {
  const code = typed.replace(/[\s\u00A0\u202F\-–.]/g, '').toUpperCase();
  return ROOM_CODE.test(code) ? code : undefined;
}
