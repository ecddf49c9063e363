import { createHmac } from 'node:crypto';
import { SIGNS } from '#lib/store/randomId.ts';

const LENGTH = 26;
const FIRST = SIGNS.replace(/\d/g, '');

/**
 * The secret of the ballot that this browser draws with this card or token: the same each time, so that a
 * form sent twice leads to one ballot. `key` is a secret of 130 bits, the browser's own while it is at the
 * door; nobody who has only the card or token, its hash, or only the key, comes to the ballot.
 *
 * @example secretAtDoor('k7vd2m9xqat3w8pzreunf4hgcy', cardHash(code)) // 26 signs, as `randomId('secret')`
 */
export function secretAtDoor(key: string, hash: string): string {
  const [first, ...rest] = createHmac('sha256', key).update(`door ${hash}`).digest();
  return (
    FIRST[first! % FIRST.length] +
    rest
      .slice(0, LENGTH - 1)
      .map((byte) => SIGNS[byte & 31])
      .join('')
  );
}
