import type { RequestEvent } from '@sveltejs/kit';
import type { Door } from '#lib/host/access/proof.server.ts';
import type { Roster } from '#lib/store/openRoster.ts';

/** The place at which a browser proves who holds it, by the address that the browser itself uses. */
export function doorOf(roster: Roster, { url }: Pick<RequestEvent, 'url'>): Door {
  return { roster, origin: url.origin };
}

/** Browsers use keys over https, and on the machine itself; an address in numbers has none. */
export function takesKeys({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' ? !/^[\d.]+$|^\[/.test(hostname) : hostname === 'localhost';
}
