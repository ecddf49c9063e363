import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newInvitation } from '#lib/host/access/mutations.server.ts';
import type { Held } from '#lib/host/access/rights.ts';
import { accountFor, declare, giveRole } from '#lib/host/team/mutations.server.ts';
import { boxHash } from '../attacks/boxOf.ts';
import { type PlainBrowser, plainBrowser } from '../attacks/plainBrowser.ts';
import { makeRoom, type Room } from '../attacks/room.ts';
import { allRoutes, pathOf } from '../attacks/routes.ts';
import { openStage, type Stage } from '../attacks/stage.ts';

const today = new Date().toISOString().slice(0, 10);

/**
 * Who comes: S a stranger; and, signed in, N without a role, K host of the instance, L by a set-up link, H
 * host of the inquiry, M its moderator, U its moderator who has not declared, R its works-council reader, A
 * its analyst, X who has all four roles in another inquiry.
 */
const visitors = 'SNKLHMURAX';
type Who = 'S' | 'N' | 'K' | 'L' | 'H' | 'M' | 'U' | 'R' | 'A' | 'X';

const all = 'SNKLHMURAX';
const known = 'NKLHMURAX';
const hosts = 'KLH';
/** Hosts of anything. */
const team = 'KLHX';

/** Who may see each route under /host, and who may send each of its forms. A route without a line fails. */
const table: Readonly<Record<string, { see?: string; send?: Readonly<Record<string, string>> }>> = {
  '/host': { see: known, send: { declare: known } },
  '/host/enter': { see: all },
  '/host/enter/[token]': { see: all, send: { default: all } },
  '/host/sign-in': { see: all, send: { send: all, code: all, key: all } },
  '/host/sign-in/challenge': { send: { default: all } },
  '/host/leave': { see: known, send: { default: known } },
  '/host/keys': {
    see: known,
    send: {
      link: known,
      end: known,
      others: known,
      account: known,
      rename: known,
      key: known,
      removeKey: known,
    },
  },
  '/host/keys/challenge': { send: { default: known } },
  '/host/post': { see: 'KL', send: { save: 'KL', test: 'KL', forget: 'KL' } },
  '/host/new': { see: 'KL', send: { default: 'KL' } },
  '/host/team': { see: team, send: { invite: team, take: team, link: team, remove: team } },
  '/host/[inquiry]': { see: hosts, send: { open: hosts, close: hosts, publish: hosts, minimum: hosts } },
  '/host/[inquiry]/comments': { see: 'M', send: { accept: 'M', cut: 'M', refuse: 'M', return: 'M' } },
  '/host/[inquiry]/file': { see: 'KLHR', send: { notice: hosts, keep: hosts } },
  '/host/[inquiry]/setup': { see: hosts, send: { default: hosts } },
  '/host/[inquiry]/codes': { see: hosts, send: { default: hosts } },
  '/host/[inquiry]/codes/cards.pdf': { send: { default: hosts } },
  '/host/[inquiry]/people': { see: hosts, send: { add: hosts, clear: hosts } },
  '/host/[inquiry]/people/[person]': { see: hosts, send: { letter: hosts, remove: hosts } },
  '/host/[inquiry]/people/cards': { see: hosts },
  '/host/[inquiry]/people/cards.pdf': { send: { default: hosts } },
  '/host/[inquiry]/people/letters': { see: hosts, send: { invite: hosts, go: hosts, remind: hosts } },
  '/host/[inquiry]/people/list': { see: hosts, send: { read: hosts, keep: hosts } },
  '/host/[inquiry]/token': { see: hosts, send: { card: hosts, back: hosts } },
  '/host/[inquiry]/trials': { see: hosts },
  '/host/[inquiry]/trials/new': { see: hosts, send: { default: hosts } },
  '/host/[inquiry]/trials/import': { see: hosts, send: { read: hosts, reckon: hosts } },
  '/host/[inquiry]/trials/[number=number]': {
    see: hosts,
    send: { publish: hosts, change: hosts, start: hosts, end: hosts, drop: hosts },
  },
  '/host/[inquiry]/trials/[number=number]/size': { see: hosts },
  '/host/[inquiry]/log': { see: 'KLHR' },
  '/host/[inquiry]/moderation': {
    see: 'M',
    send: { accept: 'M', edit: 'M', refuse: 'M', merge: 'M', undo: 'M' },
  },
  '/host/[inquiry]/moderation/waiting.json': { see: 'M' },
  '/host/[inquiry]/seance': { see: hosts },
  '/host/[inquiry]/seance/new': { see: hosts, send: { default: hosts } },
  '/host/[inquiry]/seance/paper': { see: hosts, send: { first: hosts, second: hosts } },
  '/host/[inquiry]/seance/forecast': { see: hosts, send: { default: hosts } },
  '/host/[inquiry]/seance/[number=number]': {
    see: hosts,
    send: { announce: hosts, edit: hosts, copy: hosts, publish: hosts, start: hosts },
  },
  '/host/[inquiry]/seance/[number=number]/run': {
    see: hosts,
    send: { act: hosts, end: hosts, accept: 'M', edit: 'M', refuse: 'M', merge: 'M', undo: 'M' },
  },
  '/host/[inquiry]/seance/[number=number]/phone': { see: hosts, send: { act: hosts, end: hosts } },
  '/host/[inquiry]/statements': {
    see: hosts,
    send: { write: hosts, seed: hosts, import: hosts, place: hosts },
  },
  '/host/[inquiry]/statements/[statement]': {
    see: hosts,
    send: { edit: hosts, replace: hosts, withdraw: hosts },
  },
};

describe('who may do what under /host', () => {
  let stage: Stage;
  let room: Room;
  let other: Room;
  const browsers = new Map<string, PlainBrowser>();

  beforeAll(async () => {
    stage = await openStage({
      prepare: async (store) => {
        room = await makeRoom(store, 'KFC473');
        other = await makeRoom(store, 'NRT473');
      },
    });
    const roles: Record<string, readonly Held[]> = {
      N: [],
      K: [{ role: 'host' }],
      H: [{ role: 'host', inquiry: room.inquiry }],
      M: [{ role: 'moderator', inquiry: room.inquiry }],
      U: [{ role: 'moderator', inquiry: room.inquiry }],
      R: [{ role: 'reader', inquiry: room.inquiry }],
      A: [{ role: 'analyst', inquiry: room.inquiry }],
      X: (['host', 'moderator', 'reader', 'analyst'] as const).map((role) => ({
        role,
        inquiry: other.inquiry,
      })),
    };
    browsers.set('S', plainBrowser(stage));
    browsers.set('L', plainBrowser(stage));
    await browsers.get('L')!.open(await stage.newHostLink());
    await browsers.get('L')!.press(/Open the console/);
    for (const [who, held] of Object.entries(roles)) {
      const link = await stage.inRoster(async ({ db }) => {
        const { id } = await accountFor(db, {
          name: who,
          email: `${who}@example.org`.toLowerCase(),
          duty: '',
        });
        for (const one of held) await giveRole(db, id, one);
        if (who === 'M') await declare(db, id, { inquiry: room.inquiry, today });
        if (who === 'X') await declare(db, id, { inquiry: other.inquiry, today });
        return newInvitation(db, id, today);
      });
      const browser = plainBrowser(stage);
      await browser.open(`/host/enter/${link}`);
      await browser.press(/Open the console/);
      expect(browser.path).toBe('/host');
      browsers.set(who, browser);
    }
  });
  afterAll(() => stage?.stop());

  const pathFor = (id: string) =>
    pathOf(id, {
      inquiry: room.inquiry,
      statement: room.statements.current,
      number: '1',
      person: 'a'.repeat(10),
      token: 'x'.repeat(32),
    });

  /** Asks as this visitor; a refusal is the door, the page that says so, or 403 in so many words. */
  async function refused(who: string, method: 'GET' | 'POST', path: string): Promise<boolean> {
    const { status, headers, text } = await stage.ask({
      method,
      path,
      headers: {
        cookie: browsers.get(who)!.cookie,
        accept: 'text/html',
        'accept-language': 'en',
        ...(method === 'POST' && {
          origin: stage.url,
          'content-type': 'application/x-www-form-urlencoded',
        }),
      },
    });
    if (status === 303 && headers.location === '/host/enter') return who === 'S' || !path.includes('leave');
    if (status === 303 && headers.location === '/host?refused') return true;
    return status === 403 && /not open to your role/.test(text);
  }

  const routes = allRoutes().filter(({ id }) => /^\/host(\/|$)/.test(id));

  /** What is sent to and never looked at. */
  const isEndpoint = (id: string) => /\/(challenge|cards\.pdf)$/.test(id);

  /** Forms that a page takes over from another by name. */
  const moderation = ['accept', 'edit', 'refuse', 'merge', 'undo'];
  const taken: Readonly<Record<string, readonly string[]>> = {
    '/host/[inquiry]/moderation': moderation,
    '/host/[inquiry]/seance/[number=number]/run': moderation,
  };

  it('is written down for every route and every form, and for none that is not there', () => {
    const there = routes.map(({ id, kind, actions }) => {
      const forms = [...actions, ...(taken[id] ?? [])].sort();
      return [id, kind === 'page' ? forms : []] as const;
    });
    const written = Object.entries(table).map(([id, { send = {} }]) => [
      id,
      isEndpoint(id) ? [] : Object.keys(send).sort(),
    ]);
    expect(Object.fromEntries(written)).toEqual(Object.fromEntries(there));
  });

  it('holds for who looks', async () => {
    for (const [id, { see = '' }] of Object.entries(table)) {
      if (isEndpoint(id)) continue;
      for (const who of visitors as unknown as Iterable<Who>) {
        expect(`${who} ${id} ${!(await refused(who, 'GET', pathFor(id)))}`).toBe(
          `${who} ${id} ${see.includes(who)}`,
        );
      }
    }
  }, 120_000);

  it('holds for who sends a form, and a refusal changes nothing', async () => {
    const before = await boxHash(stage);
    for (const [id, { send = {} }] of Object.entries(table)) {
      for (const [form, may] of Object.entries(send)) {
        for (const who of visitors as unknown as Iterable<Who>) {
          if (may.includes(who)) continue;
          const path = `${pathFor(id)}${form === 'default' ? '' : `?/${form}`}`;
          expect(`${who} ${id} ${form} ${await refused(who, 'POST', path)}`).toBe(
            `${who} ${id} ${form} true`,
          );
        }
      }
    }
    expect(await boxHash(stage)).toBe(before);
  }, 120_000);

  it('lets those who may send a form as far as its own answer', async () => {
    for (const [id, { send = {} }] of Object.entries(table)) {
      if (/leave|close|end|enter|sign-in|keys/.test(id)) continue;
      for (const [form, may] of Object.entries(send)) {
        if (['close', 'end', 'others', 'start', 'copy', 'publish', 'seed', 'undo', 'open'].includes(form))
          continue;
        const path = `${pathFor(id)}${form === 'default' ? '' : `?/${form}`}`;
        for (const who of may as unknown as Iterable<Who>) {
          expect(`${who} ${id} ${form} ${await refused(who, 'POST', path)}`).toBe(
            `${who} ${id} ${form} false`,
          );
        }
      }
    }
  }, 120_000);

  it('refuses a route that nobody wrote a rule for', async () => {
    const { hatFor } = await import('#lib/host/access/rights.ts');
    const everything = ['keeper', 'host', 'moderator', 'reader', 'analyst'] as const;
    for (const route of ['/host/[inquiry]/unheard-of', '/host/', 'toString', '__proto__']) {
      expect(hatFor({ route }, everything)).toBeUndefined();
      expect(hatFor({ route, form: 'default' }, everything)).toBeUndefined();
    }
    expect(hatFor({ route: '/host/[inquiry]/log', form: 'default' }, everything)).toBeUndefined();
  });

  it('takes a role away at once', async () => {
    const reader = browsers.get('R')!;
    expect(await refused('R', 'GET', `/host/${room.inquiry}/log`)).toBe(false);
    const keeper = browsers.get('K')!;
    const { id } = await stage.inRoster(({ db }) =>
      db.selectFrom('host_account').select('id').where('name', '=', 'R').executeTakeFirstOrThrow(),
    );
    await keeper.open('/host/team');
    await keeper.press(/\?\/take/, { account: id, role: 'reader', inquiry: room.inquiry });
    expect(await refused('R', 'GET', `/host/${room.inquiry}/log`)).toBe(true);
    await reader.open('/host');
    expect(reader.page.text).toContain('You have no role');
  });
});
