import { redirect } from '@sveltejs/kit';
import { act, end, loadConsole } from '../console.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { inquiry } = await event.parent();
  return loadConsole(event, inquiry.code);
};

export const actions: Actions = {
  async act(event) {
    const refused = await act(event, await event.request.formData());
    if (refused) return refused;
    redirect(303, event.url.pathname);
  },
  end,
};
