import { minimumBehind } from '@abord/release';
import { fail, redirect } from '@sveltejs/kit';
import { listPutStatements } from '#lib/entry/data.server.ts';
import { readOwnGains } from '#lib/questions/gains/data.server.ts';
import { sayGains } from '#lib/questions/gains/mutations.server.ts';
import { becomes, gainers, hours } from '#lib/questions/gains/schema.ts';
import { secretHash } from '#lib/store/secretHash.ts';
import { gainsRoomOf } from '../../../gains.server.ts';
import { telling } from '../../../limits.server.ts';
import { offersTrials } from '../../../trials.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const room = await gainsRoomOf(event);
  return {
    said: await readOwnGains(room.db, room.inquiry.id, room.secret),
    trials: await offersTrials(room),
    least: minimumBehind('heard', 'inside', room.inquiry.figureMinimum),
    byList: room.inquiry.entry !== 'open',
  };
};

export const actions = {
  async keep(event) {
    const { db, inquiry, secret, base, own } = await gainsRoomOf(event);
    const form = await event.request.formData();
    const sent = {
      hours: chosen(form, 'hours', hours),
      became: chosen(form, 'became', becomes),
      gainer: chosen(form, 'gainer', gainers),
    };
    if (!sent.hours) return fail(400, { sent, fault: 'empty' } as const);
    if (!telling.allow(secretHash(secret), Date.now())) return fail(429, { sent, fault: 'busy' } as const);
    const { became, gainer } = sent;
    const fault = await sayGains(
      db,
      { inquiry: inquiry.id, secret },
      { hours: sent.hours, ...(became && { became }), ...(gainer && { gainer }) },
    );
    if (fault === 'unknown-ballot') redirect(303, base);
    if (fault) return fail(fault === 'closed' ? 409 : 400, { sent, fault });
    const statements = await listPutStatements(db, inquiry.id);
    const votes = statements.some(({ id, voting }) => voting && !own.votes.has(id));
    redirect(303, `${base}/${votes ? 'vote' : 'end'}`);
  },
} satisfies Actions;

function chosen<Value extends string>(
  form: FormData,
  name: string,
  values: readonly Value[],
): Value | undefined {
  const sent = form.get(name);
  return values.find((value) => value === sent);
}
