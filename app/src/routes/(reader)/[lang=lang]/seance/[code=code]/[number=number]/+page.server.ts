import { error } from '@sveltejs/kit';
import { formatInterval, formatPercent } from '#lib/answer/formatPercent.ts';
import { formatShare } from '#lib/answer/formatShare.ts';
import type { Texts } from '#lib/questions/everyone/debate.ts';
import { momentWords } from '#lib/room/components/console/momentWords.ts';
import { readSeance, withdrawnFrom } from '#lib/room/data.server.ts';
import { readForecastGaps } from '#lib/room/forecast.server.ts';
import { seanceWhen } from '#lib/room/seanceWhen.ts';
import { standing } from '#lib/room/standing.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import { roomAddress } from '../../../../../wall/roomAddress.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { house, lang } = locals;
  const { db } = house.store;
  const { announced } = await parent();
  const seance = await readSeance(db, announced.id, params.number);
  if (!seance) error(404);
  const withdrawn = await withdrawnFrom(db, announced.id, seance.script);
  const closed = seance.state === 'closed';
  return {
    seance: {
      number: seance.number,
      state: seance.state,
      title: seance.title,
      guest: seance.guest,
      place: seance.place,
      when: seanceWhen(seance, lang),
      /** What is watched and talked about; statements are met in the room. */
      programme: seance.script.map((moment) => momentWords(standing(moment, withdrawn), lang)),
    },
    join: {
      href: `/${lang}/${announced.code}`,
      typed: `${roomAddress(url, house.settings.publicUrl).typed}/${announced.code}`,
    },
    answered: (await latestRelease(db, announced.id, 'everyone')) !== undefined,
    gaps: closed ? await gapsOf(db, announced.id, lang) : [],
  };
};

async function gapsOf(db: Parameters<typeof readForecastGaps>[0], inquiry: string, lang: 'fr' | 'en') {
  const gaps = await readForecastGaps(db, inquiry);
  if (gaps.length === 0) return [];
  const rows = await db
    .selectFrom('statement')
    .select(['id', 'number', 'texts'])
    .where('inquiry', '=', inquiry)
    .execute();
  const statementOf = new Map(rows.map(({ id, number, texts }) => [id, { number, texts }]));
  return gaps.map(({ statement, people, agree, expected, gap, unexpected }) => {
    const { number, texts } = statementOf.get(statement)!;
    return {
      number,
      texts: JSON.parse(texts) as Texts,
      people,
      expected: formatPercent(expected, lang),
      found: formatShare(agree, lang),
      interval: formatInterval(agree.low, agree.high, lang),
      verdict: unexpected ? ('surprise' as const) : gap === 0 ? ('seen' as const) : ('maybe' as const),
      drawn: {
        expected: expected * 100,
        found: agree.share * 100,
        low: agree.low * 100,
        high: agree.high * 100,
      },
    };
  });
}
