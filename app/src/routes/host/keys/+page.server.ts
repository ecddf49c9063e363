import { error, fail, redirect } from '@sveltejs/kit';
import { listSessions, type OwnSession, openSession } from '#lib/host/access/data.server.ts';
import { lifetimes } from '#lib/host/access/lifetimes.ts';
import { endSessions, newSetupLink } from '#lib/host/access/mutations.server.ts';
import { sessionCookie } from '#lib/host/access/sessionCookie.ts';
import { fieldText } from '../fieldText.ts';
import { today } from '../today.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const own = await ownSession(event);
  const sessions = await listSessions(event.locals.house.store.db, Date.now());
  const ended = event.url.searchParams.get('ended') ?? '';
  return {
    sessions: sessions.map((session) => ({ ...session, here: session.id === own.id })),
    sure: own.sure,
    lifetimes,
    ended: /^\d{1,4}$/.test(ended) ? Number(ended) : undefined,
  };
};

/** What names a session: a SHA-256 in base64url. */
const ID = /^[\w-]{43}$/;

/** What changes who may come in is for whoever has just come in by a link. */
export const actions: Actions = {
  /** A link for another device: said this once. */
  async link(event) {
    const { house } = event.locals;
    if (!(await ownSession(event)).sure) return fail(403, { refused: true });
    const token = await newSetupLink(house.store.db, today());
    return { link: new URL(`/host/enter/${token}`, house.settings.publicUrl ?? event.url).href };
  },
  async end(event) {
    const own = await ownSession(event);
    if (!own.sure) return fail(403, { refused: true });
    const only = fieldText(await event.request.formData(), 'session');
    // One's own is ended by leaving, which takes the cookie along.
    const other = ID.test(only) && only !== own.id;
    const ended = other ? await endSessions(event.locals.house.store.db, { only }) : 0;
    redirect(303, `/host/keys?ended=${ended}`);
  },
  async others(event) {
    const own = await ownSession(event);
    if (!own.sure) return fail(403, { refused: true });
    redirect(303, `/host/keys?ended=${await endSessions(event.locals.house.store.db, { but: own.id })}`);
  },
};

/** The session that brought this request here: the console's guard has seen it. */
async function ownSession({
  cookies,
  locals,
  url,
}: Pick<RequestEvent, 'cookies' | 'locals' | 'url'>): Promise<OwnSession> {
  const token = cookies.get(sessionCookie(url.protocol).name);
  return (await openSession(locals.house.store.db, token, Date.now())) ?? error(403);
}
