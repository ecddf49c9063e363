import { error, fail, redirect } from '@sveltejs/kit';
import { textIn } from '#lib/components/textIn.ts';
import { lifetimes } from '#lib/host/access/lifetimes.ts';
import { newInvitation } from '#lib/host/access/mutations.server.ts';
import { type Held, roles } from '#lib/host/access/rights.ts';
import { listAccounts, listTeam } from '#lib/host/team/data.server.ts';
import { invite } from '#lib/host/team/invite.server.ts';
import { LONGEST, readPerson, removeAccount, takeRole } from '#lib/host/team/mutations.server.ts';
import { listInquiries } from '#lib/inquiry/data.server.ts';
import { readPostSettings } from '#lib/post/data.server.ts';
import { sendLetter } from '#lib/post/sendLetter.ts';
import { m } from '#lib/words/messages.js';
import { fieldText } from '../fieldText.ts';
import { note } from '../note.server.ts';
import { today } from '../today.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { roster, store } = locals.house;
  const { keeper, held, session } = locals.visitor!;
  const hosted = new Set(held.filter(({ role }) => role === 'host').map(({ inquiry }) => inquiry));
  const inquiries = (await listInquiries(store.db)).filter(({ id }) => keeper || hosted.has(id));
  const people = roster && keeper ? await listAccounts(roster.db) : [];
  return {
    accounts: roster !== undefined,
    keeper,
    sure: session.sure,
    letters: roster !== undefined && (await readPostSettings(roster.db)) !== undefined,
    everywhere: roster ? await listTeam(roster.db) : [],
    inquiries: await Promise.all(
      inquiries.map(async ({ id, title }) => ({
        id,
        title: textIn(title, locals.lang),
        team: roster ? (await listTeam(roster.db, id)).filter(({ everywhere }) => !everywhere) : [],
      })),
    ),
    people,
    own: locals.visitor!.account?.id,
    most: LONGEST,
    days: lifetimes.invitationDays,
    minutes: lifetimes.sureMinutes,
    saved: url.searchParams.has('saved'),
    /** To whom a letter has gone. */
    sent: people.find(({ id }) => id === url.searchParams.get('sent'))?.email,
  };
};

export const actions: Actions = {
  /** Gives somebody a role, with the way in: a letter to her, or a link that is said this once. */
  async invite({ locals, request, url }) {
    const roster = rosterOf(locals);
    const form = await request.formData();
    const typed = {
      name: fieldText(form, 'name'),
      email: fieldText(form, 'email'),
      duty: fieldText(form, 'duty'),
    };
    const by = fieldText(form, 'by');
    const given = { typed, role: fieldText(form, 'role'), inquiry: fieldText(form, 'inquiry'), by };
    const held = await heldOf(locals, form);
    const read = readPerson(typed);
    if (!mayChange(locals)) return fail(403, { ...given, refused: true });
    if ('faults' in read) return fail(400, { ...given, faults: read.faults });
    if (!held) return fail(400, { ...given, problem: 'role' } as const);
    const made = await invite(roster.db, { person: read.person, held, today: today() });
    if (made.given) await note(locals, deed('gave', held, made.account.name));
    const link = linkOf(locals, url, made.link);
    if (by !== 'letter') return { link, name: made.account.name };
    const locale = { locale: locals.lang };
    const notSent = await sendLetter(roster.db, {
      to: made.account.email,
      lang: locals.lang,
      subject: m.team_letter_subject({}, locale),
      text: m.team_letter({ name: made.account.name, link, days: lifetimes.invitationDays }, locale),
    });
    if (notSent) return fail(502, { link, name: made.account.name, problem: 'letter' } as const);
    // Machines on the way keep addresses of pages: nobody's name is in one.
    redirect(303, `/host/team?sent=${made.account.id}`);
  },

  async take({ locals, request }) {
    const roster = rosterOf(locals);
    const form = await request.formData();
    const held = await heldOf(locals, form);
    const account = await accountNamed(locals, form);
    if (!mayChange(locals)) return fail(403, { refused: true });
    if (held && account && (await takeRole(roster.db, account.id, held))) {
      await note(locals, deed('took', held, account.name));
    }
    redirect(303, '/host/team?saved');
  },

  /** A new way in for somebody who has lost hers. */
  async link({ locals, request, url }) {
    const roster = rosterOf(locals);
    const account = await accountNamed(locals, await request.formData());
    if (!mayChange(locals)) return fail(403, { refused: true });
    if (!account) error(404);
    await note(locals, { act: 'link', whom: account.name });
    const token = await newInvitation(roster.db, account.id, today());
    return { link: linkOf(locals, url, token), name: account.name };
  },

  async remove({ locals, request }) {
    const roster = rosterOf(locals);
    const account = await accountNamed(locals, await request.formData());
    if (!mayChange(locals)) return fail(403, { refused: true });
    if (account && (await removeAccount(roster.db, account.id))) {
      await note(locals, { act: 'removed', whom: account.name });
    }
    redirect(303, '/host/team?saved');
  },
};

/** Who comes in is for hosts of the instance who have just proved who they are. */
function mayChange({ visitor }: App.Locals): boolean {
  return visitor!.keeper && visitor!.session.sure;
}

function rosterOf({ house }: App.Locals) {
  return house.roster ?? error(404);
}

async function accountNamed(locals: App.Locals, form: FormData) {
  const id = fieldText(form, 'account');
  return (await listAccounts(rosterOf(locals).db)).find((account) => account.id === id);
}

/** The role that a form names; of the instance there is one alone. */
async function heldOf({ house }: App.Locals, form: FormData): Promise<Held | undefined> {
  const role = roles.find((one) => one === fieldText(form, 'role'));
  const inquiry = fieldText(form, 'inquiry');
  if (role === undefined) return undefined;
  if (inquiry === '') return role === 'host' ? { role } : undefined;
  const known = (await listInquiries(house.store.db)).some(({ id }) => id === inquiry);
  return known ? { role, inquiry } : undefined;
}

function deed<Done extends 'gave' | 'took'>(done: Done, { role, inquiry }: Held, whom: string) {
  return { act: `${done}_${role}`, whom, ...(inquiry !== undefined && { inquiry }) } as const;
}

function linkOf({ house }: App.Locals, url: URL, token: string): string {
  return new URL(`/host/enter/${token}`, house.settings.publicUrl ?? url).href;
}
