import { fail, redirect } from '@sveltejs/kit';
import { howTasks } from '#lib/questions/work/howTasks.ts';
import { skillKeys, skillLists } from '#lib/questions/work/schema.ts';
import { saidRoomOf, tell } from '../../../../work.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { said } = await saidRoomOf(event);
  const how = howTasks(said).length;
  return { skills: said.skills, back: how > 0 ? `how/${how}` : said.tasks.length > 0 ? 'ai' : 'tasks' };
};

export const actions = {
  async keep(event) {
    const room = await saidRoomOf(event);
    const form = await event.request.formData();
    const [gain, lose, need, trained] = skillLists.map((list) => {
      const ticked = new Set(form.getAll(list).map(String));
      return skillKeys.filter((key) => ticked.has(key));
    }) as [
      (typeof skillKeys)[number][],
      (typeof skillKeys)[number][],
      (typeof skillKeys)[number][],
      (typeof skillKeys)[number][],
    ];
    const sent = { gain, lose, need, trained };
    const refused = await tell(room, (before) => ({ ...(before ?? { tasks: [] }), skills: sent }));
    if (refused) return fail(refused.status, { fault: refused.fault, sent });
    redirect(303, `${room.base}/work/done`);
  },
} satisfies Actions;
