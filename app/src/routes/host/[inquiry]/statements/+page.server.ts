import { fail, redirect } from '@sveltejs/kit';
import { InputError } from '#lib/files/InputError.ts';
import { sentence } from '#lib/files/sentence.ts';
import { listStatements } from '#lib/host/statements/data.server.ts';
import { readStatementFile } from '#lib/host/statements/import.ts';
import { addStatements, placeStatement } from '#lib/host/statements/mutations.server.ts';
import { readTexts } from '#lib/host/statements/schema.ts';
import { seedStatements } from '#lib/inquiry/template.ts';
import type { Texts } from '#lib/questions/everyone/debate.ts';
import { fieldText } from '../../fieldText.ts';
import { note } from '../../note.server.ts';
import { today } from '../../today.ts';
import type { Actions, PageServerLoad } from './$types';

/** Bytes of a file of statements: a thousand of them fit several times over. */
const LARGEST = 1024 * 1024;

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  statements: await listStatements(locals.house.store.db, params.inquiry, 'accepted'),
  /** What the form before this page has done. */
  done: {
    added: countIn(url.searchParams.get('added')),
    repeated: countIn(url.searchParams.get('repeated')),
  },
});

export const actions: Actions = {
  async write({ locals, params, request }) {
    const form = await request.formData();
    const words = { fr: fieldText(form, 'fr'), en: fieldText(form, 'en') };
    const read = readTexts(words);
    if ('faults' in read) return fail(400, { words, faults: read.faults });
    return add(locals, params.inquiry, [read.texts], 'written');
  },

  async seed({ locals, params }) {
    return add(locals, params.inquiry, seedStatements, 'written');
  },

  async import({ locals, params, request }) {
    const file = (await request.formData()).get('file');
    if (!(file instanceof File) || file.size === 0) return fail(400, { problem: 'file-missing' });
    if (file.size > LARGEST) return fail(413, { problem: 'file-large' });
    try {
      const { texts, faults } = await readStatementFile(file.stream(), file.name);
      if (faults.length > 0) {
        return fail(400, { rows: faults.slice(0, 10), further: Math.max(0, faults.length - 10) });
      }
      return await add(locals, params.inquiry, texts, 'imported');
    } catch (error) {
      if (error instanceof InputError) return fail(400, { file: sentence(error, locals.lang) });
      throw error;
    }
  },

  async place({ locals, params, request }) {
    const form = await request.formData();
    const to = Number(fieldText(form, 'to'));
    const statement = fieldText(form, 'statement');
    const problem = Number.isSafeInteger(to)
      ? await placeStatement(locals.house.store.db, { inquiry: params.inquiry, statement, to })
      : 'unknown';
    if (problem) return fail(409, { problem });
    await note(locals, { act: 'statements', inquiry: params.inquiry });
    locals.house.rooms.changed(params.inquiry);
    redirect(303, `/host/${params.inquiry}/statements#${statement}`);
  },
};

async function add(
  locals: App.Locals,
  inquiry: string,
  texts: readonly Texts[],
  act: 'written' | 'imported',
) {
  const { house } = locals;
  const added = await addStatements(house.store.db, { inquiry, texts, act, today: today() });
  if (typeof added === 'string') return fail(409, { problem: added });
  await note(locals, { act: 'statements', inquiry });
  house.rooms.changed(inquiry);
  redirect(303, `/host/${inquiry}/statements?added=${added.added}&repeated=${added.repeated}`);
}

function countIn(text: string | null): number {
  return /^\d{1,4}$/.test(text ?? '') ? Number(text) : 0;
}
