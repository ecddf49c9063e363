import { fail } from '@sveltejs/kit';
import { countCards } from '#lib/entry/codes/data.server.ts';
import { ENOUGH, readTokenKey, tellPeople } from '#lib/entry/token/data.server.ts';
import { handOverCard, type NoCard, openDoor, takeCardBack } from '#lib/entry/token/mutations.server.ts';
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
    safe: invitesOf(locals.house, url).safe,
  };
};

export const actions: Actions = {
  async card({ locals, params, request }) {
    const who = fieldText(await request.formData(), 'who');
    const { roster } = locals.house;
    const inquiry = params.inquiry;
    const problem: NoCard | 'no-roster' | undefined = roster
      ? await handOverCard(roster.db, { inquiry, who })
      : 'no-roster';
    if (!problem) await note(locals, { act: 'handed', inquiry });
    return problem ? fail(409, { who, problem }) : { who, said: 'given' as const };
  },
  async back({ locals, params, request }) {
    const who = fieldText(await request.formData(), 'who');
    const { roster } = locals.house;
    if (!roster) return fail(409, { who, problem: 'no-roster' as const });
    await takeCardBack(roster.db, { inquiry: params.inquiry, who });
    await note(locals, { act: 'handed', inquiry: params.inquiry });
    return { who, said: 'returned' as const };
  },
};
