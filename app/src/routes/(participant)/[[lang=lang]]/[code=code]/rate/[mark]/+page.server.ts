import { fail, redirect } from '@sveltejs/kit';
import { isOwnResult, readRating } from '#lib/questions/gains/trials/data.server.ts';
import { rate } from '#lib/questions/gains/trials/mutations.server.ts';
import { rating } from '../../../../limits.server.ts';
import { type Room, roomOf } from '../../../../room.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** For whoever was handed a result and a code: she needs no ballot, and is not told how it was made. */
export const load: PageServerLoad = async (event) => {
  const room = await roomOf(event);
  const asked = await askedBy(room, event.params.mark);
  return {
    mark: event.params.mark,
    asked: typeof asked === 'string' ? undefined : { words: asked.words },
    state:
      typeof asked === 'string'
        ? asked
        : asked.score !== undefined
          ? 'rated'
          : room.inquiry.state === 'open'
            ? 'asks'
            : 'closed',
    done: event.url.searchParams.has('done'),
  } as const;
};

export const actions = {
  async give(event) {
    const room = await roomOf(event);
    const score = [1, 2, 3, 4, 5, 6, 7];
    const sent = String((await event.request.formData()).get('score') ?? '');
    const given = score.find((value) => String(value) === sent);
    const asked = await askedBy(room, event.params.mark);
    if (asked === 'wait') return fail(429, { fault: 'wait' } as const);
    if (asked === 'unknown') return fail(404, { fault: 'unknown' } as const);
    if (asked === 'own') return fail(409, { fault: 'own' } as const);
    if (room.inquiry.state !== 'open') return fail(409, { fault: 'closed' } as const);
    if (given === undefined) return fail(400, { fault: 'none' } as const);
    const refused = await rate(room.db, room.inquiry.id, event.params.mark, given);
    if (refused === 'unknown') return fail(404, { fault: 'unknown' } as const);
    if (refused) return fail(409, { fault: refused });
    redirect(303, `${room.base}/rate/${event.params.mark}?done`);
  },
} satisfies Actions;

/** What this code asks for; codes that open nothing are counted. */
async function askedBy(room: Room, mark: string) {
  const asked = CODE.test(mark) ? await readRating(room.db, room.inquiry.id, mark) : undefined;
  if (asked && room.secret !== undefined && asked.score === undefined) {
    const whose = { inquiry: room.inquiry.id, secret: room.secret, code: mark };
    // Whoever did it knows how it was done.
    if (await isOwnResult(room.db, whose)) return 'own' as const;
  }
  if (asked) return asked;
  return rating.allow(room.code, Date.now()) ? ('unknown' as const) : ('wait' as const);
}

/** What such a code looks like (see `randomId`). */
const CODE = /^[a-z][a-z2-9]{25}$/;
