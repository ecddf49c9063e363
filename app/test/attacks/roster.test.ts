import { constants, randomBytes, sign } from 'node:crypto';
import { random, shuffle } from '@abord/numbers';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardHash } from '#lib/entry/codes/cardHash.ts';
import { joinByCard, makeCards } from '#lib/entry/codes/mutations.server.ts';
import { readOwnBallot } from '#lib/entry/data.server.ts';
import { invitationHash } from '#lib/entry/roster/invitationHash.ts';
import { saidHash } from '#lib/entry/said/saidHash.ts';
import { readTokenKey } from '#lib/entry/token/data.server.ts';
import { drawToken, joinByToken } from '#lib/entry/token/mutations.server.ts';
import { NONCE_BYTES, tokenMessage } from '#lib/entry/token/tokenMessage.ts';
import { closeInquiry } from '#lib/inquiry/mutations.server.ts';
import { sayWork } from '#lib/questions/work/mutations.server.ts';
import { builtInJobs } from '#lib/references/builtInJobs.ts';
import { openRoster, type Roster } from '#lib/store/openRoster.ts';
import { openStore, type Store, type StoreLocation } from '#lib/store/openStore.ts';
import { randomId } from '#lib/store/randomId.ts';
import { hasFewSaid, settle } from '#lib/store/settle.ts';
import { inviteTo } from '../entry/blindEntry.ts';
import { openInquiry } from '../store/openInquiry.ts';
import { kinds, type Place } from '../store/stores.ts';
import {
  betterThanChance,
  type FoundOrder,
  type Guess,
  guesses,
  type Pair,
  rightBeyondChance,
} from './matching.ts';
import { ordersInLog, ordersInPostgres, ordersInSqlite } from './thief.ts';

// Attack 24: somebody who holds both databases, as files, wants to know whose ballot is whose. She tries every
// order that the files have: of rows, pages, transactions, freed pages, the journal, the folder as a whole.
// The people come in an order that a seed gives, each votes at once, which is the worst that they can do, and
// the intake is put at rest as often as the timer of the store would, not in step with the mixing.
//
// The watcher is another one: beside the files she has stood at the door, and knows in which order people came.

const PEOPLE = 500;
/** People who come between two times that the intake is put at rest. */
const BETWEEN = 37;
const DAY = '2026-11-24';
const SEED = 24;

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`whoever holds the files of ${name}`, { timeout: 120_000 }, () => {
    let place: Place;
    let location: StoreLocation;
    let store: Store;
    beforeAll(async () => {
      place = await start();
      // So that the log of writes goes when it is no longer needed, as an operator may set it.
      if (place.server) await asOperator(place, 'alter system set wal_recycle = off');
      if (place.server) await asOperator(place, 'select pg_reload_conf()');
    });
    afterAll(async () => {
      await store?.close();
      await place?.stop();
    });

    async function fresh(): Promise<void> {
      await store?.close();
      location = await place.newLocation();
      store = await openStore(location);
    }

    const orders = (ids: readonly string[], roster?: Roster): Promise<FoundOrder[]> | FoundOrder[] =>
      place.server
        ? ordersInPostgres((roster ?? store).db, place.server.folder, new Set(ids))
        : ordersInSqlite(
            (location as { data: string }).data,
            roster ? 'roster.sqlite' : 'box.sqlite',
            new Set(ids),
          );

    /** Every matching that the files give, of those people whom they know; `watched` is an order from outside. */
    async function attack(
      pairs: readonly Pair[],
      { roster, watched, groups }: { roster?: Roster; watched?: FoundOrder; groups?: number } = {},
    ): Promise<Guess[]> {
      const left = await orders(
        pairs.map(([left]) => left),
        roster,
      );
      const right = await orders(pairs.map(([, right]) => right));
      const tried = guesses(pairs, watched ? [watched] : left, right, groups);
      // The attacker is no fool: she has tried them.
      expect(tried.length).toBeGreaterThan(watched ? 5 : 10);
      return tried;
    }

    /** One after the other comes to the box and votes; every so often it is put at rest. */
    async function everybodyComes(
      arrivals: readonly string[],
      room: { readonly inquiry: string; readonly statements: readonly string[] },
      enter: (left: string) => Promise<string>,
      meanwhile: (come: number) => Promise<void> = async () => {},
    ): Promise<Pair[]> {
      const { inquiry, statements } = room;
      const pairs: Pair[] = [];
      let voting: Promise<unknown>[] = [];
      for (const [turn, left] of arrivals.entries()) {
        const secret = await enter(left);
        const { id } = (await readOwnBallot(store.db, inquiry, secret))!;
        pairs.push([left, id]);
        const vote = { inquiry, secret, statement: statements[turn % 3], value: 1, key: `${turn}` } as const;
        voting.push(store.votes.cast(vote));
        if ((turn + 1) % BETWEEN !== 0) continue;
        await Promise.all(voting);
        voting = [];
        while (!(await settle(store.db, { said: true })));
        await meanwhile(turn + 1);
      }
      await Promise.all(voting);
      return pairs;
    }

    async function codesInquiry() {
      const room = await openInquiry(store.db, { people: 0 });
      const { inquiry } = room;
      await store.db.updateTable('inquiry').set({ entry: 'codes' }).where('id', '=', inquiry).execute();
      const made = await makeCards(store.db, { inquiry, count: PEOPLE + 100, made: 0 });
      if (typeof made === 'string') throw new Error(made);
      // The order in which the people with these cards come; a hundred never do.
      const all = shuffle(random(SEED), made.codes);
      const arrivals = all.slice(0, PEOPLE);
      const enter = async (code: string) => {
        const key = randomId('secret');
        const drawn = await joinByCard(store.db, { inquiry, code, key, profile: {}, day: DAY });
        if (typeof drawn === 'string') throw new Error(drawn);
        return drawn.secret;
      };
      return { room, arrivals, spare: all[PEOPLE]!, enter };
    }

    /** In the order in which they came. */
    const door = (pairs: readonly Pair[]) => ({ name: 'door', ids: pairs.map(([left]) => left) });

    describe('who has the cards', () => {
      const half = 7 * BETWEEN;
      const groups = Math.ceil(PEOPLE / 20);
      let inquiry: string;
      let pairs: readonly Pair[];
      let copy: Awaited<ReturnType<typeof copyOf>>;
      beforeAll(async () => {
        await fresh();
        const { room, arrivals, enter } = await codesInquiry();
        inquiry = room.inquiry;
        const come = await everybodyComes(arrivals, room, enter, async (number) => {
          if (number === half) copy = await copyOf(store, inquiry);
        });
        pairs = come.map(([code, ballot]) => [cardHash(code), ballot] as const);
        while (!(await settle(store.db, { said: true })));
      });

      it('attack 24: matches them to ballots no better than chance while the inquiry is open', async () => {
        expect(betterThanChance(await attack(pairs))).toEqual([]);
      });

      it('attack 24: learns from a back-up of the middle who came before it, and no more', () => {
        expect([copy.spent.size, copy.ballots.size]).toEqual([half, half]);
        const parted = (ids: readonly string[], before: ReadonlySet<string>) => ({
          name: 'copy',
          ids: ids.toSorted((a, b) => Number(before.has(b)) - Number(before.has(a)) || (a < b ? -1 : 1)),
        });
        const left = parted(
          pairs.map(([left]) => left),
          copy.spent,
        );
        const right = parted(
          pairs.map(([, right]) => right),
          copy.ballots,
        );
        expect(rightBeyondChance(guesses(pairs, [left], [right], 2))).toEqual([]);
      });

      it('attack 24: who also watched the door finds in which mixture of twenty, or more, each is, and no more', async () => {
        const tried = await attack(pairs, { watched: door(pairs), groups });
        // PostgreSQL tells the mixtures by their transactions; SQLite's pages hardly keep them.
        if (place.server) expect(betterThanChance(tried)).not.toEqual([]);
        expect(rightBeyondChance(tried)).toEqual([]);
      });

      it('attack 24: finds nothing any more, even who watched the door, once the inquiry is closed', async () => {
        expect(await closeInquiry(store.db, inquiry, DAY)).toBeUndefined();
        expect(betterThanChance(await attack(pairs))).toEqual([]);
        expect(betterThanChance(await attack(pairs, { watched: door(pairs) }))).toEqual([]);
      });
    });

    describe('who has the cards, and wants to know who said what of her work', () => {
      let inquiry: string;
      let come: readonly Pair[];
      /** Card or ballot with the name under which the box keeps what its holder said. */
      let byCard: readonly Pair[];
      let byBallot: readonly Pair[];
      let logged: FoundOrder[];
      let lastToCome: () => Promise<string>;
      beforeAll(async () => {
        await fresh();
        const { room, arrivals, spare, enter } = await codesInquiry();
        inquiry = room.inquiry;
        const secrets = new Map<string, string>();
        const jobs = [...builtInJobs.values()];
        // A job with all its tasks: a row that does not fit into one page of the database with others.
        const tell = (secret: string, turn: number) => {
          const job = jobs[(turn * 31) % jobs.length]!;
          const tasks = job.tasks.map(({ id }) => ({ task: id, share: 'some', use: 'none' }));
          return sayWork(store.db, { inquiry, secret }, () => ({ job: job.id, tasks }));
        };
        let turn = 0;
        come = await everybodyComes(arrivals, room, async (code) => {
          const secret = await enter(code);
          secrets.set(code, secret);
          expect(await tell(secret, turn)).toBeUndefined();
          // Somebody who came long before says it anew: her row may rest already.
          const earlier = arrivals[turn - 60];
          if (earlier !== undefined) await tell(secrets.get(earlier)!, turn + 1);
          turn++;
          return secret;
        });
        while (!(await settle(store.db, { said: true })));
        lastToCome = async () => {
          const secret = await enter(spare);
          expect(await tell(secret, 7)).toBeUndefined();
          return secret;
        };
        const author = (code: string) => saidHash(secrets.get(code)!, 'work');
        byCard = come.map(([code]) => [cardHash(code), author(code)] as const);
        byBallot = come.map(([code, ballot]) => [ballot, author(code)] as const);
        logged = place.server
          ? ordersInLog(place.server.folder, new Set(byBallot.map(([, author]) => author)))
          : [];
      });

      it('attack 24: matches neither cards nor ballots to it better than chance while the inquiry is open', async () => {
        expect(betterThanChance(await attack(byCard))).toEqual([]);
        expect(betterThanChance(await attack(byBallot))).toEqual([]);
        // Ballots rest in mixtures, which PostgreSQL tells apart until the inquiry closes; this is mixed with everybody.
        expect(betterThanChance(await attack(byCard, { watched: door(byCard) }))).toEqual([]);
      });

      it('attack 24: finds no less who came last and alone: within seconds she does not wait in two intakes', async () => {
        const secret = await lastToCome();
        while (!(await settle(store.db, { said: await hasFewSaid(store.db) })));
        const waiting = await store.db.selectFrom('said_intake').select('author_hash').execute();
        expect(waiting).toEqual([]);
        const { rows } = await sql<{ text: string }>`select author_hash as text from said`.execute(store.db);
        expect(rows.map(({ text }) => text)).toContain(saidHash(secret, 'work'));
      });

      it('attack 24: finds nothing any more, even who watched the door, once the inquiry is closed', async () => {
        expect(await closeInquiry(store.db, inquiry, DAY)).toBeUndefined();
        for (const pairs of [byCard, byBallot]) {
          expect(betterThanChance(await attack(pairs))).toEqual([]);
          expect(betterThanChance(await attack(pairs, { watched: door(pairs) }))).toEqual([]);
        }
        if (!place.server) return;
        const watched = [door(byBallot)];
        expect(rightBeyondChance(guesses(byBallot, watched, logged))).not.toEqual([]);
        await asOperator(place, 'select pg_switch_wal()');
        await asOperator(place, 'checkpoint');
        const authors = new Set(byBallot.map(([, author]) => author));
        expect(
          betterThanChance(guesses(byBallot, watched, ordersInLog(place.server.folder, authors))),
        ).toEqual([]);
      });
    });

    it('attack 24: finds all who have come since the intake was put at rest, and then nobody', async () => {
      await fresh();
      const { room, arrivals, enter } = await codesInquiry();
      const come = await everybodyComes(arrivals.slice(0, 15), room, enter);
      const pairs = come.map(([code, ballot]) => [cardHash(code), ballot] as const);
      // Card and ballot were written together: told in `joinByCard`. It lasts fifteen seconds at most.
      const found = rightBeyondChance(await attack(pairs));
      expect(Math.max(...found.map(({ right }) => right))).toBe(15);
      while (!(await settle(store.db, { said: true })));
      expect(betterThanChance(await attack(pairs))).toEqual([]);
    });

    it('attack 24: matches invited people to ballots no better than chance, though each voted as soon as she drew', async () => {
      await fresh();
      const roster = await openRoster(
        place.server ? { rosterUrl: await place.server.newDatabase() } : (location as { data: string }),
      );
      const room = await inviteTo(store.db, roster.db, PEOPLE);
      const { inquiry } = room;
      const { publicKey } = (await readTokenKey(store.db, inquiry))!;
      const { private_key } = await roster.db
        .selectFrom('token_key')
        .select('private_key')
        .executeTakeFirstOrThrow();
      const invited = await roster.db.selectFrom('person').select(['id', 'invitation_hash']).execute();
      const secretOf = new Map(room.secrets.map((secret) => [invitationHash(secret), secret]));
      const secrets = new Map(
        invited.map(({ id, invitation_hash }) => [id, secretOf.get(invitation_hash!)!]),
      );
      const people = [...secrets.keys()].sort();
      // Blinding is left out: it takes a phone a tenth of a second, and nothing that the databases keep shows it.
      const enter = async (id: string) => {
        const blinded = blindedToken();
        const draw = { inquiry, publicKey, secret: secrets.get(id)!, blinded };
        expect(await drawToken(roster.db, draw)).toHaveProperty('signature');
        const entry = { token: tokenSigned(private_key, inquiry), key: randomId('secret') };
        const drawn = await joinByToken(store.db, { ...entry, inquiry, profile: {}, day: DAY });
        if (typeof drawn === 'string') throw new Error(drawn);
        return drawn.secret;
      };
      const pairs = await everybodyComes(shuffle(random(SEED), people), room, enter);
      while (!(await settle(store.db, { said: true })));
      const log = () =>
        place.server ? ordersInLog(place.server.folder, new Set(pairs.map(([, right]) => right))) : [];
      const logged = log();
      // The roster tells in which order they drew: it is as if they had been watched at the door.
      const groups = Math.ceil(PEOPLE / 20);
      expect(rightBeyondChance(await attack(pairs, { roster, groups }))).toEqual([]);
      expect(await closeInquiry(store.db, inquiry, DAY)).toBeUndefined();
      expect(betterThanChance(await attack(pairs, { roster }))).toEqual([]);

      if (place.server) {
        const left = await orders(people, roster);
        // The log of the server's writes tells in which order ballots came, for as long as it is kept.
        const found = rightBeyondChance(guesses(pairs, left, logged));
        expect(found.some(({ right }) => right === PEOPLE)).toBe(true);
        await asOperator(place, 'select pg_switch_wal()');
        await asOperator(place, 'checkpoint');
        expect(betterThanChance(guesses(pairs, left, log()))).toEqual([]);
      }
      await roster.close();
    });

    it('attack 24: finds everybody where rows stay as they came: the same search, in a box that leaks', async () => {
      await fresh();
      const pairs = Array.from({ length: PEOPLE }, () => [randomId('ballot'), randomId('ballot')] as const);
      await store.db.transaction().execute(async (db) => {
        for (const [column, table] of ['leaky_left', 'leaky_right'].entries()) {
          await sql`create table ${sql.table(table)} (id text not null)`.execute(db);
          for (const pair of pairs) {
            await sql`insert into ${sql.table(table)} values (${pair[column]})`.execute(db);
          }
        }
      });
      const found = rightBeyondChance(await attack(pairs));
      expect(found.some(({ right }) => right === PEOPLE)).toBe(true);
    });
  });
}

/** As a phone sends it: a number smaller than any modulus of 2,048 bits, of which nothing can be read. */
function blindedToken(): string {
  const bytes = randomBytes(256);
  bytes[0] = 0;
  return bytes.toString('base64url');
}

/** A genuine token, as a phone has it in the end. */
function tokenSigned(privateKey: string, inquiry: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const key = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  const signature = sign('sha384', Buffer.concat([nonce, tokenMessage(inquiry)]), key);
  return `${nonce.toString('base64url')}.${signature.toString('base64url')}`;
}

/** What a copy of the box says: the cards that are spent, and the ballots, at rest and just come in. */
async function copyOf({ db }: Store, inquiry: string) {
  const codes = await db
    .selectFrom('code')
    .select('hash')
    .where('inquiry', '=', inquiry)
    .where('spent', '=', 1)
    .execute();
  const ballots = await Promise.all(
    (['ballot', 'ballot_intake'] as const).map((table) =>
      db.selectFrom(table).select('id').where('inquiry', '=', inquiry).execute(),
    ),
  );
  return {
    spent: new Set(codes.map(({ hash }) => hash)),
    ballots: new Set(ballots.flat().map(({ id }) => id)),
  };
}

async function asOperator(place: Place, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: place.server!.address('abord', 'postgres') });
  await client.connect();
  await client.query(statement);
  await client.end();
}
