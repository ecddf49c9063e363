import { fail, redirect } from '@sveltejs/kit';
import { ownWords } from '#lib/entry/ownWords.ts';
import { readOwnWork } from '#lib/questions/work/data.server.ts';
import { findWays } from '#lib/questions/work/findWays.ts';
import { ownRoomOf } from '../../../../room.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Signs of a job's name, and those that come back into its field. */
const TITLE = 120;
const BACK = 60_000;

/** Read by her own secret alone; nothing here writes, counts or tells. An inquiry that is closed may still be read. */
async function waysRoomOf(event: Parameters<typeof ownRoomOf>[0]) {
  const room = await ownRoomOf(event);
  if (!room.inquiry.questions.includes('work')) redirect(303, `${room.base}/vote`);
  return room;
}

export const load: PageServerLoad = async (event) => {
  const { db, inquiry, secret } = await waysRoomOf(event);
  const job = (await readOwnWork(db, inquiry.id, secret))?.job;
  const own = event.request.method !== 'POST' && job !== undefined;
  return { job, found: own ? await findWays(event.locals.house.references, { job }) : undefined };
};

export const actions = {
  async find(event) {
    await waysRoomOf(event);
    const typed = String((await event.request.formData()).get('title') ?? '').slice(0, BACK);
    const words = ownWords(typed, TITLE);
    if ('fault' in words) {
      const fault = words.fault === 'empty' ? words.fault : { signs: words.signs, most: TITLE };
      return fail(400, { typed, fault } as const);
    }
    const found = await findWays(event.locals.house.references, {
      words: words.text,
      language: event.locals.lang,
    });
    if (found.kind === 'none') return fail(422, { typed, fault: 'none', unknown: found.unknown } as const);
    return { typed, found };
  },
  async from(event) {
    await waysRoomOf(event);
    const code = String((await event.request.formData()).get('code') ?? '');
    const found = await findWays(event.locals.house.references, { code });
    if (found.kind === 'none') return fail(400, { typed: '', fault: 'unknown-job' } as const);
    return { typed: '', found };
  },
} satisfies Actions;
