import { type AnyRelease, type Released, reopen } from '@abord/release';
import { releaseEveryone } from '#lib/questions/everyone/release.server.ts';
import type { EveryoneRelease } from '#lib/questions/everyone/release.ts';
import { jobs } from '#lib/questions/jobs.ts';
import { addBallots } from '#lib/store/addBallots.ts';
import { addVotes } from '#lib/store/addVotes.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import type { Store } from '#lib/store/openStore.ts';
import { randomId } from '#lib/store/randomId.ts';
import type { InquiryTable } from '#lib/store/schema.ts';
import { secretHash } from '#lib/store/secretHash.ts';
import { openInquiry } from '../store/openInquiry.ts';

/** People who are alike: what they chose of the lists, and how they vote on the statements 1, 2, 3. */
export interface Crowd {
  readonly people: number;
  readonly profile?: Readonly<Record<string, string>>;
  readonly votes: readonly (1 | -1 | 0)[];
}

/** An inquiry by printed codes, as it lies in a box. */
export interface GateBox {
  readonly inquiry: string;
  /** More people come in; gives their secrets. */
  add(...crowds: readonly Crowd[]): Promise<string[]>;
  /** Publishes, and gives what then stands. */
  publish(): Promise<{ released: Released<EveryoneRelease>; text: string; number: number; waiting: number }>;
}

/** The closed lists of the inquiry; nobody need be in a value. */
const LISTS = { shift: ['day', 'night', 'weekend'], trade: ['care', 'office', 'workshop'] };

/** Makes an inquiry with three statements and two closed lists, and lets people into it. */
export async function gateBox(
  store: Store,
  crowds: readonly Crowd[],
  more: { readonly entry?: InquiryTable['entry']; readonly figureMinimum?: number } = {},
): Promise<GateBox> {
  const { inquiry, statements } = await openInquiry(store.db, { people: 0 });
  await store.db
    .updateTable('inquiry')
    .set({ entry: more.entry ?? 'codes', headcount: null, figure_minimum: more.figureMinimum ?? null })
    .where('id', '=', inquiry)
    .execute();
  for (const [attribute, values] of Object.entries(LISTS)) {
    const label = (text: string) => JSON.stringify({ en: text });
    await store.db
      .insertInto('attribute')
      .values({ inquiry, key: attribute, position: 2, label: label(attribute) })
      .execute();
    await store.db
      .insertInto('attribute_value')
      .values(
        values.map((key, position) => ({
          ...{ inquiry, attribute, key, position },
          label: label(key),
          headcount: null,
        })),
      )
      .execute();
  }

  async function add(...coming: readonly Crowd[]): Promise<string[]> {
    const people = coming.flatMap(({ people, profile = {}, votes }) =>
      Array.from({ length: people }, () => ({
        ...{ id: randomId('ballot'), secret: randomId('secret'), profile, votes },
      })),
    );
    await addBallots(
      store.db,
      inquiry,
      people.map(({ id, secret, profile }) => ({ id, secretHash: secretHash(secret), profile })),
    );
    const rows = people.flatMap(({ votes }, person) =>
      votes.map((value, statement) => ({ person, statement, value })),
    );
    await addVotes(store.db, inquiry, {
      ballots: people.map(({ id }) => id),
      statements,
      person: Int32Array.from(rows, ({ person }) => person),
      statement: Int32Array.from(rows, ({ statement }) => statement),
      value: Int8Array.from(rows, ({ value }) => value),
    });
    return people.map(({ secret }) => secret);
  }

  await add(...crowds);
  return {
    inquiry,
    add,
    async publish() {
      const { waiting } = await releaseEveryone(store, inquiry, jobs);
      const { bytes, hash, number } = (await latestRelease(store.db, inquiry, 'everyone'))!;
      const text = new TextDecoder().decode(bytes);
      return { released: reopen<EveryoneRelease & AnyRelease>(bytes, hash), text, number, waiting };
    },
  };
}
