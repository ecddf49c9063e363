import { error, fail, redirect } from '@sveltejs/kit';
import { formatTime } from '#lib/answer/formatTime.ts';
import { textIn } from '#lib/components/textIn.ts';
import { listPutStatements } from '#lib/entry/data.server.ts';
import type { Texts } from '#lib/questions/everyone/debate.ts';
import { momentWords } from '#lib/room/components/console/momentWords.ts';
import { readSeance, type Seance, withdrawnFrom } from '#lib/room/data.server.ts';
import { type MomentFault, momentOf } from '#lib/room/momentForm.ts';
import { planSeance, startSeance } from '#lib/room/mutations.server.ts';
import { changeAnnouncement, changeScript } from '#lib/room/planning.server.ts';
import { publishAnswer } from '#lib/room/publishAnswer.server.ts';
import { schedule } from '#lib/room/schedule.ts';
import type { Script } from '#lib/room/script.ts';
import { editScript, type ScriptEdit } from '#lib/room/scriptEdit.ts';
import { seanceWhen } from '#lib/room/seanceWhen.ts';
import { standing } from '#lib/room/standing.ts';
import { instantOf, localTimeOf } from '#lib/room/zonedTime.ts';
import { m } from '#lib/words/messages.js';
import { answerSaid, reportUnpublished } from '../../../answerSaid.server.ts';
import { note } from '../../../note.server.ts';
import { announcementOf, fieldsOf, zones } from '../announcementForm.server.ts';
import type { Actions, PageServerLoad } from './$types';

const MINUTE = 60_000;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { lang, house } = locals;
  const seance = await found(house.store.db, params);
  const begin = instantOf(seance.starts, seance.zone);
  const times = schedule(seance.script).map((minutes) =>
    formatTime(localTimeOf(begin + minutes * MINUTE, seance.zone), lang),
  );
  const statements = await listPutStatements(house.store.db, params.inquiry);
  const withdrawn = await withdrawnFrom(house.store.db, params.inquiry, seance.script);
  return {
    zones,
    copied: url.searchParams.has('copied'),
    ended: url.searchParams.has('ended'),
    answer: answerSaid(url),
    fields: fieldsOf(seance),
    seance: {
      number: seance.number,
      version: seance.version,
      state: seance.state,
      title: seance.title,
      guest: seance.guest,
      place: seance.place,
      when: seanceWhen(seance, lang),
    },
    moments: seance.script.map((moment, at) => {
      const kept = standing(moment, withdrawn);
      return {
        moment,
        ...momentWords(kept, lang),
        /** Statements that it will pass over. */
        withdrawn: 'statements' in moment ? moment.statements.filter((id) => withdrawn.has(id)).length : 0,
        time: times[at],
      };
    }),
    over: times[seance.script.length],
    statements: statements.map(({ id, number, texts }) => ({ id, number, text: textIn(texts, lang) })),
  };
};

export const actions: Actions = {
  async announce({ locals, params, request }) {
    const { rooms, store } = locals.house;
    const sent = announcementOf(await request.formData());
    if (!('announcement' in sent)) return fail(400, sent);
    const refused = await changeAnnouncement(store.db, params.inquiry, params.number, sent.announcement);
    if (refused) error(404);
    await note(locals, { act: 'seance', inquiry: params.inquiry });
    rooms.changed(params.inquiry);
    redirect(303, here(params));
  },

  async edit({ locals, params, request }) {
    const { db } = locals.house.store;
    const form = await request.formData();
    const seance = await found(db, params);
    const statements = (await listPutStatements(db, params.inquiry)).map(({ id }) => id);
    const asked = editOf(form, seance.script, statements);
    if ('fault' in asked)
      return fail(400, { ...asked, at: form.get('do') === 'change' ? Number(form.get('at')) : -1 });
    const script = editScript(seance.script, asked.edit);
    if (!script) return fail(400, { refused: 'no_sense' as const });
    const seen = Number(form.get('seen'));
    const refused = await changeScript(db, { ...params, seen, script });
    if (refused === 'unknown-seance') error(404);
    if (refused)
      return fail(409, { refused: refused === 'live' ? ('live' as const) : ('wrong_version' as const) });
    await note(locals, { act: 'seance', inquiry: params.inquiry });
    redirect(303, `${here(params)}#step-${placeAfter(asked.edit, script.length)}`);
  },

  async copy({ locals, params }) {
    const { db } = locals.house.store;
    const seance = await found(db, params);
    const number = await planSeance(db, { ...seance, title: copied(seance.title) });
    await note(locals, { act: 'seance', inquiry: params.inquiry });
    redirect(303, `/host/${params.inquiry}/seance/${number}?copied`);
  },

  async publish({ locals, params }) {
    const answer = await publishAnswer(locals.house, params.inquiry, reportUnpublished);
    redirect(303, `${here(params)}?answer=${answer}`);
  },

  async start({ locals, params }) {
    const { rooms, store } = locals.house;
    const refused = await startSeance(store.db, params.inquiry, params.number, Date.now());
    if (refused === 'unknown-seance') error(404);
    if (refused) return fail(409, { refused: 'other_live' as const });
    await note(locals, { act: 'started', inquiry: params.inquiry });
    rooms.changed(params.inquiry);
    redirect(303, `${here(params)}/run`);
  },
};

interface Params {
  readonly inquiry: string;
  readonly number: number;
}

const here = ({ inquiry, number }: Params) => `/host/${inquiry}/seance/${number}`;

async function found(db: Parameters<typeof readSeance>[0], { inquiry, number }: Params): Promise<Seance> {
  const seance = await readSeance(db, inquiry, number);
  if (!seance) error(404);
  return seance;
}

/** A moment that begins with what it needs, to be changed afterwards. */
function fresh(kind: FormDataEntryValue | null, script: Script): FormData {
  const form = new FormData();
  form.set('kind', String(kind));
  const episodes = script.filter((moment) => moment.kind === 'watch').length;
  for (const lang of ['fr', 'en'] as const) {
    form.set(`title-${lang}`, m.seance_episode({ number: String(episodes + 1) }, { locale: lang }));
  }
  form.set('minutes', '10');
  return form;
}

function editOf(
  form: FormData,
  script: Script,
  statements: readonly string[],
): { readonly edit: ScriptEdit } | { readonly fault: MomentFault } {
  const at = Number(form.get('at'));
  const asked = form.get('do');
  switch (asked) {
    case 'up':
    case 'down':
    case 'remove':
      return { edit: { do: asked, at } };
    case 'change': {
      const read = momentOf(form, statements);
      return 'fault' in read ? read : { edit: { do: 'change', at, moment: read.moment } };
    }
    default: {
      const read = momentOf(fresh(form.get('kind'), script), statements);
      return 'fault' in read ? read : { edit: { do: 'add', at, moment: read.moment } };
    }
  }
}

function placeAfter({ do: done, at }: ScriptEdit, length: number): number {
  const place = done === 'up' ? at - 1 : done === 'down' ? at + 1 : at;
  return Math.min(place, length - 1) + 1;
}

function copied(title: Texts): Texts {
  return Object.fromEntries(
    Object.entries(title).map(([lang, text]) => [
      lang,
      m.seance_copy_of({ title: text }, { locale: lang === 'en' ? 'en' : 'fr' }).slice(0, 200),
    ]),
  );
}
