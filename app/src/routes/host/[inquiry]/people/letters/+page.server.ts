import { fail, redirect } from '@sveltejs/kit';
import { countLetters, countPeople, failedLetters, newestRound } from '#lib/entry/roster/data.server.ts';
import { invitationWords, reminderWords } from '#lib/entry/roster/invitationWords.ts';
import { inviteAll, remindAll } from '#lib/entry/roster/mutations.server.ts';
import { readTokenKey } from '#lib/entry/token/data.server.ts';
import { readInquiry } from '#lib/inquiry/data.server.ts';
import { readPostSettings } from '#lib/post/data.server.ts';
import { m } from '#lib/words/messages.js';
import { roomAddress } from '../../../../wall/roomAddress.ts';
import { fieldText } from '../../../fieldText.ts';
import { invitesOf } from '../../../invitesOf.ts';
import { note } from '../../../note.server.ts';
import { bothOf } from '../bothOf.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { sendInvitations } from './sendInvitations.server.ts';

/** Letters that did not arrive, told by name. */
const SHOWN = 200;

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  const { roster, letters, settings } = locals.house;
  if (!roster || !letters) return { post: undefined };
  const { inquiry } = await parent();
  const id = params.inquiry;
  const round = await newestRound(roster.db, id);
  const { withAddress } = await countPeople(roster.db, id);
  const invitations = await countLetters(roster.db, id, 0);
  const { origin, typed, from } = roomAddress(url, settings.publicUrl);
  const failed = new Map(
    (await Promise.all([0, ...(round > 0 ? [round] : [])].map((one) => failedLetters(roster.db, id, one))))
      .flat()
      .map((letter) => [letter.id, letter]),
  );
  const standing = letters.standing(id);
  // The one that is on its way just now is neither lost nor in doubt.
  const told = [...failed.values()].filter(
    ({ state, fault }) => state === 'refused' || fault !== null || !standing.running,
  );
  const written = Object.values(invitations).reduce((sum, count) => sum + count, 0);
  return {
    post: (await readPostSettings(roster.db)) !== undefined,
    withAddress,
    unwritten: withAddress - written,
    round,
    rounds: [
      { round: 0, letters: invitations },
      ...(round > 0 ? [{ round, letters: await countLetters(roster.db, id, round) }] : []),
    ],
    ...standing,
    failed: told.slice(0, SHOWN),
    further: Math.max(0, told.length - SHOWN),
    typed,
    safe: invitesOf(locals.house, url).safe,
    from,
    letter:
      inquiry.code === undefined
        ? undefined
        : invitationWords(
            { ...inquiry, code: inquiry.code },
            {
              origin,
              secret: m.letters_example_secret({}, { locale: locals.lang }),
              fingerprint: (await readTokenKey(locals.house.store.db, id))?.fingerprint,
            },
          ),
    reminder: reminderWords(inquiry),
  };
};

export const actions: Actions = {
  /** Everybody who was not written to yet; also goes on where sending has stopped. */
  async invite({ locals, params, url }) {
    const { roster } = await opened(locals, params.inquiry);
    if (!roster) return fail(409, { problem: 'closed' } as const);
    await inviteAll(roster, params.inquiry);
    await note(locals, { act: 'letters', inquiry: params.inquiry });
    await sendInvitations(locals, params.inquiry, url);
    redirect(303, `/host/${params.inquiry}/people/letters`);
  },

  /** What waits, and no more: invitations first, then the newest reminder. */
  async go({ locals, params, url }) {
    const { roster } = await opened(locals, params.inquiry);
    if (!roster) return fail(409, { problem: 'closed' } as const);
    const { waiting } = await countLetters(roster, params.inquiry, 0);
    if (waiting > 0) await sendInvitations(locals, params.inquiry, url);
    else await sendReminders(locals, params.inquiry, await newestRound(roster, params.inquiry));
    redirect(303, `/host/${params.inquiry}/people/letters`);
  },

  /** Everybody: who has answered is not known, and nothing that is sent here could leave anybody out. */
  async remind({ locals, params, request }) {
    const { roster } = await opened(locals, params.inquiry);
    if (!roster) return fail(409, { problem: 'closed' } as const);
    const round = Number(fieldText(await request.formData(), 'round'));
    if (
      !Number.isSafeInteger(round) ||
      round < 1 ||
      round > 1_000 ||
      !(await remindAll(roster, params.inquiry, round))
    ) {
      return fail(409, { problem: 'made-already' } as const);
    }
    await note(locals, { act: 'reminders', inquiry: params.inquiry });
    await sendReminders(locals, params.inquiry, round);
    redirect(303, `/host/${params.inquiry}/people/letters`);
  },
};

/** The roster, while letters may leave. */
async function opened(locals: App.Locals, inquiry: string) {
  const { box, roster } = bothOf(locals);
  const row = await box
    .selectFrom('inquiry')
    .select(['state', 'entry'])
    .where('id', '=', inquiry)
    .executeTakeFirst();
  return { roster: row?.state === 'open' && row.entry === 'token' ? roster : undefined };
}

async function sendReminders({ house }: App.Locals, id: string, round: number): Promise<void> {
  const inquiry = await readInquiry(house.store.db, id);
  if (!inquiry || round === 0) return;
  const words = reminderWords(inquiry);
  house.letters?.run({ inquiry: id, round, wordsOf: () => words });
}
