import { fail, redirect } from '@sveltejs/kit';
import { lifetimes } from '#lib/host/access/lifetimes.ts';
import { enterByLink } from '#lib/host/access/mutations.server.ts';
import { sessionCookie } from '#lib/host/access/sessionCookie.ts';
import { noteAct } from '#lib/host/log/mutations.server.ts';
import { today } from '../../today.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ hours: lifetimes.idleHours, days: lifetimes.sessionDays });

export const actions: Actions = {
  async default({ cookies, locals, params, url }) {
    const { name, options } = sessionCookie(url.protocol);
    const formerSession = cookies.get(name);
    const entered = await enterByLink(locals.house, {
      link: params.token,
      ...(formerSession !== undefined && { formerSession }),
      now: Date.now(),
    });
    if (!entered) return fail(403, { refused: true });
    // Whoever may do everything without a name is at least seen to come in.
    if (entered.nameless) {
      await noteAct(locals.house.roster?.db, { role: 'host' }, { act: 'entered', today: today() });
    }
    cookies.set(name, entered.session, options);
    redirect(303, '/host');
  },
};
