import { error, fail } from '@sveltejs/kit';
import { cardGroups } from '#lib/entry/codes/cardCode.ts';
import { countCards } from '#lib/entry/codes/data.server.ts';
import { MOST_CARDS, makeCards } from '#lib/entry/codes/mutations.server.ts';
import { qr } from '#lib/entry/qr.ts';
import { readInquiry } from '#lib/inquiry/data.server.ts';
import { roomAddress } from '../../../wall/roomAddress.ts';
import { fieldText } from '../../fieldText.ts';
import { note } from '../../note.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { store, settings } = locals.house;
  const { typed, choices } = roomAddress(url, settings.publicUrl);
  return { ...(await countCards(store.db, params.inquiry)), most: MOST_CARDS, typed, choices };
};

export const actions: Actions = {
  async default({ locals, params, request, url }) {
    const { store, settings } = locals.house;
    const inquiry = await readInquiry(store.db, params.inquiry);
    if (inquiry?.code === undefined) error(404);
    const form = await request.formData();
    const given = fieldText(form, 'count').replace(/\s/gu, '');
    const count = Number(given);
    if (!/^\d{1,4}$/.test(given) || count < 1 || count > MOST_CARDS) {
      return fail(400, { problem: 'count' } as const);
    }
    const made = Number(fieldText(form, 'made'));
    const cards = await makeCards(store.db, { inquiry: inquiry.id, count, made });
    if (typeof cards === 'string') return fail(409, { problem: cards });
    await note(locals, { act: 'cards', inquiry: inquiry.id, count: cards.codes.length });
    // Behind the #, a browser keeps it to itself: no server and no log on the way sees a card's code.
    const door = `${roomAddress(url, settings.publicUrl).origin}/${inquiry.code}`;
    return {
      address: url.searchParams.get('address') ?? '',
      cards: cards.codes.map((code) => ({ groups: cardGroups(code), code: qr(`${door}#${code}`) })),
    };
  },
};
