import { fail, redirect } from '@sveltejs/kit';
import { knownPeople } from '#lib/entry/roster/data.server.ts';
import { type ColumnUse, guessColumns } from '#lib/entry/roster/guessColumns.ts';
import { LARGEST_LIST, type PeopleTable, readPeopleFile } from '#lib/entry/roster/import.ts';
import { addPeople, MOST_PEOPLE } from '#lib/entry/roster/mutations.server.ts';
import { packTable, unpackTable } from '#lib/entry/roster/packTable.ts';
import { peopleOf } from '#lib/entry/roster/peopleOf.ts';
import { InputError } from '#lib/files/InputError.ts';
import { sentence } from '#lib/files/sentence.ts';
import { type Inquiry, readInquiry } from '#lib/inquiry/data.server.ts';
import { randomId } from '#lib/store/randomId.ts';
import { fieldText } from '../../../fieldText.ts';
import { note } from '../../../note.server.ts';
import { bothOf } from '../bothOf.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Lines that are shown of a file, and lines and values that are named. */
const SHOWN = 4;
const NAMED = 8;

export const load: PageServerLoad = () => ({ most: MOST_PEOPLE });

export const actions: Actions = {
  /** Reads the file, and asks what its columns say. */
  async read({ locals, params, request }) {
    const both = bothOf(locals);
    const inquiry = await invited(both.box, params.inquiry);
    if (typeof inquiry === 'string') return fail(409, { problem: inquiry });
    const file = (await request.formData()).get('file');
    if (!(file instanceof File) || file.size === 0) return fail(400, { problem: 'missing' } as const);
    try {
      if (file.size > LARGEST_LIST) throw new InputError('file-too-large', { file: file.name, most: 5 });
      const bytes = new Uint8Array(await file.arrayBuffer());
      const table = await readPeopleFile(bytes, file.name, locals.house.engine.sheet);
      const uses = guessColumns(table, inquiry.attributes);
      return { check: await checked(both.roster, inquiry, table, uses), key: randomId('secret') };
    } catch (error) {
      if (error instanceof InputError) return fail(400, { file: sentence(error, locals.lang) ?? '' });
      throw error;
    }
  },

  /**
   * Adds the people, where the columns are those of which the page has said what comes; else says it anew. The
   * list is in the form, and nowhere else until then.
   */
  async keep({ locals, params, request }) {
    const both = bothOf(locals);
    const inquiry = await invited(both.box, params.inquiry);
    if (typeof inquiry === 'string') return fail(409, { problem: inquiry });
    const form = await request.formData();
    const table = unpackTable(fieldText(form, 'table'));
    const key = fieldText(form, 'key');
    if (!table || !/^[a-z2-9]{26}$/.test(key)) return fail(400, { problem: 'expired' } as const);
    const allowed = new Set<string>([
      'email',
      'name',
      'first-name',
      ...inquiry.attributes.map(({ key }) => `list:${key}`),
    ]);
    const uses = table.columns.map((_, at) => {
      const use = fieldText(form, `column-${at}`);
      return (allowed.has(use) ? use : '') as ColumnUse;
    });
    const check = await checked(both.roster, inquiry, table, uses);
    if (check.fault || fieldText(form, 'seen') !== uses.join(' ') || fieldText(form, 'act') !== 'keep') {
      return fail(check.fault ? 400 : 409, { check, key, looked: !check.fault });
    }
    const { people, counted } = peopleOf(table, uses, inquiry.attributes);
    const added = await addPeople(both, { inquiry: inquiry.id, key, people, counted });
    if (typeof added === 'string') return fail(409, { problem: added });
    await note(locals, { act: 'imported', inquiry: inquiry.id, count: added.added });
    redirect(303, `/host/${inquiry.id}/people?added=${added.added}&known=${added.known}`);
  },
};

/** The inquiry, if people may be invited to it. */
async function invited(
  box: Parameters<typeof readInquiry>[0],
  id: string,
): Promise<Inquiry | 'closed' | 'other-entry'> {
  const inquiry = await readInquiry(box, id);
  if (!inquiry || inquiry.state === 'closed') return 'closed';
  return inquiry.entry === 'token' ? inquiry : 'other-entry';
}

/** What the page says before anything is kept: of everything only the first few, and how many there are. */
async function checked(
  roster: Parameters<typeof knownPeople>[0],
  { id, attributes }: Inquiry,
  table: PeopleTable,
  uses: readonly ColumnUse[],
) {
  const taken = uses.filter((use) => use !== '');
  const fault =
    new Set(taken).size < taken.length
      ? ('twice' as const)
      : taken.some((use) => use === 'email' || use === 'name' || use === 'first-name')
        ? undefined
        : ('missing' as const);
  const { people, counted, ...told } = peopleOf(table, uses, attributes);
  const known = await knownPeople(roster, id);
  const fresh = people.filter((person) => !known.has(person));
  const some = <Item>(items: readonly Item[]) => ({ count: items.length, first: items.slice(0, NAMED) });
  return {
    fault,
    uses,
    seen: uses.join(' '),
    columns: table.columns.map((name, at) => ({
      name: name.slice(0, 80),
      examples: table.rows.slice(0, SHOWN).map(({ cells }) => cells[at]!.slice(0, 60)),
    })),
    ...(table.among !== undefined && { among: table.among }),
    people: fresh.length,
    known: people.length - fresh.length,
    cards: fresh.filter(({ email }) => email === null).length,
    nobody: some(told.nobody),
    formulas: some(told.formulas),
    repeated: some(told.repeated),
    badAddresses: some(told.badAddresses.map(({ line, value }) => ({ line, value: value.slice(0, 60) }))),
    namesakes: some(told.namesakes.map(({ name, lines }) => ({ name, lines: some(lines) }))),
    unknownValues: some(
      told.unknownValues.map(({ attribute, value, lines }) => ({
        attribute,
        value: value.slice(0, 60),
        lines: some(lines),
      })),
    ),
    uncounted: attributes.filter(({ key }) => !counted.some((one) => one.key === key)).map(({ key }) => key),
    table: packTable(table),
  };
}
