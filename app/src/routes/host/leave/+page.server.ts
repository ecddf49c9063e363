import { redirect } from '@sveltejs/kit';
import { leave } from '#lib/host/access/mutations.server.ts';
import { sessionCookie } from '#lib/host/access/sessionCookie.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, '/host');

export const actions: Actions = {
  async default({ cookies, locals, url }) {
    const { name, options } = sessionCookie(url.protocol);
    const session = cookies.get(name);
    if (session !== undefined) await leave(locals.house, session);
    cookies.delete(name, options);
    redirect(303, '/host/enter');
  },
};
