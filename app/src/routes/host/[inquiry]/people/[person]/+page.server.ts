import { error, fail, redirect } from '@sveltejs/kit';
import { readPerson } from '#lib/entry/roster/data.server.ts';
import { inviteAgain, removePerson } from '#lib/entry/roster/mutations.server.ts';
import { readPostSettings } from '#lib/post/data.server.ts';
import { note } from '../../../note.server.ts';
import { bothOf } from '../bothOf.server.ts';
import { sendInvitations } from '../letters/sendInvitations.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { roster } = locals.house;
  if (!roster) return { person: undefined, hasPost: false };
  const person = await readPerson(roster.db, params.inquiry, params.person);
  if (!person) error(404);
  return { person, hasPost: (await readPostSettings(roster.db)) !== undefined };
};

export const actions: Actions = {
  /** Says the same whether her token was drawn or not. */
  async letter({ locals, params, url }) {
    const both = bothOf(locals);
    const person = await readPerson(both.roster, params.inquiry, params.person);
    const row = await both.box
      .selectFrom('inquiry')
      .select(['state', 'entry'])
      .where('id', '=', params.inquiry)
      .executeTakeFirst();
    if (row?.state !== 'open' || row.entry !== 'token' || !person?.email) return fail(409, { problem: true });
    await inviteAgain(both.roster, params.inquiry, params.person);
    await note(locals, { act: 'letters', inquiry: params.inquiry });
    await sendInvitations(locals, params.inquiry, url);
    redirect(303, `/host/${params.inquiry}/people/letters`);
  },

  async remove({ locals, params }) {
    const both = bothOf(locals);
    const row = await both.box
      .selectFrom('inquiry')
      .select(['state', 'entry'])
      .where('id', '=', params.inquiry)
      .executeTakeFirst();
    if (!row || row.state === 'closed' || row.entry !== 'token') return fail(409, { problem: true });
    await removePerson(both.roster, params.inquiry, params.person);
    await note(locals, { act: 'people', inquiry: params.inquiry });
    redirect(303, `/host/${params.inquiry}/people?done=removed`);
  },
};
