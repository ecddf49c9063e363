import { cookieName } from './cookieName.ts';

/** The session cookie that makes a device a shared one, in the room of this code. */
export function kioskCookie(code: string, secure: boolean) {
  return {
    name: cookieName(`kiosk-${code}`, secure),
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure },
  } as const;
}
