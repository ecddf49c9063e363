import { cookieName } from './cookieName.ts';

/**
 * The cookie in which a participant's browser keeps her ballot's secret: nothing else identifies her.
 *
 * @example ballotCookieName('k7vd2m9xqa', true) // '__Host-ballot-k7vd2m9xqa'
 */
export function ballotCookieName(inquiry: string, secure: boolean): string {
  return cookieName(`ballot-${inquiry}`, secure);
}

const DAY = 86_400;

/** How it is kept: out of reach of scripts, 180 days; half an hour on a device that is shared. */
export function ballotCookieOptions(secure: boolean, shared = false) {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: shared ? DAY / 48 : 180 * DAY,
  } as const;
}

/** What a secret looks like (see `randomId`): whatever else a browser sends is not looked up. */
const SECRET = /^[a-km-np-z][a-km-np-z2-9]{25}$/;

/**
 * The ballot's secret in a Cookie header; nothing where there is none that can be one.
 *
 * @example ballotSecretIn('a=1; ballot-k7vd2m9xqa=…', 'k7vd2m9xqa', false) // '…'
 */
export function ballotSecretIn(
  header: string | null | undefined,
  inquiry: string,
  secure: boolean,
): string | undefined {
  const name = ballotCookieName(inquiry, secure);
  for (const part of (header ?? '').split(';')) {
    const equals = part.indexOf('=');
    if (part.slice(0, equals).trim() !== name) continue;
    const value = part.slice(equals + 1).trim();
    return isBallotSecret(value) ? value : undefined;
  }
  return undefined;
}

/** Can this be a ballot's secret? */
export function isBallotSecret(value: string): boolean {
  return SECRET.test(value);
}
