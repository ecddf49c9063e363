import { fail, redirect } from '@sveltejs/kit';
import { ownWords } from '#lib/entry/ownWords.ts';
import { nextStep } from '#lib/questions/work/nextStep.ts';
import { proposeJobs } from '#lib/questions/work/proposeJobs.ts';
import { withJob } from '#lib/questions/work/withJob.ts';
import { tell, workRoomOf } from '../../../work.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Signs of a job's name, and of what somebody does in it. */
const TITLE = 120;
const DOES = 1_000;
/** Signs that come back into the fields, so that nothing that was typed is lost. */
const BACK = 60_000;

export const load: PageServerLoad = async (event) => {
  const { said } = await workRoomOf(event);
  return {
    said: said && { job: said.job, next: nextStep(said), tasks: said.tasks.length },
    other: event.url.searchParams.has('other'),
  };
};

export const actions = {
  async find(event) {
    await workRoomOf(event);
    const given = await event.request.formData();
    const typed = {
      title: String(given.get('title') ?? '').slice(0, BACK),
      does: String(given.get('does') ?? '').slice(0, BACK),
    };
    const [title, does] = [ownWords(typed.title, TITLE), ownWords(typed.does, DOES)];
    for (const [words, most] of [
      [title, TITLE],
      [does, DOES],
    ] as const) {
      if ('fault' in words && words.fault === 'too-long') {
        return fail(400, { typed, fault: { signs: words.signs, most } } as const);
      }
    }
    if (!('text' in title) && !('text' in does)) return fail(400, { typed, fault: 'empty' } as const);
    const text = (words: typeof title) => ('text' in words ? words.text : '');
    const { jobs, unknown } = proposeJobs({ title: text(title), does: text(does) });
    if (jobs.length === 0) return fail(422, { typed, fault: 'unrecognised', unknown } as const);
    return { typed, jobs: jobs.map(({ id }) => id), unknown };
  },
  async choose(event) {
    const room = await workRoomOf(event);
    const job = String((await event.request.formData()).get('job') ?? '');
    const refused = await tell(room, (before) => withJob(before, job === '' ? undefined : job));
    if (refused) return fail(refused.status, { fault: refused.fault });
    redirect(303, `${room.base}/work/tasks`);
  },
} satisfies Actions;
