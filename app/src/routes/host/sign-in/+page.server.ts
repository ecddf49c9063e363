import { fail, type RequestEvent, redirect } from '@sveltejs/kit';
import { cookieName } from '#lib/entry/cookieName.ts';
import { lifetimes } from '#lib/host/access/lifetimes.ts';
import { enterByAccount } from '#lib/host/access/mutations.server.ts';
import { accountByCode, accountByKey, sendCode } from '#lib/host/access/proof.server.ts';
import { sessionCookie } from '#lib/host/access/sessionCookie.ts';
import { readPostSettings } from '#lib/post/data.server.ts';
import { emailAddress } from '#lib/post/emailAddress.ts';
import { sendLetter } from '#lib/post/sendLetter.ts';
import type { Roster } from '#lib/store/openRoster.ts';
import { randomId } from '#lib/store/randomId.ts';
import { m } from '#lib/words/messages.js';
import { doorOf, takesKeys } from '../doorOf.ts';
import { fieldText } from '../fieldText.ts';
import { keyAnswer } from '../keyAnswer.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { posting, trying, writing } from './limits.server.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { roster } = locals.house;
  return {
    accounts: roster !== undefined,
    letters: roster !== undefined && (await readPostSettings(roster.db)) !== undefined,
    keys: takesKeys(url),
    minutes: lifetimes.codeMinutes,
  };
};

export const actions: Actions = {
  /** Sends a code, or seems to: nobody learns here which addresses have accounts. */
  async send(event) {
    const { locals, cookies, request, url } = event;
    const { roster } = locals.house;
    const typed = fieldText(await request.formData(), 'email').slice(0, 300);
    const email = emailAddress(typed);
    if (!roster || email === undefined) return fail(400, { problem: 'email', email: typed } as const);
    const now = Date.now();
    if (!writing.allow(email, now) || !posting.allow('all', now)) {
      return fail(429, { problem: 'letters', email } as const);
    }
    const asked = randomId('secret');
    cookies.set(requestCookie(url), asked, {
      ...sessionCookie(url.protocol).options,
      maxAge: lifetimes.codeMinutes * 60,
    });
    const locale = { locale: locals.lang };
    await sendCode(doorOf(roster, event), { email, request: asked }, async ({ to, code }) => {
      const notSent = await sendLetter(roster.db, {
        to,
        lang: locals.lang,
        subject: m.access_letter_subject({}, locale),
        text: m.access_letter({ code, minutes: lifetimes.codeMinutes, place: url.host }, locale),
      });
      // To whom, the operator's log does not say.
      if (notSent) console.error(`a code was not sent: ${notSent.fault}`);
    });
    return { sent: true, email } as const;
  },

  async code(event) {
    const { roster } = event.locals.house;
    const form = await event.request.formData();
    const email = emailAddress(fieldText(form, 'email'));
    const code = fieldText(form, 'code').replace(/\s/gu, '');
    const asked = event.cookies.get(requestCookie(event.url));
    if (!roster || email === undefined) return fail(400, { problem: 'email', email: '' } as const);
    if (!trying.allow(email, Date.now())) return fail(429, { problem: 'tries', email } as const);
    const account =
      asked !== undefined && /^\d{6}$/.test(code)
        ? await accountByCode(doorOf(roster, event), { email, request: asked, code })
        : undefined;
    if (account === undefined) return fail(403, { problem: 'code', sent: true, email } as const);
    // With the same attributes: over plain http a browser takes no `Secure` cookie, not even to forget one.
    event.cookies.delete(requestCookie(event.url), sessionCookie(event.url.protocol).options);
    return enter(event, roster, account);
  },

  async key(event) {
    const { roster } = event.locals.house;
    const { cookies, request, url } = event;
    const answer = keyAnswer(await request.formData(), cookies, url.protocol === 'https:');
    const account = roster && answer && (await accountByKey(doorOf(roster, event), answer));
    if (!roster || account === undefined) return fail(403, { problem: 'key', email: '' } as const);
    return enter(event, roster, account);
  },
};

async function enter(
  { cookies, locals, url }: Pick<RequestEvent, 'cookies' | 'locals' | 'url'>,
  roster: Roster,
  account: string,
): Promise<never> {
  const { name, options } = sessionCookie(url.protocol);
  const formerSession = cookies.get(name);
  const session = await enterByAccount(
    { ...locals.house, roster },
    { account, ...(formerSession !== undefined && { formerSession }), now: Date.now() },
  );
  cookies.set(name, session, options);
  redirect(303, '/host');
}

/** What binds a code to the browser that asked for it. */
function requestCookie({ protocol }: URL): string {
  return cookieName('sign-in', protocol === 'https:');
}
