import { error } from '@sveltejs/kit';
import { formatDay } from '#lib/answer/formatDays.ts';
import { formatTime } from '#lib/answer/formatTime.ts';
import { qr } from '#lib/entry/qr.ts';
import { listSeances, type Seance } from '#lib/room/data.server.ts';
import { instantOf } from '#lib/room/zonedTime.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import type { Database } from '#lib/store/schema.ts';
import { roomAddress } from '../roomAddress.ts';
import type { PageServerLoad } from './$types';
import { readEvening } from './readEvening.server.ts';

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  const { house, lang } = locals;
  const { db } = house.store;
  const state = await house.rooms.state(params.code);
  if (!state) error(404);
  setHeaders({ 'cache-control': 'no-store' });
  const { inquiry, seance } = state;
  const kind = seance?.kind;
  const address = roomAddress(url, house.settings.publicUrl);
  const over = kind === 'close' || (seance === undefined && !state.voting);
  const answer = over ? await latestRelease(db, inquiry, 'everyone') : undefined;
  const leads = answer ? `${lang}/inquiry/${inquiry}/everyone` : state.code;
  const next = seance === undefined || kind === 'close' ? await nextSeance(db, inquiry) : undefined;
  const query = url.search;
  return {
    state,
    address: address.typed,
    qr: qr(`${address.origin}/${leads}`),
    qrAddress: answer ? address.typed : `${address.typed}/${state.code}`,
    reach: `/wall/${state.code}/reach${query}`,
    answered: answer !== undefined,
    ...(next && {
      next: { day: formatDay(next.starts.slice(0, 10), lang), time: formatTime(next.starts, lang) },
    }),
    ...(kind === 'reveal' &&
      seance?.evening !== undefined && { evening: await readEvening(db, inquiry, lang) }),
    ...(kind === 'write' && { unread: await unread(db, inquiry) }),
  };
};

/** The séance that is announced and comes first from now on. */
async function nextSeance(db: Database, inquiry: string): Promise<Seance | undefined> {
  const now = Date.now();
  const instant = ({ starts, zone }: Seance) => instantOf(starts, zone);
  return (await listSeances(db, inquiry))
    .filter((one) => one.state === 'planned' && instant(one) + one.minutes * 60_000 > now)
    .sort((a, b) => instant(a) - instant(b))[0];
}

/** Statements of participants that nobody has read yet, rounded down to five. */
async function unread(db: Database, inquiry: string): Promise<number> {
  const { waiting } = await db
    .selectFrom('statement')
    .select(({ fn }) => fn.countAll<number>().as('waiting'))
    .where('inquiry', '=', inquiry)
    .where('state', '=', 'waiting')
    .where('origin', '=', 'participant')
    .executeTakeFirstOrThrow();
  return Number(waiting) - (Number(waiting) % 5);
}
