import { minimumBehind } from '@abord/release';
import { fail, redirect } from '@sveltejs/kit';
import { firstReaders } from '#lib/host/team/data.server.ts';
import { readOwnComment } from '#lib/questions/everyone/comments/data.server.ts';
import {
  eraseComment,
  takeNameAway,
  writeComment,
} from '#lib/questions/everyone/comments/mutations.server.ts';
import { PRACTICE_SIGNS, readPractice, type TypedPractice } from '#lib/questions/everyone/comments/schema.ts';
import { tellsWho } from '#lib/questions/everyone/comments/tellsWho.ts';
import { languageOf } from '#lib/questions/everyone/languageOf.ts';
import { secretHash } from '#lib/store/secretHash.ts';
import { writing } from '../../../limits.server.ts';
import { ownRoomOf } from '../../../room.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { db, inquiry, secret } = await ownRoomOf(event);
  return {
    own: await readOwnComment(db, inquiry.id, secret, 'practice'),
    most: PRACTICE_SIGNS,
    least: minimumBehind('comments', 'inside', inquiry.figureMinimum),
    /** Of a practice without a name the kind of work is never told. */
    sectorHidden: inquiry.entry === 'open',
    readers: await firstReaders(event.locals.house.roster?.db, inquiry.id),
    closed: inquiry.state !== 'open',
    done: event.url.searchParams.get('done'),
  };
};

export const actions: Actions = {
  async preview(event) {
    await ownRoomOf(event);
    const { typed, practice } = await read(event.request);
    if ('fault' in practice) return fail(400, { step: 'write', typed, ...practice } as const);
    const { text, more } = practice;
    const written = [text, more.watch].join(' ');
    const lang = languageOf(written, event.locals.lang);
    const found = [
      ...new Set(
        tellsWho(text)
          .concat(tellsWho(more.watch ?? ''))
          .map(({ kind }) => kind),
      ),
    ];
    const { watch, ...beside } = more;
    const shown = { texts: { [lang]: text }, ...(watch && { watch: { [lang]: watch } }), ...beside };
    return { step: 'read', typed, shown, found } as const;
  },
  async edit(event) {
    await ownRoomOf(event);
    const { typed } = await read(event.request);
    return { step: 'write', typed } as const;
  },
  async send(event) {
    const { db, inquiry, secret, base } = await ownRoomOf(event);
    const { typed, practice } = await read(event.request);
    if ('fault' in practice) return fail(400, { step: 'write', typed, ...practice } as const);
    if (!writing.allow(secretHash(secret), Date.now())) {
      return fail(429, { step: 'write', typed, fault: 'busy' } as const);
    }
    const { text, more } = practice;
    const own = { inquiry: inquiry.id, secret, text, lang: event.locals.lang, practice: more };
    const refused = await writeComment(db, own);
    if (refused) {
      return fail(409, { step: 'write', typed, fault: refused === 'full' ? 'full' : 'closed' } as const);
    }
    redirect(303, `${base}/practice?done${more.name === undefined ? '' : '=signed'}`);
  },
  async erase(event) {
    const { db, inquiry, secret, base } = await ownRoomOf(event);
    await eraseComment(db, inquiry.id, secret, 'practice');
    redirect(303, `${base}/mine?erased=practice`);
  },
  async unsign(event) {
    const { db, inquiry, secret, base } = await ownRoomOf(event);
    await takeNameAway(db, inquiry.id, secret);
    redirect(303, `${base}/mine?erased=name`);
  },
};

async function read(request: Request) {
  const form = await request.formData();
  const field = (name: string) => String(form.get(name) ?? '').slice(0, 2_000);
  const signed = form.has('signed');
  const typed: TypedPractice = {
    words: field('words'),
    watch: field('watch'),
    sector: field('sector'),
    signed,
    // A browser may have filled it in by itself.
    name: signed ? field('name') : '',
  };
  return { typed, practice: readPractice(typed) };
}
