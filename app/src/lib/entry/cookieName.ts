/**
 * The name of a cookie of ours. Over https it bears the prefix by which browsers bind it to this host: no
 * other host of the domain can set it, and it is never sent in the clear. Its path must then be `/`. A
 * browser refuses such a name over plain http, as in a room without a certificate.
 *
 * @example cookieName('kiosk-KFC473', true) // '__Host-kiosk-KFC473'
 */
export function cookieName(name: string, secure: boolean): string {
  return `${secure ? '__Host-' : ''}${name}`;
}
