import { listSeances } from '#lib/room/data.server.ts';
import { seanceWhen } from '#lib/room/seanceWhen.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const seances = await listSeances(locals.house.store.db, params.inquiry);
  return {
    seances: seances
      .sort((a, b) => (a.starts < b.starts ? 1 : -1))
      .map((seance) => ({
        number: seance.number,
        title: seance.title,
        place: seance.place,
        state: seance.state,
        when: seanceWhen(seance, locals.lang),
      })),
  };
};
