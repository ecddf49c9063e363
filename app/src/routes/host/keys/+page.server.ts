import { fail, redirect } from '@sveltejs/kit';
import { listSessions } from '#lib/host/access/data.server.ts';
import { lifetimes } from '#lib/host/access/lifetimes.ts';
import {
  endSessions,
  enterByAccount,
  newInvitation,
  newSetupLink,
} from '#lib/host/access/mutations.server.ts';
import { addKey } from '#lib/host/access/proof.server.ts';
import { sessionCookie } from '#lib/host/access/sessionCookie.ts';
import { listKeys } from '#lib/host/team/data.server.ts';
import {
  accountFor,
  giveRole,
  LONGEST,
  readPerson,
  removeKey,
  renameAccount,
} from '#lib/host/team/mutations.server.ts';
import { doorOf, takesKeys } from '../doorOf.ts';
import { fieldText } from '../fieldText.ts';
import { keyAnswer } from '../keyAnswer.server.ts';
import { note } from '../note.server.ts';
import { today } from '../today.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { roster } = locals.house;
  const { session, db, account } = locals.visitor!;
  const sessions = await listSessions(db, Date.now(), account?.id);
  const ended = url.searchParams.get('ended') ?? '';
  return {
    sessions: sessions.map((one) => ({ ...one, here: one.id === session.id })),
    sure: session.sure,
    lifetimes,
    ended: /^\d{1,4}$/.test(ended) ? Number(ended) : undefined,
    account,
    accounts: roster !== undefined,
    most: LONGEST,
    keys: roster && account ? await listKeys(roster.db, account.id) : [],
    takesKeys: takesKeys(url),
    saved: url.searchParams.has('saved'),
  };
};

/** What names a session: a SHA-256 in base64url. */
const ID = /^[\w-]{43}$/;

/** What changes who may come in is for whoever has just proved who she is. */
export const actions: Actions = {
  /** A link for another device: said this once. */
  async link({ locals, url }) {
    const { house, visitor } = locals;
    const { session, account } = visitor!;
    if (!session.sure) return fail(403, { refused: true });
    const token =
      house.roster && account
        ? await newInvitation(house.roster.db, account.id, today())
        : await newSetupLink(house.store.db, today());
    return { link: new URL(`/host/enter/${token}`, house.settings.publicUrl ?? url).href };
  },

  async end({ locals, request }) {
    const { session, db, account } = locals.visitor!;
    if (!session.sure) return fail(403, { refused: true });
    const only = fieldText(await request.formData(), 'session');
    // One's own is ended by leaving, which takes the cookie along.
    const other = ID.test(only) && only !== session.id;
    const ended = other ? await endSessions(db, { only, ...(account && { account: account.id }) }) : 0;
    redirect(303, `/host/keys?ended=${ended}`);
  },

  async others({ locals }) {
    const { session, db, account } = locals.visitor!;
    if (!session.sure) return fail(403, { refused: true });
    const ended = await endSessions(db, { but: session.id, ...(account && { account: account.id }) });
    redirect(303, `/host/keys?ended=${ended}`);
  },

  /**
   * Whoever came in by a set-up link makes her account, and goes on under her name. Of an address that has
   * one it is found again: this link opens everything anyway, and the log says whose account was opened.
   */
  async account({ cookies, locals, request, url }) {
    const { house, visitor } = locals;
    const { roster } = house;
    if (!roster || visitor!.account || !visitor!.session.sure) return fail(403, { refused: true });
    const form = await request.formData();
    const typed = typedPerson(form);
    const read = readPerson(typed);
    if ('faults' in read) return fail(400, { typed, faults: read.faults });
    const account = await accountFor(roster.db, read.person);
    const given = await giveRole(roster.db, account.id, { role: 'host' });
    await note(locals, { act: given ? 'gave_host' : 'link', whom: account.name });
    const { name, options } = sessionCookie(url.protocol);
    const formerSession = cookies.get(name)!;
    const now = Date.now();
    const session = await enterByAccount({ ...house, roster }, { account: account.id, formerSession, now });
    cookies.set(name, session, options);
    redirect(303, '/host/keys?saved');
  },

  async rename({ locals, request }) {
    const { house, visitor } = locals;
    const { account } = visitor!;
    if (!house.roster || !account) return fail(403, { refused: true });
    const typed = { ...typedPerson(await request.formData()), email: account.email };
    const read = readPerson(typed);
    if ('faults' in read) return fail(400, { typed, faults: read.faults });
    await renameAccount(house.roster.db, { id: account.id, ...read.person });
    redirect(303, '/host/keys?saved');
  },

  async key(event) {
    const { locals, cookies, request, url } = event;
    const { house, visitor } = locals;
    const { account, session } = visitor!;
    if (!house.roster || !account || !session.sure) return fail(403, { refused: true });
    const form = await request.formData();
    const answer = keyAnswer(form, cookies, url.protocol === 'https:');
    const name = fieldText(form, 'name').trim().slice(0, LONGEST);
    const added = answer && (await addKey(doorOf(house.roster, event), account, { ...answer, name }));
    if (!added) return fail(400, { problem: 'key' } as const);
    redirect(303, '/host/keys?saved');
  },

  async removeKey({ locals, request }) {
    const { house, visitor } = locals;
    const { account, session } = visitor!;
    if (!house.roster || !account || !session.sure) return fail(403, { refused: true });
    await removeKey(house.roster.db, account.id, fieldText(await request.formData(), 'key'));
    redirect(303, '/host/keys?saved');
  },
};

function typedPerson(form: FormData) {
  return { name: fieldText(form, 'name'), email: fieldText(form, 'email'), duty: fieldText(form, 'duty') };
}
