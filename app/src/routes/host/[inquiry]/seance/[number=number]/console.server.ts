import { error, fail, redirect } from '@sveltejs/kit';
import { formatTime } from '#lib/answer/formatTime.ts';
import { momentWords } from '#lib/room/components/console/momentWords.ts';
import { readSeance, withdrawnFrom } from '#lib/room/data.server.ts';
import { actOnSeance, endSeance, type NotDone } from '#lib/room/mutations.server.ts';
import { type Action, advance, actions as allActions, nextItem, statementOf } from '#lib/room/progress.ts';
import { publishAnswer } from '#lib/room/publishAnswer.server.ts';
import { schedule } from '#lib/room/schedule.ts';
import { standing } from '#lib/room/standing.ts';
import { instantOf, localTimeOf } from '#lib/room/zonedTime.ts';
import { m } from '#lib/words/messages.js';
import { reportUnpublished } from '../../../answerSaid.server.ts';
import { note } from '../../../note.server.ts';

const MINUTE = 60_000;

interface Where {
  readonly locals: App.Locals;
  readonly params: { readonly inquiry: string; readonly number: number };
}

/** What whoever leads a séance sees: its script, where it is, and of the room what the wall may show. */
export async function loadConsole({ locals, params }: Where, code: string | undefined) {
  const { house, lang } = locals;
  const seance = await readSeance(house.store.db, params.inquiry, params.number);
  if (!seance) error(404);
  const { script, progress, zone } = seance;
  const live = seance.state === 'live';
  const begin = instantOf(seance.starts, zone);
  const times = schedule(script);
  const now = Date.now();
  const room = live && code !== undefined ? await house.rooms.state(code) : undefined;
  const withdrawn = await withdrawnFrom(house.store.db, params.inquiry, script);
  const current = statementOf(script, progress);
  const item = room?.seance?.statement;
  return {
    seance: { number: seance.number, title: seance.title, version: seance.version, live },
    moments: script.map((moment, at) => {
      const words = momentWords(standing(moment, withdrawn), lang);
      const place = !live || at > progress.moment ? 'next' : at < progress.moment ? 'done' : 'now';
      const which =
        place === 'now' && item
          ? m.seance_run_item({ item: String(item.item + 1), of: String(item.of) }, { locale: lang })
          : undefined;
      return {
        name: words.name,
        detail: which ?? words.detail,
        time: formatTime(localTimeOf(begin + times[at] * MINUTE, zone), lang),
        place: place as 'done' | 'now' | 'next',
      };
    }),
    room,
    /** Minutes since the vote of the moment, or the moment, began. */
    minutes: Math.max(0, Math.floor((now - progress.since) / MINUTE)),
    possible: live
      ? allActions.filter((action) => advance(script, progress, action, now, withdrawn) !== undefined)
      : [],
    moreItems: nextItem(script, progress, withdrawn) !== undefined,
    /** Has the statement of the moment been withdrawn under the eyes of the room? */
    gone: current !== undefined && withdrawn.has(current),
  };
}

/** One action on the séance, from the state that the host saw. */
export async function act({ locals, params }: Where, form: FormData) {
  const { rooms, store } = locals.house;
  const action = allActions.find((one): one is Action => one === form.get('action'));
  if (!action) return fail(400, { refused: 'no_sense' as const });
  const refused = await actOnSeance(store.db, {
    inquiry: params.inquiry,
    number: params.number,
    action,
    seen: Number(form.get('seen')),
    now: Date.now(),
  });
  if (refused) return notDone(refused);
  rooms.changed(params.inquiry);
  return undefined;
}

/**
 * Ends the séance, publishes the answer that people leave with, and leads back to the séance's page, which
 * says what has become of both.
 */
export async function end({ locals, params }: Where) {
  const { rooms, store } = locals.house;
  const refused = await endSeance(store.db, params.inquiry, params.number);
  if (refused) return notDone(refused);
  await note(locals, { act: 'ended', inquiry: params.inquiry });
  rooms.changed(params.inquiry);
  const answer = await publishAnswer(locals.house, params.inquiry, reportUnpublished);
  redirect(303, `/host/${params.inquiry}/seance/${params.number}?ended&answer=${answer}`);
}

function notDone(refused: NotDone) {
  if (refused === 'unknown-seance') error(404);
  if (refused === 'no-sense') return fail(400, { refused: 'no_sense' as const });
  return fail(409, { refused: refused === 'changed' ? ('changed' as const) : ('ended' as const) });
}
