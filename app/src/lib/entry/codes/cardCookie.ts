import { cookieName } from '../cookieName.ts';

/**
 * The session cookie with which a browser tries cards at the door of an inquiry. It is forgotten once a
 * ballot is drawn, and kept nowhere else.
 */
export function cardCookie(inquiry: string, secure: boolean) {
  return {
    name: cookieName(`card-${inquiry}`, secure),
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure },
  } as const;
}
