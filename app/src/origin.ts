import type { IncomingMessage } from 'node:http';

/** Where this request came to, as far as the instance believes it: never what a visitor's header claims. */
export function originOf({ headers }: IncomingMessage, publicUrl: URL | undefined): string {
  return publicUrl ? publicUrl.origin : `http://${headers.host}`;
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Could a page of somebody else have made a browser send this? Asked of whatever may change something.
 *
 * Browsers say where such a request comes from in Origin, newer ones in Sec-Fetch-Site too, and no page can
 * change either; both must be ours where they are there. What sends neither is no browser, and carries no
 * cookie but its own.
 */
export function isForeign({ method = 'GET', headers }: IncomingMessage, origin: string): boolean {
  if (SAFE.has(method)) return false;
  const site = headers['sec-fetch-site'];
  return (
    (headers.origin !== undefined && headers.origin !== origin) ||
    (site !== undefined && site !== 'same-origin' && site !== 'none')
  );
}
