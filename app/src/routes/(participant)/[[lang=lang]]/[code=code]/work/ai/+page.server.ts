import { fail, redirect } from '@sveltejs/kit';
import { howTasks } from '#lib/questions/work/howTasks.ts';
import { uses } from '#lib/questions/work/schema.ts';
import { saidRoomOf, tell } from '../../../../work.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { said, base } = await saidRoomOf(event);
  if (said.tasks.length === 0) redirect(303, `${base}/work/tasks`);
  return { tasks: said.tasks };
};

export const actions = {
  async keep(event) {
    const room = await saidRoomOf(event);
    const form = await event.request.formData();
    const sent = room.said.tasks.flatMap(({ task }) => {
      const use = uses.find((known) => known === form.get(`use ${task}`));
      return use ? [[task, use] as const] : [];
    });
    const said = new Map(sent);
    let how = 0;
    const refused = await tell(room, (before) => {
      const tasks = (before?.tasks ?? []).map((task) => {
        const use = said.get(task.task);
        return use ? { ...task, use } : task;
      });
      how = howTasks({ tasks }).length;
      return { ...before, tasks };
    });
    if (refused) return fail(refused.status, { fault: refused.fault, sent });
    redirect(303, `${room.base}/work/${how > 0 ? 'how/1' : 'skills'}`);
  },
} satisfies Actions;
