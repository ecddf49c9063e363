import { fail, redirect } from '@sveltejs/kit';
import { ownWords } from '#lib/entry/ownWords.ts';
import { jobName } from '#lib/questions/work/jobName.ts';
import { jobTitle } from '#lib/questions/work/jobTitle.ts';
import { nextStep } from '#lib/questions/work/nextStep.ts';
import { ownTasks } from '#lib/questions/work/ownTasks.ts';
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
    said: said && {
      job: jobName(event.locals.house.references, said, event.locals.lang),
      next: nextStep(said),
      tasks: said.tasks.length,
    },
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
    const { lang, house } = event.locals;
    const words = { title: text(title), does: text(does), lang };
    const { jobs, unknown } = await proposeJobs(house.references, words);
    if (jobs.length === 0) return fail(422, { typed, fault: 'unrecognised', unknown } as const);
    const known = jobs.flatMap((one) => ('job' in one ? [one.job] : []));
    return {
      typed,
      unknown,
      jobs: jobs.map((one) =>
        'job' in one
          ? {
              value: one.job.id,
              name: jobTitle(one.job.title[lang], lang),
              tasks: ownTasks(one.job, known).map((task) => task[lang]),
            }
          : { value: `isco:${one.isco}`, name: one.label, tasks: [] },
      ),
    };
  },
  async choose(event) {
    const room = await workRoomOf(event);
    const chosen = String((await event.request.formData()).get('job') ?? '');
    const isco = /^isco:(\d{4})$/.exec(chosen)?.[1];
    // Only a group that a published list names was proposed.
    const { occupation } = event.locals.house.references;
    if (isco !== undefined && !occupation('isco', isco)?.label[event.locals.lang]) {
      return fail(400, { fault: 'unknown-job' } as const);
    }
    const now = isco === undefined ? { job: chosen || undefined } : { isco };
    const refused = await tell(room, (before) => withJob(before, now));
    if (refused) return fail(refused.status, { fault: refused.fault });
    redirect(303, `${room.base}/work/tasks`);
  },
} satisfies Actions;
