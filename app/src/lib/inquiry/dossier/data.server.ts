import { minimum, minimumBehind } from '@abord/release';
import { readTokenKey } from '#lib/entry/token/data.server.ts';
import { type Role, roles } from '#lib/host/access/rights.ts';
import { type FirstReaders, firstReaders, listTeam } from '#lib/host/team/data.server.ts';
import type { Texts } from '#lib/questions/everyone/debate.ts';
import type { Roster } from '#lib/store/openRoster.ts';
import type { Store } from '#lib/store/openStore.ts';
import type { Inquiry } from '../data.server.ts';
import { keptUntil, NAMES_KEPT } from '../keeping/keptUntil.ts';
import { readRegister } from '../register.server.ts';
import { type Notice, savedNotice } from './schema.ts';

/** The facts of an inquiry's file: what the instance knows, and what its host has said. */
export interface Dossier {
  readonly organisation: Texts;
  readonly entry: Inquiry['entry'];
  readonly state: Inquiry['state'];
  readonly firstDay?: string;
  readonly lastDay?: string;
  readonly questions: Inquiry['questions'];
  readonly lists: readonly Texts[];
  readonly headcount?: number;
  /** People behind what is shown: see `packages/release`. */
  readonly least: { readonly figure: number; readonly comments: number; readonly floor: number };
  readonly keepMonths: number;
  /** Days for which names are kept after the end. */
  readonly names: number;
  readonly keptUntil?: string;
  readonly erasedDay?: string;
  /** Of the key that signs entry tokens, where there is one. */
  readonly fingerprint?: string;
  /** Who reads what people write before anybody else, and how many people hold each role. */
  readonly readers: FirstReaders;
  readonly roles: readonly { readonly role: Role; readonly people: number }[];
  readonly notice: Notice;
  readonly released: { readonly count: number; readonly refused: number; readonly held: boolean };
}

/** Assembles the file of an inquiry from facts alone. */
export async function readDossier(
  house: { readonly store: Pick<Store, 'db'>; readonly roster: Pick<Roster, 'db'> | undefined },
  inquiry: Inquiry,
): Promise<Dossier> {
  const { db } = house.store;
  const reader = inquiry.entry === 'imported' ? 'outside' : 'inside';
  const least = (kind: 'figure' | 'comments') => minimumBehind(kind, reader, inquiry.figureMinimum);
  const team = house.roster ? await listTeam(house.roster.db, inquiry.id) : [];
  const key = await readTokenKey(db, inquiry.id);
  const { organisation, entry, state, questions, headcount, keepMonths, erasedDay } = inquiry;
  const { notice } = await db
    .selectFrom('inquiry')
    .select('notice')
    .where('id', '=', inquiry.id)
    .executeTakeFirstOrThrow();
  const register = await readRegister(db, inquiry.id);
  const until = keptUntil(inquiry);
  return {
    ...{ organisation, entry, state, questions, keepMonths },
    ...(inquiry.firstDay !== undefined && { firstDay: inquiry.firstDay }),
    ...(inquiry.lastDay !== undefined && { lastDay: inquiry.lastDay }),
    // An open room asks nobody for a profile.
    lists: entry === 'open' ? [] : inquiry.attributes.map(({ label }) => label),
    ...(headcount !== undefined && { headcount }),
    least: {
      figure: least('figure'),
      comments: least('comments'),
      floor: minimum.floor,
    },
    names: NAMES_KEPT,
    ...(until !== undefined && { keptUntil: until }),
    ...(erasedDay !== undefined && { erasedDay }),
    ...(key && { fingerprint: key.fingerprint }),
    readers: await firstReaders(house.roster?.db, inquiry.id),
    roles: roles.flatMap((role) => {
      const holders = new Set(team.filter((member) => member.role === role).map(({ id }) => id));
      return holders.size > 0 ? [{ role, people: holders.size }] : [];
    }),
    notice: savedNotice(notice),
    released: {
      count: register.length,
      refused: register.reduce(
        (sum, { tables }) => sum + tables.reduce((all, { hidden }) => all + hidden, 0),
        0,
      ),
      held: register.some(({ stands, heldBack }) => stands && heldBack !== undefined),
    },
  };
}
