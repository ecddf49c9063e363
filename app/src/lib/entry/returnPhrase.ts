import { isBallotSecret } from './ballotCookie.ts';

const GROUPS = [4, 4, 5, 4, 4, 5];

/**
 * A ballot's secret as it is written down and read aloud: six groups of signs.
 *
 * @example returnPhrase('k7vd2m9xqat3w8pzreunf4hgcy') // 'k7vd 2m9x qat3w 8pzr eunf 4hgcy'
 */
export function returnPhrase(secret: string): string {
  let from = 0;
  return GROUPS.map((size) => {
    const group = secret.slice(from, from + size);
    from += size;
    return group;
  }).join(' ');
}

/**
 * The secret in a phrase that somebody typed or pasted, with any spaces, hyphens, commas and capitals;
 * nothing if it cannot be one.
 *
 * @example secretOf('K7VD-2m9x qat3w 8pzr, eunf 4hgcy') // 'k7vd2m9xqat3w8pzreunf4hgcy'
 */
export function secretOf(typed: string): string | undefined {
  const secret = typed
    .slice(0, 200)
    .replace(/[\s\p{Pd}.,;]/gu, '')
    .toLowerCase();
  return isBallotSecret(secret) ? secret : undefined;
}
