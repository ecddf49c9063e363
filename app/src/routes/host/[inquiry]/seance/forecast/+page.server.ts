import { fail, redirect } from '@sveltejs/kit';
import { formatInterval, formatPercent } from '#lib/answer/formatPercent.ts';
import { formatShare } from '#lib/answer/formatShare.ts';
import { listPutStatements } from '#lib/entry/data.server.ts';
import {
  readForecastGaps,
  readForecasts,
  saveForecasts,
  sealedForecasts,
} from '#lib/room/forecast.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { house, lang } = locals;
  const { db } = house.store;
  const statements = await listPutStatements(db, params.inquiry);
  const forecasts = await readForecasts(db, params.inquiry);
  const sealed = await sealedForecasts(db, params.inquiry);
  const gaps = new Map((await readForecastGaps(db, params.inquiry)).map((gap) => [gap.statement, gap]));
  return {
    saved: url.searchParams.has('saved'),
    statements: statements.map(({ id, number, texts }) => {
      const expected = forecasts.get(id);
      const gap = gaps.get(id);
      return {
        id,
        number,
        texts,
        sealed: sealed.has(id),
        ...(expected !== undefined && { expected, said: formatPercent(expected / 100, lang) }),
        ...(gap && {
          found: {
            found: formatShare(gap.agree, lang),
            interval: formatInterval(gap.agree.low, gap.agree.high, lang),
            people: String(gap.people),
          },
          drawn: {
            expected: gap.expected * 100,
            found: gap.agree.share * 100,
            low: gap.agree.low * 100,
            high: gap.agree.high * 100,
            surprise: gap.unexpected,
          },
        }),
      };
    }),
  };
};

export const actions: Actions = {
  async default({ locals, params, request }) {
    const { db } = locals.house.store;
    const form = await request.formData();
    const typed: Record<string, string> = {};
    const forecasts = new Map<string, number | null>();
    for (const [name, value] of form) {
      if (!name.startsWith('agree-')) continue;
      const id = name.slice('agree-'.length);
      typed[id] = String(value).trim();
      if (!/^(\d{1,2}|100)?$/.test(typed[id]))
        return fail(400, { refused: 'percent' as const, typed, wrong: id });
      forecasts.set(id, typed[id] === '' ? null : Number(typed[id]));
    }
    const refused = await saveForecasts(db, params.inquiry, forecasts);
    if (refused) {
      return fail(409, {
        refused: refused === 'sealed' ? ('sealed' as const) : ('unknown' as const),
        typed,
        wrong: '',
      });
    }
    redirect(303, `/host/${params.inquiry}/seance/forecast?saved`);
  },
};
