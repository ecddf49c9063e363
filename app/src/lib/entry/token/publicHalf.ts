import { createPublicKey, type KeyObject } from 'node:crypto';
import type { TokenPublicKey } from './tokenPublicKey.ts';

/** The public half of a key, with what identifies it and no more. */
export function publicHalf(key: KeyObject): TokenPublicKey {
  const { n, e } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' });
  return { kty: 'RSA', n: n!, e: e! };
}
