import { error } from '@sveltejs/kit';
import { textIn } from '#lib/components/textIn.ts';
import { cardCodeOf } from '#lib/entry/codes/cardCode.ts';
import { MOST_CARDS } from '#lib/entry/codes/mutations.server.ts';
import { readInquiry } from '#lib/inquiry/data.server.ts';
import { codeCards } from '#lib/report/codeCards.ts';
import { roomAddress } from '../../../../wall/roomAddress.ts';
import { fieldText } from '../../../fieldText.ts';
import type { RequestHandler } from './$types';

/** The cards that the page before has just shown: their codes are in its form, and nowhere here. */
export const POST: RequestHandler = async ({ locals, params, request, url }) => {
  const { store, settings, engine } = locals.house;
  const inquiry = await readInquiry(store.db, params.inquiry);
  if (inquiry?.code === undefined || (inquiry.entry !== 'codes' && inquiry.entry !== 'token')) error(409);
  const codes = fieldText(await request.formData(), 'codes')
    .split(' ')
    .map(cardCodeOf);
  if (codes.length > MOST_CARDS || !codes.every((code) => code !== undefined)) error(400);
  const { origin, typed } = roomAddress(url, settings.publicUrl);
  const pdf = await engine.print(
    codeCards(codes, {
      lang: locals.lang,
      door: `${origin}/${inquiry.code}`,
      typed: `${typed}/${inquiry.code}`,
      title: textIn(inquiry.title, locals.lang),
      organisation: textIn(inquiry.organisation, locals.lang).text,
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
