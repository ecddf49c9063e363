import { fail, redirect } from '@sveltejs/kit';
import { lastAct, listStatements } from '#lib/host/statements/data.server.ts';
import {
  acceptStatement,
  mergeStatement,
  type NotDone,
  refuseStatement,
  undoLast,
} from '#lib/host/statements/mutations.server.ts';
import { readReason } from '#lib/host/statements/reason.ts';
import { readTexts } from '#lib/host/statements/schema.ts';
import { similarStatements } from '#lib/host/statements/similarStatements.ts';
import type { Database } from '#lib/store/schema.ts';
import { actOf } from '../../actOf.ts';
import { fieldText } from '../../fieldText.ts';
import { note } from '../../note.server.ts';
import { today } from '../../today.ts';

/**
 * What waits, the oldest first, with what is like it; `most` of it where the page shows no more. Words only:
 * never who wrote them.
 */
export async function loadQueue(db: Database, inquiry: string, most = Number.POSITIVE_INFINITY) {
  const waiting = await listStatements(db, inquiry, 'waiting');
  const accepted = await listStatements(db, inquiry, 'accepted');
  return {
    queue: waiting.slice(0, most).map(({ id, number, version, texts }) => ({
      ...{ id, number, version, texts },
      similar: similarStatements(texts, [...accepted, ...waiting.filter((other) => other.id !== id)]).map(
        ({ statement: { id, number, texts, state }, words }) => ({ id, number, texts, state, words }),
      ),
    })),
    accepted: accepted.map(({ id, number, texts }) => ({ id, number, texts })),
    last: await lastAct(db, inquiry),
  };
}

export type Queue = Awaited<ReturnType<typeof loadQueue>>;

interface Event {
  readonly locals: App.Locals;
  readonly params: { readonly inquiry: string };
  readonly request: Request;
  readonly url: URL;
}

/** The acts of moderation: each leads back to the page that it was done on. */
export const moderationActs = {
  async accept(event: Event) {
    const act = actOf(event.params.inquiry, await event.request.formData());
    return done(event, await acceptStatement(event.locals.house.store.db, act));
  },

  async edit(event: Event) {
    const form = await event.request.formData();
    const act = actOf(event.params.inquiry, form);
    const words = { fr: fieldText(form, 'fr'), en: fieldText(form, 'en') };
    const read = readTexts(words);
    if ('faults' in read) return fail(400, { statement: act.statement, words, faults: read.faults });
    return done(event, await acceptStatement(event.locals.house.store.db, { ...act, texts: read.texts }));
  },

  async refuse(event: Event) {
    const form = await event.request.formData();
    const act = actOf(event.params.inquiry, form);
    const { house, lang } = event.locals;
    const reason = readReason(fieldText(form, 'reason'), fieldText(form, 'other'), lang);
    if (reason === undefined) return fail(400, { statement: act.statement, problem: 'reason-missing' });
    return done(event, await refuseStatement(house.store.db, { ...act, from: 'waiting', reason }));
  },

  async merge(event: Event) {
    const form = await event.request.formData();
    const act = actOf(event.params.inquiry, form);
    const into = fieldText(form, 'into');
    if (into === '') return fail(400, { statement: act.statement, problem: 'target-missing' });
    return done(event, await mergeStatement(event.locals.house.store.db, { ...act, into }));
  },

  async undo(event: Event) {
    const { inquiry } = event.params;
    const line = Number(fieldText(await event.request.formData(), 'line'));
    return done(event, await undoLast(event.locals.house.store.db, { inquiry, line, today: today() }));
  },
};

async function done({ locals, params, url }: Event, problem: NotDone | undefined) {
  if (problem) return fail(409, { problem });
  await note(locals, { act: 'moderated', inquiry: params.inquiry });
  locals.house.rooms.changed(params.inquiry);
  redirect(303, url.pathname);
}
