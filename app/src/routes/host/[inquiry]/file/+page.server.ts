import { error, fail, redirect } from '@sveltejs/kit';
import { hatFor } from '#lib/host/access/rights.ts';
import { readInquiry } from '#lib/inquiry/data.server.ts';
import { readDossier } from '#lib/inquiry/dossier/data.server.ts';
import { saveNotice } from '#lib/inquiry/dossier/mutations.server.ts';
import { NOTICE_SIGNS, type NoticeField, noticeFields, readNotice } from '#lib/inquiry/dossier/schema.ts';
import { keepingChoices, keptFrom } from '#lib/inquiry/keeping/keptUntil.ts';
import { monthsAfter } from '#lib/inquiry/keeping/monthsAfter.ts';
import { setKeeping } from '#lib/inquiry/keeping/mutations.server.ts';
import { fieldText } from '../../fieldText.ts';
import { note } from '../../note.server.ts';
import { today } from '../../today.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { db } = locals.house.store;
  const inquiry = await readInquiry(db, params.inquiry);
  if (!inquiry) error(404);
  const from = inquiry.state === 'closed' ? keptFrom(inquiry) : undefined;
  const offered = keepingChoices.filter(
    (months) => inquiry.state === 'draft' || months <= inquiry.keepMonths,
  );
  return {
    dossier: await readDossier(locals.house, inquiry),
    choices: offered.map((months) => ({ months, until: from && monthsAfter(from, months) })),
    // Nothing to choose where it is kept for good, or gone.
    keeps: inquiry.erasedDay === undefined && (inquiry.state === 'draft' || keptFrom(inquiry) !== undefined),
    today: today(),
    // Whoever reads for the works council sees the file, and sends nothing.
    acts: hatFor({ route: '/host/[inquiry]/file', form: 'notice' }, locals.hats) !== undefined,
    most: NOTICE_SIGNS,
    saved: url.searchParams.has('saved'),
  };
};

export const actions: Actions = {
  async notice({ locals, params, request }) {
    const form = await request.formData();
    const values = Object.fromEntries(noticeFields.map((field) => [field, fieldText(form, field)])) as Record<
      NoticeField,
      string
    >;
    const read = readNotice(values);
    if ('faults' in read) return fail(400, { values, faults: read.faults, problem: undefined });
    await saveNotice(locals.house.store.db, params.inquiry, read.notice);
    await note(locals, { act: 'notice', inquiry: params.inquiry });
    redirect(303, `/host/${params.inquiry}/file?saved`);
  },
  async keep({ locals, params, request }) {
    const months = Number(fieldText(await request.formData(), 'months'));
    const problem = await setKeeping(locals.house.store.db, params.inquiry, months);
    if (problem) return fail(409, { values: undefined, faults: undefined, problem });
    await note(locals, { act: 'keeping', inquiry: params.inquiry, count: months });
    redirect(303, `/host/${params.inquiry}/file?saved`);
  },
};
