import type { Cookies } from '@sveltejs/kit';
import { challengeCookie, type KeyAnswer } from '#lib/host/access/proof.server.ts';
import { fieldText } from './fieldText.ts';

/** What a key answered, as the form brings it; nothing where that cannot be read. The challenge is spent. */
export function keyAnswer(form: FormData, cookies: Cookies, secure: boolean): KeyAnswer | undefined {
  const { name, attributes } = challengeCookie(secure);
  const challenge = cookies.get(name);
  cookies.delete(name, attributes);
  if (challenge === undefined) return undefined;
  try {
    const response: unknown = JSON.parse(fieldText(form, 'answer'));
    if (typeof response !== 'object' || response === null) return undefined;
    return { response, cookie: `${name}=${encodeURIComponent(challenge)}` };
  } catch {
    return undefined;
  }
}
