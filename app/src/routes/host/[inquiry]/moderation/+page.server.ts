import { fail, redirect } from '@sveltejs/kit';
import { lastAct, listStatements } from '#lib/host/statements/data.server.ts';
import {
  acceptStatement,
  mergeStatement,
  type NotDone,
  refuseStatement,
  undoLast,
} from '#lib/host/statements/mutations.server.ts';
import { readReason, readTexts } from '#lib/host/statements/schema.ts';
import { similarStatements } from '#lib/host/statements/similarStatements.ts';
import { actOf } from '../../actOf.ts';
import { fieldText } from '../../fieldText.ts';
import { today } from '../../today.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { db } = locals.house.store;
  const waiting = await listStatements(db, params.inquiry, 'waiting');
  const accepted = await listStatements(db, params.inquiry, 'accepted');
  return {
    queue: waiting.map((statement) => ({
      ...statement,
      similar: similarStatements(statement.texts, [
        ...accepted,
        ...waiting.filter(({ id }) => id !== statement.id),
      ]).map(({ statement: { id, number, texts, state }, words }) => ({ id, number, texts, state, words })),
    })),
    accepted: accepted.map(({ id, number, texts }) => ({ id, number, texts })),
    last: await lastAct(db, params.inquiry),
  };
};

export const actions: Actions = {
  async accept({ locals, params, request }) {
    const act = actOf(params.inquiry, await request.formData());
    return done(locals, act, await acceptStatement(locals.house.store.db, act));
  },

  async edit({ locals, params, request }) {
    const form = await request.formData();
    const act = actOf(params.inquiry, form);
    const words = { fr: fieldText(form, 'fr'), en: fieldText(form, 'en') };
    const read = readTexts(words);
    if ('faults' in read) return fail(400, { statement: act.statement, words, faults: read.faults });
    return done(locals, act, await acceptStatement(locals.house.store.db, { ...act, texts: read.texts }));
  },

  async refuse({ locals, params, request }) {
    const form = await request.formData();
    const act = actOf(params.inquiry, form);
    const reason = readReason(fieldText(form, 'reason'), fieldText(form, 'other'));
    if (reason === undefined) return fail(400, { statement: act.statement, problem: 'reason-missing' });
    return done(
      locals,
      act,
      await refuseStatement(locals.house.store.db, { ...act, from: 'waiting', reason }),
    );
  },

  async merge({ locals, params, request }) {
    const form = await request.formData();
    const act = actOf(params.inquiry, form);
    const into = fieldText(form, 'into');
    if (into === '') return fail(400, { statement: act.statement, problem: 'target-missing' });
    return done(locals, act, await mergeStatement(locals.house.store.db, { ...act, into }));
  },

  async undo({ locals, params, request }) {
    const line = Number(fieldText(await request.formData(), 'line'));
    const undo = { inquiry: params.inquiry, line, today: today() };
    return done(locals, undo, await undoLast(locals.house.store.db, undo));
  },
};

function done({ house }: App.Locals, { inquiry }: { inquiry: string }, problem: NotDone | undefined) {
  if (problem) return fail(409, { problem });
  house.rooms.changed(inquiry);
  redirect(303, `/host/${inquiry}/moderation`);
}
