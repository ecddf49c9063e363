import { error, redirect } from '@sveltejs/kit';
import { textIn } from '#lib/components/textIn.ts';
import { listPeople } from '#lib/entry/roster/data.server.ts';
import { makePeopleCards } from '#lib/entry/roster/mutations.server.ts';
import { readInquiry } from '#lib/inquiry/data.server.ts';
import { invitationCards } from '#lib/report/invitationCards.ts';
import { roomAddress } from '../../../../wall/roomAddress.ts';
import { fieldText } from '../../../fieldText.ts';
import { note } from '../../../note.server.ts';
import { bothOf } from '../bothOf.server.ts';
import type { RequestHandler } from './$types';

/** Cards of people without an address, or of one person: made anew each time, since no secret is kept. */
export const POST: RequestHandler = async ({ locals, params, request, url }) => {
  const { box, roster } = bothOf(locals);
  const inquiry = await readInquiry(box, params.inquiry);
  if (!inquiry || inquiry.code === undefined || inquiry.state === 'closed' || inquiry.entry !== 'token')
    error(409);
  const who = fieldText(await request.formData(), 'who');
  const chosen = (await listPeople(roster, inquiry.id)).filter(({ id, email, card }) =>
    who === 'all' ? email === null : who === 'new' ? email === null && !card : id === who,
  );
  if (chosen.length === 0) redirect(303, `/host/${inquiry.id}/people/cards`);
  const cards = await makePeopleCards(
    roster,
    inquiry.id,
    chosen.map(({ id }) => id),
  );
  await note(locals, { act: 'cards', inquiry: inquiry.id, count: cards.length });
  const { origin, typed } = roomAddress(url, locals.house.settings.publicUrl);
  const lang = locals.lang;
  const pdf = await locals.house.engine.print(
    invitationCards(cards, {
      lang,
      door: `${origin}/${inquiry.code}/invited`,
      typed: `${typed}/${inquiry.code}/invited`,
      title: textIn(inquiry.title, lang),
      organisation: textIn(inquiry.organisation, lang).text,
    }),
  );
  return new Response(new Uint8Array(pdf), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${inquiry.code}.pdf"`,
      'cache-control': 'no-store',
    },
  });
};
