import { error } from '@sveltejs/kit';
import { textIn } from '#lib/components/textIn.ts';
import { inquiryByCode } from '#lib/inquiry/data.server.ts';
import { readSeance } from '#lib/room/data.server.ts';
import { ics } from '#lib/room/ics.ts';
import { instantOf } from '#lib/room/zonedTime.ts';
import { m } from '#lib/words/messages.js';
import { roomAddress } from '../../../../../../wall/roomAddress.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { house, lang } = locals;
  const { db } = house.store;
  const { code, number } = params;
  const inquiry = await inquiryByCode(db, code);
  const seance = inquiry === undefined ? undefined : await readSeance(db, inquiry, number);
  if (!seance) error(404);
  const { origin, typed } = roomAddress(url, house.settings.publicUrl);
  const guest = textIn(seance.guest, lang).text;
  const join = m.seance_public_ics_text({ code, address: `${typed}/${code}` }, { locale: lang });
  const file = ics({
    uid: `seance-${inquiry}-${number}`,
    sequence: seance.version - 1,
    stamp: Date.now(),
    start: instantOf(seance.starts, seance.zone),
    minutes: seance.minutes,
    title: textIn(seance.title, lang).text,
    place: textIn(seance.place, lang).text,
    description: [guest, join].filter(Boolean).join('\n'),
    url: `${origin}/${lang}/seance/${code}/${number}`,
    lang,
  });
  return new Response(file, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `attachment; filename="seance-${code}-${number}.ics"`,
      'cache-control': 'no-cache',
    },
  });
};
