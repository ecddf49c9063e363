import { listSeances } from '#lib/room/data.server.ts';
import { seanceWhen } from '#lib/room/seanceWhen.ts';
import { instantOf } from '#lib/room/zonedTime.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { announced } = await parent();
  const seances = await listSeances(locals.house.store.db, announced.id);
  return {
    seances: seances
      .map((seance) => ({
        number: seance.number,
        title: seance.title,
        place: seance.place,
        state: seance.state,
        begins: instantOf(seance.starts, seance.zone),
        when: seanceWhen(seance, locals.lang),
      }))
      .sort((a, b) => a.begins - b.begins || a.number - b.number),
  };
};
