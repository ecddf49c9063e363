import { fail, redirect } from '@sveltejs/kit';
import { type Hat, hatFor } from '#lib/host/access/rights.ts';
import { hatsIn } from '#lib/host/access/visitorOf.ts';
import { countWaiting } from '#lib/host/statements/data.server.ts';
import { listRoles } from '#lib/host/team/data.server.ts';
import { declare } from '#lib/host/team/mutations.server.ts';
import { listInquiries } from '#lib/inquiry/data.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { fieldText } from './fieldText.ts';
import { note } from './note.server.ts';
import { today } from './today.ts';

/** What each role opens first, the first that somebody may see. */
const FIRST = ['/host/[inquiry]', '/host/[inquiry]/moderation', '/host/[inquiry]/log'];

export const load: PageServerLoad = async ({ locals, url }) => {
  const { house, visitor, lang } = locals;
  const { db } = house.store;
  const { account, keeper } = visitor!;
  const roles = house.roster && account ? await listRoles(house.roster.db, account.id) : [];
  const named = new Set(roles.map(({ inquiry }) => inquiry));
  const inquiries = (await listInquiries(db)).filter(
    ({ id, code }) => (keeper && code !== undefined) || named.has(id),
  );
  return {
    inquiries: await Promise.all(
      inquiries.map(async ({ id, title, state, code }) => {
        const hats = await hatsIn(house, visitor!, id);
        return {
          ...{ id, title, state },
          ...(hats.includes('host') && { code }),
          href: hrefOf(id, hats) ?? `/${lang}/inquiry/${id}`,
          waiting: hats.includes('moderator') ? await countWaiting(db, id) : 0,
          roles: roles.filter(({ inquiry }) => inquiry === id).map(({ role }) => role),
          declares: roles.some(({ inquiry, declared }) => inquiry === id && !declared),
        };
      }),
    ),
    makes: hatFor({ route: '/host/new' }, locals.hats) !== undefined,
    team: hatFor({ route: '/host/team' }, locals.hats) !== undefined,
    post: hatFor({ route: '/host/post' }, locals.hats) !== undefined,
    nameless: house.roster !== undefined && account === undefined,
    refused: url.searchParams.has('refused'),
  };
};

export const actions: Actions = {
  /** A moderator declares that she leads nobody who is asked, and may read from now on. */
  async declare({ locals, request }) {
    const { house, visitor } = locals;
    const form = await request.formData();
    const inquiry = fieldText(form, 'inquiry');
    if (!house.roster || !visitor!.account) return fail(403, { undeclared: inquiry });
    if (fieldText(form, 'leads') !== 'nobody') return fail(400, { undeclared: inquiry });
    if (await declare(house.roster.db, visitor!.account.id, { inquiry, today: today() })) {
      await note({ ...locals, actor: { ...locals.actor!, role: 'moderator' } }, { act: 'declared', inquiry });
    }
    redirect(303, `/host/${inquiry}/moderation`);
  },
};

function hrefOf(inquiry: string, hats: readonly Hat[]): string | undefined {
  const route = FIRST.find((route) => hatFor({ route }, hats) !== undefined);
  return route?.replace('[inquiry]', inquiry);
}
