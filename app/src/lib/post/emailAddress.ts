import { domainToASCII } from 'node:url';

/** RFC 5321, 4.5.3.1: what no mail server has to take is longer. */
const LONGEST = 254;
const LONGEST_LOCAL = 64;

/** One address and no more: nothing that a mail program could read as two, as a name or as a group. */
const LOCAL = /^[^\s\p{Cc}\p{Cf}"(),:;<>@[\\\]]+$/u;
const DOMAIN = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z\d-]{2,63}$/;

/**
 * An e-mail address that somebody typed, in small letters, since no mail server in use tells capitals apart;
 * nothing if it cannot be one. A domain of accents becomes the one that the network knows.
 *
 * @example emailAddress(' Ines.Roy@Bücher.example ') // 'ines.roy@xn--bcher-kva.example'
 */
export function emailAddress(typed: string): string | undefined {
  const address = typed
    .slice(0, 1_000)
    .normalize('NFC')
    .trim()
    .replace(/^mailto:/i, '')
    .toLowerCase();
  const at = address.lastIndexOf('@');
  const local = address.slice(0, Math.max(at, 0));
  const domain = domainToASCII(address.slice(at + 1));
  if (!LOCAL.test(local) || /^\.|\.\.|\.$/.test(local) || !DOMAIN.test(domain)) return undefined;
  const whole = `${local}@${domain}`;
  return local.length > LONGEST_LOCAL || whole.length > LONGEST ? undefined : whole;
}
