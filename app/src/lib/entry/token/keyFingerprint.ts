import { DIGITS, LETTERS } from '../roomCode.ts';
import type { TokenPublicKey } from './tokenPublicKey.ts';

const SIGNS = LETTERS + DIGITS;
const GROUPS = 6;
const GROUP = 4;
const FINGERPRINT = new RegExp(`^[${SIGNS}]{${GROUPS * GROUP}}$`);

/**
 * What stands on the poster for a key, and what a phone compares before it sends anything: a server that
 * signed one person with a key of her own would know her ballot by it.
 *
 * The JWK thumbprint (RFC 7638, SHA-256) read as a number, its last 24 digits in base 17, the last first,
 * written with the signs of a room's code. 98 bits: the server makes both keys, so what counts is how
 * dear it is to find two alike, about 2⁴⁹ keys.
 *
 * @example await keyFingerprint({ kty: 'RSA', n: '0vx7…', e: 'AQAB' }) // 'VNVW KVHV CXK7 …'
 */
export async function keyFingerprint({ kty, n, e }: TokenPublicKey): Promise<string> {
  const members = new TextEncoder().encode(JSON.stringify({ e, kty, n }));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', members));
  let rest = hash.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
  const base = BigInt(SIGNS.length);
  const signs = Array.from({ length: GROUPS * GROUP }, () => {
    const sign = SIGNS[Number(rest % base)];
    rest /= base;
    return sign;
  });
  return grouped(signs.join(''));
}

/**
 * The fingerprint that somebody typed, pasted or scanned, with any spaces, hyphens and capitals; nothing
 * if it cannot be one.
 *
 * @example fingerprintOf('cfhkmnprtvwx34679cfhkmnp') // 'CFHK MNPR TVWX 3467 9CFH KMNP'
 */
export function fingerprintOf(typed: string): string | undefined {
  const signs = typed
    .slice(0, 200)
    .replace(/[\s\p{Pd}.,;]/gu, '')
    .toUpperCase();
  return FINGERPRINT.test(signs) ? grouped(signs) : undefined;
}

function grouped(signs: string): string {
  return Array.from({ length: GROUPS }, (_, group) => signs.slice(group * GROUP, (group + 1) * GROUP)).join(
    ' ',
  );
}
