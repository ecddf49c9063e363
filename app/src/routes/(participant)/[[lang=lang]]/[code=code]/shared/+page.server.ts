import { redirect } from '@sveltejs/kit';
import { kioskCookieName, roomOf } from '../../../room.server.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  async begin(event) {
    const { base, code, secure } = await roomOf(event);
    event.cookies.set(kioskCookieName(code), '1', { path: '/', httpOnly: true, sameSite: 'lax', secure });
    redirect(303, base);
  },
  async end(event) {
    const { base, code, secure } = await roomOf(event);
    event.cookies.delete(kioskCookieName(code), { path: '/', httpOnly: true, sameSite: 'lax', secure });
    redirect(303, base);
  },
};
