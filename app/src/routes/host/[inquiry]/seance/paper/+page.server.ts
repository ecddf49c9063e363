import { fail, redirect } from '@sveltejs/kit';
import { listPutStatements } from '#lib/entry/data.server.ts';
import { countSheet } from '#lib/room/paper.server.ts';
import { paperDifferences, type Sheet, tickOf } from '#lib/room/paperSheet.ts';
import { randomId } from '#lib/store/randomId.ts';
import { note } from '../../../note.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const statements = await listPutStatements(locals.house.store.db, params.inquiry);
  return {
    statements: statements.map(({ id, number, texts }) => ({ id, number, texts })),
    count: countOf(url),
    counted: url.searchParams.has('counted'),
    /** Names the sheet that is about to be typed. */
    key: randomId('secret'),
  };
};

export const actions: Actions = {
  async first({ locals, params, request }) {
    const ids = await idsOf(locals.house.store.db, params.inquiry);
    const form = await request.formData();
    const sheet = sheetOf(form, ids, '');
    if (!sheet) return fail(400, { refused: 'malformed' as const });
    if (Object.values(sheet).every((tick) => tick === undefined))
      return fail(400, { refused: 'empty' as const });
    return {
      first: Object.fromEntries(ids.map((id) => [id, String(form.get(id))])),
      key: String(form.get('key')),
    };
  },

  async second({ locals, params, request, url }) {
    const { rooms, store } = locals.house;
    const statements = await listPutStatements(store.db, params.inquiry);
    const ids = statements.map(({ id }) => id);
    const form = await request.formData();
    const key = String(form.get('key') ?? '');
    const [first, second] = [sheetOf(form, ids, 'first-'), sheetOf(form, ids, '')];
    if (!first || !second || !/^[a-z0-9]{26}$/.test(key)) return fail(400, { refused: 'malformed' as const });
    const differ = new Set(paperDifferences(ids, first, second));
    if (differ.size > 0) {
      return fail(409, { differ: statements.filter(({ id }) => differ.has(id)).map(({ number }) => number) });
    }
    const day = new Date().toISOString().slice(0, 10);
    const outcome = await countSheet(store.db, { inquiry: params.inquiry, key, ticks: first, day });
    if (outcome === 'counted') store.doors.came(params.inquiry, 'paper');
    if (outcome !== 'counted') return fail(409, { refused: outcome });
    await note(locals, { act: 'sheet', inquiry: params.inquiry });
    rooms.changed(params.inquiry);
    redirect(303, `/host/${params.inquiry}/seance/paper?counted&n=${countOf(url) + 1}`);
  },
};

/** Sheets counted in one sitting: the page itself carries the number, and the box is not asked. */
function countOf(url: URL): number {
  const said = url.searchParams.get('n') ?? '';
  return /^\d{1,5}$/.test(said) ? Number(said) : 0;
}

async function idsOf(db: Parameters<typeof listPutStatements>[0], inquiry: string): Promise<string[]> {
  return (await listPutStatements(db, inquiry)).map(({ id }) => id);
}

/** A typed sheet: an answer for each statement that there is, or nothing where it cannot be read. */
function sheetOf(form: FormData, ids: readonly string[], prefix: string): Sheet | undefined {
  const sheet: Record<string, Sheet[string]> = {};
  for (const id of ids) {
    const tick = form.get(`${prefix}${id}`);
    try {
      sheet[id] = tickOf(String(tick));
    } catch {
      return undefined;
    }
  }
  return sheet;
}
