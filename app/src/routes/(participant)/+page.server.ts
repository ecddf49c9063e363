import { fail, redirect } from '@sveltejs/kit';
import { roomCodeOf } from '#lib/entry/roomCode.ts';
import { inquiryByCode } from '#lib/inquiry/data.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ setHeaders }) => {
  setHeaders({ vary: 'accept-language' });
};

export const actions: Actions = {
  async default({ locals, request, url }) {
    const typed = String((await request.formData()).get('code') ?? '')
      .trim()
      .slice(0, 40);
    const code = roomCodeOf(typed);
    if (code === undefined) return fail(400, { typed, fault: typed === '' ? 'empty' : 'wrong' } as const);
    if ((await inquiryByCode(locals.house.store.db, code)) === undefined) {
      return fail(404, { typed: code, fault: 'unknown' } as const);
    }
    redirect(303, url.searchParams.has('lang') ? `/${locals.lang}/${code}` : `/${code}`);
  },
};
