import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCards } from '#lib/entry/codes/mutations.server.ts';
import { openRoster } from '#lib/store/openRoster.ts';
import { openStore, type Store } from '#lib/store/openStore.ts';
import { plainBrowser } from '../attacks/plainBrowser.ts';
import { drawWith, inviteTo } from '../entry/blindEntry.ts';
import { type Listener, listen } from '../room/listen.ts';
import { CODE, openRoom } from '../room/openRoom.ts';
import { type Postgres, postgresLeftOut, startPostgres } from '../setup/postgres.ts';
import { type OpenInquiry, openInquiry } from '../store/openInquiry.ts';
import { type Node, startNode } from './startNode.ts';

/** The room that people enter with a card. */
const CARDS = 'KFC474';
const PEOPLE = 160;

describe.skipIf(postgresLeftOut)(`two nodes on one PostgreSQL ${postgresLeftOut ?? ''}`, () => {
  let postgres: Postgres;
  let databases: [string, string];
  let nodes: [Node, Node];
  let store: Store;
  let room: OpenInquiry;
  beforeAll(async () => {
    postgres = await startPostgres();
    databases = [await postgres.newDatabase(), await postgres.newDatabase()];
    store = await openStore({ databaseUrl: databases[0] });
    room = await openRoom(store, { people: PEOPLE, statements: 8 });
    // The first builds the site where none is there.
    nodes = [await startNode(...databases), await startNode(...databases)];
  });
  afterAll(async () => {
    await Promise.all((nodes ?? []).map((node) => node.stop()));
    await store?.close();
    await postgres?.stop();
  });

  interface Vote {
    readonly person: number;
    readonly value: 1 | -1 | 0;
    readonly key: string;
    /** The statement of the moment where it is not given. */
    readonly statement?: string;
  }

  /** Sends a vote to a node once; nothing where no answer came. */
  async function send(node: Node, { person, value, key, statement }: Vote): Promise<string | undefined> {
    const body = JSON.stringify({ code: CODE, statement: statement ?? room.statements[0], value, key });
    const headers = {
      'content-type': 'application/json',
      cookie: `ballot-${room.inquiry}=${room.people[person].secret}`,
    };
    const asked = node.ask({ method: 'POST', path: '/-/vote', headers, body });
    const answer = await asked.catch(() => undefined);
    try {
      return answer && JSON.parse(answer.text).outcome;
    } catch {
      return undefined;
    }
  }

  /** Sends a vote as a phone does behind a proxy: the same key, to one node after the other, until it is answered. */
  async function sendUntilAnswered(vote: Vote, first: number): Promise<{ outcome: string; tries: number }> {
    for (let tries = 1; ; tries++) {
      const outcome = await send(nodes[(first + tries - 1) % 2], vote);
      if (outcome === 'counted' || outcome === 'repeated') return { outcome, tries };
      expect([undefined, 'busy', 'not-stored', 'too-fast']).toContain(outcome);
      await wait(250);
    }
  }

  /** What the box holds of a statement: the last answer of each ballot. */
  async function votesOn(statement: string): Promise<Map<string, number>> {
    // Read at one moment: an answer may come to rest between two readings.
    const votes = await store.db
      .selectFrom('vote')
      .select(['ballot', 'value', sql<number>`0`.as('waits')])
      .where('statement', '=', statement)
      .unionAll(({ selectFrom }) =>
        selectFrom('vote_intake')
          .select(['ballot', 'value', sql<number>`1`.as('waits')])
          .where('statement', '=', statement),
      )
      // One that waits is newer than the same one at rest.
      .orderBy('waits')
      .execute();
    return new Map(votes.map((v) => [v.ballot, v.value]));
  }

  async function ballotsOf(inquiry: string): Promise<number> {
    const rows = await Promise.all(
      (['ballot', 'ballot_intake'] as const).map((table) =>
        store.db.selectFrom(table).select('id').where('inquiry', '=', inquiry).execute(),
      ),
    );
    return rows.flat().length;
  }

  async function receipts(): Promise<number> {
    const { count } = await store.db
      .selectFrom('receipt')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('inquiry', '=', room.inquiry)
      .executeTakeFirstOrThrow();
    return count;
  }

  const wallOf = async (node: Node): Promise<Listener> => {
    const wall = await listen(node.url, CODE);
    await wall.until(() => true);
    return wall;
  };
  /** Waits until the last thing that a wall was told is that so many have answered. */
  const shows = async (wall: Listener, answered: number) => {
    await expect.poll(() => wall.events.at(-1)?.state.answered, { timeout: 30_000 }).toBe(answered);
  };

  it('attack 26: draw one ballot for a card that two connections spend on two nodes at once', async () => {
    const { inquiry } = await openInquiry(store.db, { people: 0 });
    const cards = { entry: 'codes', code: CARDS } as const;
    await store.db.updateTable('inquiry').set(cards).where('id', '=', inquiry).execute();
    const made = await makeCards(store.db, { inquiry, count: 8, made: 0 });
    if (typeof made === 'string') expect.unreachable(made);
    for (const card of made.codes) {
      const phones = nodes.map((node) => plainBrowser(node));
      await Promise.all(phones.map((phone) => phone.open(`/en/${CARDS}`)));
      await Promise.all(phones.map((phone) => phone.press(/start/i, { card })));
      const holders = phones.filter(({ cookies }) => cookies.has(`ballot-${inquiry}`));
      expect(holders).toHaveLength(1);
    }
    expect(await ballotsOf(inquiry)).toBe(made.codes.length);
  });

  it('attack 26: draw one ballot for a token that two connections spend on two nodes at once', async () => {
    const roster = await openRoster({ rosterUrl: databases[1] });
    const { inquiry, code, secrets } = await inviteTo(store.db, roster.db, 6);
    for (const secret of secrets) {
      const token = await drawWith(store.db, roster.db, inquiry, secret);
      const phones = nodes.map((node) => plainBrowser(node));
      await Promise.all(phones.map((phone) => phone.open(`/en/${code}`)));
      await Promise.all(phones.map((phone) => phone.press(/start/i, { token })));
      expect(phones.filter(({ cookies }) => cookies.has(`ballot-${inquiry}`))).toHaveLength(1);
    }
    await roster.close();
    expect(await ballotsOf(inquiry)).toBe(secrets.length);
  });

  it('attack 26: count a vote once that reaches both at once with one key', async () => {
    const statement = room.statements[0];
    const before = await receipts();
    for (let person = 0; person < 20; person++) {
      const vote = { person, value: 1, key: `both-${person}`, statement } as const;
      const outcomes = await Promise.all(nodes.map((node) => send(node, vote)));
      expect(outcomes.sort()).toEqual(['counted', 'repeated']);
    }
    expect((await votesOn(statement)).size).toBe(20);
    expect(await receipts()).toBe(before + 20);
  });

  it('show a vote on one of them on the wall of the other', { timeout: 170_000 }, async () => {
    const walls = await Promise.all(nodes.map(wallOf));
    await Promise.all(walls.map((wall) => shows(wall, 20)));
    const waits: number[] = [];
    // The wall moves by five people: the fifth vote is the one that it shows.
    for (let turn = 0; turn < 20; turn++) {
      const wall = walls[(turn + 1) % 2];
      // As in a room that is not in a hurry: a wall is told at most once a second.
      await wait(1_100);
      const from = 20 + 5 * turn;
      for (let person = from; person < from + 5; person++) {
        const vote = { person, value: 1, key: `wall-${person}` } as const;
        expect(await send(nodes[turn % 2], vote)).toBe('counted');
      }
      const sent = performance.now();
      await wall.until(({ answered }) => answered === from + 5);
      waits.push(performance.now() - sent);
    }
    for (const wall of walls) wall.leave();
    waits.sort((a, b) => a - b);
    const [half, most] = [waits[9], waits[19]].map((wait) => `${Math.round(wait)} ms`);
    console.log(
      `Twenty votes on one node, on the wall of the other: half within ${half}, all within ${most}.`,
    );
    expect(waits).toHaveLength(20);
  });

  /** Everybody votes twice, changing her mind; `meanwhile` runs once a third of the votes are acknowledged. */
  async function burst(name: string, meanwhile: () => Promise<void>): Promise<void> {
    const statement = room.statements[0];
    const before = await receipts();
    let acknowledged = 0;
    let again = 0;
    const voting = room.people.map(async (_, person) => {
      await wait(person * 10);
      for (const value of [-1, person % 2 ? 1 : 0] as const) {
        const vote = { person, value, key: `${name}-${person}-${value}`, statement };
        const { tries } = await sendUntilAnswered(vote, person);
        acknowledged++;
        if (tries > 1) again++;
      }
    });
    while (acknowledged < (2 * PEOPLE) / 3) await wait(5);
    await meanwhile();
    await Promise.all(voting);
    expect(again).toBeGreaterThan(0);
    // Each key was acknowledged: each has its receipt, none has two, and the last answer of each person stands.
    expect(await receipts()).toBe(before + 2 * PEOPLE);
    const expected = room.people.map(({ ballot }, person) => [ballot, person % 2 ? 1 : 0] as const);
    expect(await votesOn(statement)).toEqual(new Map(expected));
  }

  it('keep each acknowledged vote once when PostgreSQL is killed in a burst, and find each other again', {
    timeout: 170_000,
  }, async () => {
    const walls = await Promise.all(nodes.map(wallOf));
    await burst('crash', () => postgres.crash());
    await Promise.all(walls.map((wall) => shows(wall, PEOPLE)));
    for (const wall of walls) wall.leave();
  });

  it('keep each acknowledged vote once when one of them is killed in a burst, and the other’s wall goes on', {
    timeout: 170_000,
  }, async () => {
    const wall = await wallOf(nodes[1]);
    await burst('kill', () => nodes[0].kill());
    const { inquiry } = room;
    // Its wall still moves with the room.
    await store.db.deleteFrom('vote_intake').where('inquiry', '=', inquiry).execute();
    await store.db.deleteFrom('vote').where('inquiry', '=', inquiry).execute();
    expect(await send(nodes[1], { person: 0, value: 1, key: 'after' })).toBe('counted');
    await shows(wall, 0);
    wall.leave();
    nodes[0] = await startNode(...databases);
    expect(await send(nodes[0], { person: 0, value: 1, key: 'after' })).toBe('repeated');
  });
});
