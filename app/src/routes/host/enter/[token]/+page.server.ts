import { fail, redirect } from '@sveltejs/kit';
import { lifetimes } from '#lib/host/access/lifetimes.ts';
import { enterAsHost } from '#lib/host/access/mutations.server.ts';
import { sessionCookie } from '#lib/host/access/sessionCookie.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ hours: lifetimes.idleHours, days: lifetimes.sessionDays });

export const actions: Actions = {
  async default({ cookies, locals, params, url }) {
    const { name, options } = sessionCookie(url.protocol);
    const formerSession = cookies.get(name);
    const session = await enterAsHost(locals.house.store.db, {
      link: params.token,
      ...(formerSession !== undefined && { formerSession }),
      now: Date.now(),
    });
    if (session === undefined) return fail(403, { refused: true });
    cookies.set(name, session, options);
    redirect(303, '/host');
  },
};
