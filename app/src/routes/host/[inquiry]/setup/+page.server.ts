import { error, fail, redirect } from '@sveltejs/kit';
import { readInquiry } from '#lib/inquiry/data.server.ts';
import { changeSetUp } from '#lib/inquiry/mutations.server.ts';
import { readSetUp } from '#lib/inquiry/schema.ts';
import { invitesOf } from '../../invitesOf.ts';
import { note } from '../../note.server.ts';
import { savedForm, sentForm } from '../../setUpForm.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const inquiry = await readInquiry(locals.house.store.db, params.inquiry);
  if (!inquiry) error(404);
  return { saved: savedForm(inquiry), invites: invitesOf(locals.house, url) };
};

export const actions: Actions = {
  async default({ locals, params, request, url }) {
    const values = sentForm(await request.formData());
    const read = readSetUp(values, invitesOf(locals.house, url));
    if ('faults' in read) return fail(400, { values, faults: read.faults });
    const problem = await changeSetUp(locals.house.store.db, params.inquiry, read.setUp);
    if (problem) return fail(409, { values, problem });
    await note(locals, { act: 'changed', inquiry: params.inquiry });
    locals.house.rooms.changed(params.inquiry);
    redirect(303, `/host/${params.inquiry}`);
  },
};
