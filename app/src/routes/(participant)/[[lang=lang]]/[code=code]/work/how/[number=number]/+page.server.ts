import { fail, redirect } from '@sveltejs/kit';
import { howTasks } from '#lib/questions/work/howTasks.ts';
import { modes, qualities, sinces, type TaskSaid, times } from '#lib/questions/work/schema.ts';
import { tell, workRoomOf } from '../../../../../work.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { said, base } = await workRoomOf(event);
  if (!said) redirect(303, `${base}/work`);
  const tasks = howTasks(said);
  const place = Number(event.params.number);
  const task = tasks[place - 1];
  if (!task) redirect(303, `${base}/work/skills`);
  return { task, place, all: tasks.length };
};

export const actions = {
  async keep(event) {
    const room = await workRoomOf(event);
    const form = await event.request.formData();
    const named = String(form.get('task') ?? '');
    const place = Number(event.params.number);
    const refused = await tell(room, (before) => ({
      ...before,
      tasks: (before?.tasks ?? []).map((task) => (task.task === named ? withAnswers(task, form) : task)),
    }));
    if (refused) return fail(refused.status, { fault: refused.fault });
    // Who has no such task is sent on by the page itself.
    redirect(303, `${room.base}/work/how/${place + 1}`);
  },
} satisfies Actions;

/** The task with what the form says of it; where it says nothing, what was said before. */
function withAnswers(task: TaskSaid, form: FormData): TaskSaid {
  const { mode, since, quality, time } = {
    mode: chosen(form, 'mode', modes),
    since: chosen(form, 'since', sinces),
    quality: chosen(form, 'quality', qualities),
    time: chosen(form, 'time', times),
  };
  return {
    ...task,
    ...(mode && { mode }),
    ...(since && { since }),
    ...(quality && { quality }),
    ...(time && { time }),
  };
}

function chosen<Value extends string>(
  form: FormData,
  name: string,
  values: readonly Value[],
): Value | undefined {
  const sent = form.get(name);
  return values.find((value) => value === sent);
}
