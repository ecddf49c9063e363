import { fail, redirect } from '@sveltejs/kit';
import { countPeople, listPeople } from '#lib/entry/roster/data.server.ts';
import { folded } from '#lib/entry/roster/guessColumns.ts';
import { addPeople, clearPeople, copyHeadcounts, MOST_PEOPLE } from '#lib/entry/roster/mutations.server.ts';
import { peopleOf } from '#lib/entry/roster/peopleOf.ts';
import { readInquiry } from '#lib/inquiry/data.server.ts';
import { randomId } from '#lib/store/randomId.ts';
import { fieldText } from '../../fieldText.ts';
import { note } from '../../note.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { bothOf } from './bothOf.server.ts';

/** People on one page. */
const SHOWN = 100;

const dones = ['removed', 'cleared'] as const;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { roster, store } = locals.house;
  const asked = (url.searchParams.get('q') ?? '').slice(0, 200);
  const number = (name: string) => {
    const text = url.searchParams.get(name) ?? '';
    return /^\d{1,6}$/.test(text) ? Number(text) : 0;
  };
  const common = {
    asked,
    most: MOST_PEOPLE,
    key: randomId('secret'),
    added: number('added'),
    known: number('known'),
    done: dones.find((done) => done === url.searchParams.get('done')),
  };
  if (!roster) return { ...common, count: undefined, people: [], from: 0, all: 0, shown: SHOWN };
  await copyHeadcounts({ box: store.db, roster: roster.db }, params.inquiry);
  const words = folded(asked);
  const found = (await listPeople(roster.db, params.inquiry)).filter(
    ({ name, email }) =>
      words === '' || folded(name ?? '').includes(words) || email?.includes(asked.trim().toLowerCase()),
  );
  const from = Math.min(number('from'), Math.max(0, found.length - 1));
  return {
    ...common,
    count: await countPeople(roster.db, params.inquiry),
    people: found.slice(from, from + SHOWN),
    from,
    all: found.length,
    shown: SHOWN,
  };
};

export const actions: Actions = {
  async add({ locals, params, request }) {
    const both = bothOf(locals);
    const inquiry = await readInquiry(both.box, params.inquiry);
    const form = await request.formData();
    const attributes = inquiry?.attributes ?? [];
    const cells = ['name', 'email', ...attributes.map(({ key }) => `list-${key}`)].map((name) =>
      fieldText(form, name)
        .slice(0, 300)
        .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
        .trim(),
    );
    const values = { name: cells[0]!, email: cells[1]! };
    const read = peopleOf(
      { columns: cells, rows: [{ line: 1, cells }] },
      ['name', 'email', ...attributes.map(({ key }) => `list:${key}` as const)],
      attributes,
    );
    const problem =
      read.formulas.length > 0
        ? 'formula'
        : read.badAddresses.length > 0
          ? 'address'
          : read.people.length === 0
            ? 'nobody'
            : undefined;
    if (problem) return fail(400, { problem, values } as const);
    // What she said nothing of is counted for none of its values.
    const counted = read.counted.filter(({ key }) => read.people[0]!.profile.has(key));
    const key = fieldText(form, 'key');
    const added = await addPeople(both, { inquiry: params.inquiry, key, people: read.people, counted });
    if (typeof added === 'string') return fail(409, { problem: added, values });
    if (added.added === 0) return fail(409, { problem: 'known', values } as const);
    await note(locals, { act: 'people', inquiry: params.inquiry });
    redirect(303, `/host/${params.inquiry}/people?added=1`);
  },

  async clear({ locals, params }) {
    if (!(await clearPeople(bothOf(locals), params.inquiry)))
      return fail(409, { problem: 'closed' } as const);
    await note(locals, { act: 'people', inquiry: params.inquiry });
    redirect(303, `/host/${params.inquiry}/people?done=cleared`);
  },
};
