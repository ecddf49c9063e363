import { minimumBehind } from '@abord/release';
import { fail, redirect } from '@sveltejs/kit';
import { firstReaders } from '#lib/host/team/data.server.ts';
import { readOwnComment } from '#lib/questions/everyone/comments/data.server.ts';
import { eraseComment, writeComment } from '#lib/questions/everyone/comments/mutations.server.ts';
import { COMMENT_SIGNS, readComment } from '#lib/questions/everyone/comments/schema.ts';
import { tellsWho } from '#lib/questions/everyone/comments/tellsWho.ts';
import { languageOf } from '#lib/questions/everyone/languageOf.ts';
import { secretHash } from '#lib/store/secretHash.ts';
import { writing } from '../../../limits.server.ts';
import { ownRoomOf } from '../../../room.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { db, inquiry, secret } = await ownRoomOf(event);
  return {
    own: await readOwnComment(db, inquiry.id, secret),
    most: COMMENT_SIGNS,
    least: minimumBehind('comments', 'inside', inquiry.figureMinimum),
    readers: await firstReaders(event.locals.house.roster?.db, inquiry.id),
    closed: inquiry.state !== 'open',
    done: event.url.searchParams.has('done'),
  };
};

export const actions: Actions = {
  async preview(event) {
    await ownRoomOf(event);
    const { typed, words } = await read(event.request);
    if ('fault' in words) return fail(400, { step: 'write', typed, ...words } as const);
    const texts = { [languageOf(words.text, event.locals.lang)]: words.text };
    const found = [...new Set(tellsWho(words.text).map(({ kind }) => kind))];
    return { step: 'read', typed: words.text, texts, found } as const;
  },
  async edit(event) {
    await ownRoomOf(event);
    const { typed } = await read(event.request);
    return { step: 'write', typed, fault: undefined } as const;
  },
  async send(event) {
    const { db, inquiry, secret, base } = await ownRoomOf(event);
    const { typed, words } = await read(event.request);
    if ('fault' in words) return fail(400, { step: 'write', typed, ...words } as const);
    if (!writing.allow(secretHash(secret), Date.now())) {
      return fail(429, { step: 'write', typed, fault: 'busy' } as const);
    }
    const own = { inquiry: inquiry.id, secret, text: words.text, lang: event.locals.lang };
    const refused = await writeComment(db, own);
    if (refused) {
      return fail(409, { step: 'write', typed, fault: refused === 'full' ? 'full' : 'closed' } as const);
    }
    redirect(303, `${base}/comment?done`);
  },
  async erase(event) {
    const { db, inquiry, secret, base } = await ownRoomOf(event);
    await eraseComment(db, inquiry.id, secret);
    redirect(303, `${base}/mine?erased=comment`);
  },
};

async function read(request: Request) {
  const typed = String((await request.formData()).get('words') ?? '');
  return { typed: typed.slice(0, 2_000), words: readComment(typed) };
}
