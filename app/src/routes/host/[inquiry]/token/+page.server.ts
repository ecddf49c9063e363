import { fail } from '@sveltejs/kit';
import { countCards } from '#lib/entry/codes/data.server.ts';
import { secretOf } from '#lib/entry/returnPhrase.ts';
import { ENOUGH, readTokenKey, tellPeople } from '#lib/entry/token/data.server.ts';
import { handOverCard, openDoor, takeCardBack } from '#lib/entry/token/mutations.server.ts';
import { randomId } from '#lib/store/randomId.ts';
import { fieldText } from '../../fieldText.ts';
import { invitesOf } from '../../invitesOf.ts';
import { note } from '../../note.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { store, roster } = locals.house;
  const key = await readTokenKey(store.db, params.inquiry);
  return {
    groups: key?.fingerprint.split(' '),
    people: roster && (await tellPeople(roster.db, params.inquiry)),
    open: roster !== undefined && key !== undefined && (await openDoor(roster.db, store.db, params.inquiry)),
    cards: (await countCards(store.db, params.inquiry)).made,
    enough: ENOUGH,
    /** Of this form alone: sent twice it hands over one card. */
    formKey: randomId('secret'),
    safe: invitesOf(locals.house, url).safe,
  };
};

export const actions: Actions = {
  async card({ locals, params, request }) {
    const form = await request.formData();
    const secret = invitationIn(form);
    const key = secretOf(fieldText(form, 'key'));
    const { inquiry } = params;
    const { roster } = locals.house;
    if (!roster) return fail(409, { problem: 'no-roster' } as const);
    const exchanged =
      secret !== undefined && key !== undefined && (await handOverCard(roster.db, { inquiry, secret, key }));
    if (!exchanged) return fail(409, { problem: 'refused' } as const);
    await note(locals, { act: 'handed', inquiry });
    return { said: 'given', secret } as const;
  },
  async back({ locals, params, request }) {
    const secret = invitationIn(await request.formData());
    const { inquiry } = params;
    const { roster } = locals.house;
    if (!roster) return fail(409, { problem: 'no-roster' } as const);
    if (secret !== undefined) await takeCardBack(roster.db, { inquiry, secret });
    await note(locals, { act: 'handed', inquiry });
    return { said: 'returned' } as const;
  },
};

/** The secret of an invitation: the link as it was pasted or scanned, or what stands behind its #. */
function invitationIn(form: FormData): string | undefined {
  const typed = fieldText(form, 'invitation');
  return secretOf(typed.slice(typed.indexOf('#') + 1).slice(0, 200));
}
