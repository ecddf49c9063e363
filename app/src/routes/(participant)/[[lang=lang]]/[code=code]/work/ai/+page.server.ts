import { fail, redirect } from '@sveltejs/kit';
import { howTasks } from '#lib/questions/work/howTasks.ts';
import { uses } from '#lib/questions/work/schema.ts';
import { tell, workRoomOf } from '../../../../work.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { said, base } = await workRoomOf(event);
  if (!said) redirect(303, `${base}/work`);
  if (said.tasks.length === 0) redirect(303, `${base}/work/tasks`);
  return { tasks: said.tasks };
};

export const actions = {
  async keep(event) {
    const room = await workRoomOf(event);
    const form = await event.request.formData();
    let how = 0;
    const refused = await tell(room, (before) => {
      const tasks = (before?.tasks ?? []).map((task) => {
        const sent = String(form.get(`use ${task.task}`) ?? '');
        const use = uses.find((known) => known === sent);
        return use ? { ...task, use } : task;
      });
      how = howTasks({ tasks }).length;
      return { ...before, tasks };
    });
    if (refused) return fail(refused.status, { fault: refused.fault });
    redirect(303, `${room.base}/work/${how > 0 ? 'how/1' : 'skills'}`);
  },
} satisfies Actions;
