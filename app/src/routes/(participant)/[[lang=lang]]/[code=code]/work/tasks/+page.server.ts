import { fail, redirect } from '@sveltejs/kit';
import { ownWords } from '#lib/entry/ownWords.ts';
import { findTasks } from '#lib/questions/work/findTasks.ts';
import { shares, type TaskSaid } from '#lib/questions/work/schema.ts';
import { withTasks } from '#lib/questions/work/withTasks.ts';
import { builtInTasks } from '#lib/references/builtInJobs.ts';
import { saidRoomOf, tell } from '../../../../work.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Signs of a search, and those that come back into its field. */
const WORDS = 120;
const BACK = 60_000;

type Ticked = readonly (readonly [task: string, share: TaskSaid['share']])[];

export const load: PageServerLoad = async (event) => {
  const { said } = await saidRoomOf(event);
  const ticked: Ticked = said.tasks.map(({ task, share }) => [task, share]);
  return { job: said.job, ticked };
};

export const actions = {
  async search(event) {
    await saidRoomOf(event);
    const { ticked, words, typed } = await read(event.request);
    if ('fault' in words) {
      if (words.fault === 'empty') return { ticked, typed, found: undefined };
      return fail(400, {
        ticked,
        typed,
        found: undefined,
        fault: { signs: words.signs, most: WORDS },
      } as const);
    }
    return { ticked, typed, found: findTasks(words.text, event.locals.lang).map(({ id }) => id) };
  },
  async keep(event) {
    const room = await saidRoomOf(event);
    const { ticked, shown, typed } = await read(event.request);
    const back = { ticked, typed, found: undefined };
    if (ticked.length === 0) return fail(400, { ...back, fault: 'none-ticked' } as const);
    const refused = await tell(room, (before) => withTasks(before, new Map(ticked), shown));
    if (refused) return fail(refused.status, { ...back, fault: refused.fault });
    redirect(303, `${room.base}/work/ai`);
  },
} satisfies Actions;

/** What is ticked of what was shown, and what is searched for. A task that there is not stays, to be refused; its share may be absent. */
async function read(request: Request) {
  const form = await request.formData();
  const ticked: Ticked = [...new Set(form.getAll('task').map(String))]
    .slice(0, builtInTasks.size)
    .map((task) => {
      const share = String(form.get(`share ${task}`) ?? '');
      return [task, shares.find((known) => known === share) ?? 'some'];
    });
  const typed = String(form.get('words') ?? '');
  const shown = new Set(form.getAll('shown').map(String));
  return { ticked, shown, typed: typed.slice(0, BACK), words: ownWords(typed, WORDS) };
}
