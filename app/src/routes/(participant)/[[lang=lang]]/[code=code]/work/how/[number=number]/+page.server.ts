import { fail, redirect } from '@sveltejs/kit';
import { howTasks } from '#lib/questions/work/howTasks.ts';
import { modes, qualities, sinces, type TaskSaid, times } from '#lib/questions/work/schema.ts';
import { saidRoomOf, tell } from '../../../../../work.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { said, base } = await saidRoomOf(event);
  const tasks = howTasks(said);
  const place = Number(event.params.number);
  const task = tasks[place - 1];
  if (!task) redirect(303, `${base}/work/skills`);
  return { task, place, all: tasks.length };
};

export const actions = {
  async keep(event) {
    const room = await saidRoomOf(event);
    const form = await event.request.formData();
    const named = String(form.get('task') ?? '');
    const sent = answersIn(form);
    const place = Number(event.params.number);
    const refused = await tell(room, (before) => ({
      ...before,
      tasks: (before?.tasks ?? []).map((task) => (task.task === named ? { ...task, ...sent } : task)),
    }));
    if (refused) return fail(refused.status, { fault: refused.fault, sent });
    // Who has no such task is sent on by the page itself.
    redirect(303, `${room.base}/work/how/${place + 1}`);
  },
} satisfies Actions;

/** What a form says of a task; where it says nothing, what was said before stays. */
function answersIn(form: FormData): Partial<TaskSaid> {
  const { mode, since, quality, time } = {
    mode: chosen(form, 'mode', modes),
    since: chosen(form, 'since', sinces),
    quality: chosen(form, 'quality', qualities),
    time: chosen(form, 'time', times),
  };
  return {
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
