import { fail, redirect } from '@sveltejs/kit';
import { writeStatement } from '#lib/entry/mutations.server.ts';
import { OWN_WORDS, ownWords } from '#lib/entry/ownWords.ts';
import { firstReaders } from '#lib/host/team/data.server.ts';
import { languageOf } from '#lib/questions/everyone/languageOf.ts';
import { randomId } from '#lib/store/randomId.ts';
import { secretHash } from '#lib/store/secretHash.ts';
import { writing } from '../../../limits.server.ts';
import { ownRoomOf } from '../../../room.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const room = await ownRoomOf(event);
  return {
    // Drawn before she writes, so that a form sent twice writes once.
    id: randomId('statement'),
    most: OWN_WORDS,
    closed: room.inquiry.state !== 'open',
    readers: await firstReaders(event.locals.house.roster?.db, room.inquiry.id),
    done: event.url.searchParams.has('done'),
  };
};

const ID = /^[a-km-np-z][a-km-np-z2-9]{9}$/;

export const actions: Actions = {
  async preview(event) {
    await ownRoomOf(event);
    const { typed, id, words } = await read(event.request);
    if ('fault' in words) return fail(400, { step: 'write', typed, ...words } as const);
    const texts = { [languageOf(words.text, event.locals.lang)]: words.text };
    return { step: 'read', typed: words.text, texts, id } as const;
  },
  async edit(event) {
    await ownRoomOf(event);
    const { typed } = await read(event.request);
    return { step: 'write', typed, fault: undefined } as const;
  },
  async send(event) {
    const room = await ownRoomOf(event);
    const { typed, id, words } = await read(event.request);
    if ('fault' in words) return fail(400, { step: 'write', typed, ...words } as const);
    if (!writing.allow(secretHash(room.secret), Date.now())) {
      return fail(429, { step: 'write', typed, fault: 'many-waiting' } as const);
    }
    const inquiry = room.inquiry.id;
    const refused = await writeStatement(room.db, {
      inquiry,
      secret: room.secret,
      id: id ?? randomId('statement'),
      text: words.text,
      lang: event.locals.lang,
    });
    if (refused) {
      const fault = refused === 'many-waiting' || refused === 'queue-full' ? refused : 'closed';
      return fail(409, { step: 'write', typed, fault } as const);
    }
    event.locals.house.rooms.changed(inquiry);
    redirect(303, `${room.base}/write?done`);
  },
};

async function read(request: Request) {
  const given = await request.formData();
  const typed = String(given.get('words') ?? '');
  const id = String(given.get('id') ?? '');
  return { typed: typed.slice(0, 2_000), id: ID.test(id) ? id : undefined, words: ownWords(typed) };
}
