import { lifetimes } from './lifetimes.ts';

/**
 * The cookie of a host's session. Over https its name binds it to this host alone (`__Host-`); a browser
 * refuses that name over plain http, as in a room without a certificate.
 *
 * SameSite is strict: a page elsewhere can neither act as the host nor open her console with her rights.
 * The price is that a link in a letter opens as for a stranger; the set-up link, which asks for no cookie,
 * still works from there.
 */
export function sessionCookie(protocol: string) {
  const secure = protocol === 'https:';
  return {
    name: secure ? '__Host-host' : 'host',
    options: {
      path: '/',
      httpOnly: true,
      secure,
      sameSite: 'strict',
      maxAge: lifetimes.sessionDays * 86_400,
    },
  } as const;
}
