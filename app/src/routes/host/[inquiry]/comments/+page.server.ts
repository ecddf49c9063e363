import { minimum, minimumBehind } from '@abord/release';
import { fail, redirect } from '@sveltejs/kit';
import { readReason } from '#lib/host/statements/reason.ts';
import { listComments } from '#lib/questions/everyone/comments/data.server.ts';
import {
  acceptComment,
  type NotDone,
  refuseComment,
  returnComment,
} from '#lib/questions/everyone/comments/mutations.server.ts';
import { releaseComments } from '#lib/questions/everyone/comments/release.server.ts';
import { tellsWho } from '#lib/questions/everyone/comments/tellsWho.ts';
import { fieldText } from '../../fieldText.ts';
import { note } from '../../note.server.ts';
import { today } from '../../today.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  const { db } = locals.house.store;
  // The kind of work is nothing to judge, and where few do it, it tells who wrote.
  const list = async (state: 'waiting' | 'accepted' | 'refused') =>
    (await listComments(db, params.inquiry, state)).map(({ sector, ...comment }) => ({
      ...comment,
      ...(sector && comment.name !== undefined && { sector }),
    }));
  return {
    waiting: (await list('waiting')).map((comment) => ({
      ...comment,
      passages: tellsWho(Object.values(comment.texts)[0] ?? ''),
      watchPassages: tellsWho(Object.values(comment.watch ?? {})[0] ?? ''),
    })),
    accepted: await list('accepted'),
    refused: await list('refused'),
    least: minimumBehind('comments', 'inside', (await parent()).inquiry.figureMinimum),
    floor: minimum.floor,
    published: url.searchParams.getAll('published'),
  };
};

type Event = Parameters<Actions[string]>[0];

export const actions: Actions = {
  async accept(event) {
    const { act } = await read(event);
    return done(event, act.id, await acceptComment(event.locals.house.store.db, act));
  },
  async cut(event) {
    const { act, form } = await read(event);
    const kept = fieldText(form, 'kept').slice(0, 4_000);
    const keptWatch = fieldText(form, 'kept-watch').slice(0, 4_000);
    const problem = await acceptComment(event.locals.house.store.db, { ...act, kept, keptWatch });
    return done(event, act.id, problem, { kept, keptWatch });
  },
  async refuse(event) {
    const { act, form } = await read(event);
    const reason = readReason(fieldText(form, 'reason'), fieldText(form, 'other'), event.locals.lang);
    if (!reason) return fail(400, { comment: act.id, problem: 'reason-missing', cut: undefined });
    return done(event, act.id, await refuseComment(event.locals.house.store.db, { ...act, reason }));
  },
  async return(event) {
    const { act, form } = await read(event);
    const from = fieldText(form, 'from') === 'accepted' ? 'accepted' : 'refused';
    return done(event, act.id, await returnComment(event.locals.house.store.db, { ...act, from }));
  },
};

async function read({ params, request }: Event) {
  const form = await request.formData();
  const id = fieldText(form, 'comment');
  return { form, act: { inquiry: params.inquiry!, id: /^[\w-]{1,64}$/.test(id) ? id : '', today: today() } };
}

/** Published by itself once the last one is read, where there are enough. */
async function done(
  { locals, params }: Event,
  comment: string,
  problem: NotDone | undefined,
  cut?: { readonly kept: string; readonly keptWatch: string },
) {
  if (problem) return fail(409, { comment, problem, cut });
  await note(locals, { act: 'commented', inquiry: params.inquiry! });
  const published = await releaseComments(locals.house.store.db, params.inquiry!, today());
  const query = published.map((kind) => `published=${kind}`).join('&');
  redirect(303, `/host/${params.inquiry}/comments${query && `?${query}`}`);
}
