import { fail, redirect } from '@sveltejs/kit';
import { createInquiry } from '#lib/inquiry/mutations.server.ts';
import { readSetUp } from '#lib/inquiry/schema.ts';
import { randomId } from '#lib/store/randomId.ts';
import { fieldText } from '../fieldText.ts';
import { invitesOf } from '../invitesOf.ts';
import { note } from '../note.server.ts';
import { blankForm, sentForm } from '../setUpForm.ts';
import { today } from '../today.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => ({
  id: randomId('inquiry'),
  blank: blankForm(),
  invites: invitesOf(locals.house, url),
});

export const actions: Actions = {
  async default({ locals, request, url }) {
    const sent = await request.formData();
    const drawn = fieldText(sent, 'id');
    const id = /^[a-z][a-z2-9]{9}$/.test(drawn) ? drawn : randomId('inquiry');
    const values = sentForm(sent);
    const read = readSetUp(values, invitesOf(locals.house, url));
    if ('faults' in read) return fail(400, { id, values, faults: read.faults });
    await createInquiry(locals.house.store.db, id, read.setUp, today());
    await note(locals, { act: 'created', inquiry: id });
    redirect(303, `/host/${id}/statements`);
  },
};
