import { redirect } from '@sveltejs/kit';
import { loadQueue, moderationActs } from '../../../moderation/moderation.server.ts';
import { act, end, loadConsole } from '../console.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Statements that the column shows of those that wait. */
const SHOWN = 4;

export const load: PageServerLoad = async (event) => {
  const { inquiry } = await event.parent();
  const { db } = event.locals.house.store;
  return {
    ...(await loadConsole(event, inquiry.code)),
    // Whoever leads a séance reads what waits where nobody else is appointed to.
    moderation: event.locals.hats.includes('moderator') ? await loadQueue(db, inquiry.id, SHOWN) : undefined,
  };
};

export const actions = {
  async act(event) {
    const refused = await act(event, await event.request.formData());
    if (refused) return refused;
    redirect(303, event.url.pathname);
  },
  end,
  ...moderationActs,
} satisfies Actions;
