import { fail, redirect } from '@sveltejs/kit';
import { listPutStatements } from '#lib/entry/data.server.ts';
import { planSeance } from '#lib/room/mutations.server.ts';
import { template } from '#lib/room/template.ts';
import { localTimeOf } from '#lib/room/zonedTime.ts';
import { m } from '#lib/words/messages.js';
import { note } from '../../../note.server.ts';
import { announcementOf, zones } from '../announcementForm.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Where the machine is, most likely the room is; a machine on UTC says nothing of where it is. */
function likelyZone(): string {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return here !== 'UTC' && zones.includes(here) ? here : 'Europe/Paris';
}

const EPISODES = 3;
const EPISODE_MINUTES = 10;
const WEEK = 7 * 86_400_000;

export const load: PageServerLoad = () => {
  const zone = likelyZone();
  const day = localTimeOf(Date.now() + WEEK, zone).slice(0, 10);
  const texts = { titleFr: '', titleEn: '', guestFr: '', guestEn: '', placeFr: '', placeEn: '' };
  return { zones, fields: { ...texts, day, hour: '19:00', zone, minutes: '90' } };
};

export const actions: Actions = {
  async default({ locals, params, request }) {
    const { db } = locals.house.store;
    const sent = announcementOf(await request.formData());
    if (!('announcement' in sent)) return fail(400, sent);
    const statements = (await listPutStatements(db, params.inquiry)).map(({ id }) => id);
    const number = await planSeance(db, {
      inquiry: params.inquiry,
      ...sent.announcement,
      script: template(
        statements,
        Array.from({ length: EPISODES }, (_, index) => ({
          title: {
            fr: m.seance_episode({ number: String(index + 1) }, { locale: 'fr' }),
            en: m.seance_episode({ number: String(index + 1) }, { locale: 'en' }),
          },
          minutes: EPISODE_MINUTES,
        })),
      ),
    });
    await note(locals, { act: 'seance', inquiry: params.inquiry });
    locals.house.rooms.changed(params.inquiry);
    redirect(303, `/host/${params.inquiry}/seance/${number}`);
  },
};
