import { redirect } from '@sveltejs/kit';
import { kioskCookie } from '#lib/entry/kioskCookie.ts';
import { roomOf } from '../../../room.server.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  async begin(event) {
    const { base, code, secure } = await roomOf(event);
    const { name, options } = kioskCookie(code, secure);
    event.cookies.set(name, '1', options);
    redirect(303, base);
  },
  async end(event) {
    const { base, code, secure } = await roomOf(event);
    const { name, options } = kioskCookie(code, secure);
    event.cookies.delete(name, options);
    redirect(303, base);
  },
};
