import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join as joinPath } from 'node:path';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinByCard, makeCards } from '#lib/entry/codes/mutations.server.ts';
import { readOwnBallot } from '#lib/entry/data.server.ts';
import { eraseBallot, join } from '#lib/entry/mutations.server.ts';
import { blindToken } from '#lib/entry/token/blindToken.ts';
import { countPeople, ENOUGH, readTokenKey, tellPeople } from '#lib/entry/token/data.server.ts';
import { keyFingerprint } from '#lib/entry/token/keyFingerprint.ts';
import { makeTokenKey } from '#lib/entry/token/makeTokenKey.ts';
import {
  drawToken,
  ensureTokenKey,
  handOverCard,
  joinByToken,
  openDoor,
  takeCardBack,
} from '#lib/entry/token/mutations.server.ts';
import { tokenHash } from '#lib/entry/token/tokenHash.ts';
import { unblind } from '#lib/entry/token/unblind.ts';
import { addStatements } from '#lib/host/statements/mutations.server.ts';
import { createInquiry, openInquiry as open } from '#lib/inquiry/mutations.server.ts';
import { countSheet } from '#lib/room/paper.server.ts';
import { openRoster, type Roster, type RosterLocation } from '#lib/store/openRoster.ts';
import { openStore, type Store, type StoreLocation } from '#lib/store/openStore.ts';
import { randomId } from '#lib/store/randomId.ts';
import { settle } from '#lib/store/settle.ts';
import { kinds, type Place } from '../store/stores.ts';
import { blindFor, drawWith, inviteTo } from './blindEntry.ts';

const day = '2026-11-24';

/** Runs a program of this folder until it has said so many lines, then kills it. All lines that it said. */
async function killAfter(lines: number, program: string, input: object): Promise<string[]> {
  const child = spawn(process.execPath, [joinPath(import.meta.dirname, program), JSON.stringify(input)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const said: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    said.push(line);
    if (said.length === lines) child.kill('SIGKILL');
  }
  await exited;
  return said;
}

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`people invited by token on ${name}`, () => {
    let place: Place;
    let location: StoreLocation;
    let rosterLocation: RosterLocation;
    let store: Store;
    let roster: Roster;
    /** A second node on PostgreSQL; one process has its SQLite files to itself. */
    let other: Store;
    let otherRoster: Roster;
    beforeAll(async () => {
      place = await start();
      location = await place.newLocation();
      const second = await place.newLocation();
      rosterLocation = 'data' in second ? second : { rosterUrl: second.databaseUrl };
      store = await openStore(location);
      roster = await openRoster(rosterLocation);
      const postgres = store.dialect === 'postgres';
      other = postgres ? await openStore(location) : store;
      otherRoster = postgres ? await openRoster(rosterLocation) : roster;
    });
    afterAll(async () => {
      await store?.close();
      await roster?.close();
      if (other !== store) await other?.close();
      if (otherRoster !== roster) await otherRoster?.close();
      await place?.stop();
    });

    const invite = (people: number, options?: { readonly door?: boolean }) =>
      inviteTo(store.db, roster.db, people, options);
    const drawFor = (inquiry: string, secret: string) => drawWith(store.db, roster.db, inquiry, secret);
    const spend = (
      inquiry: string,
      token: string,
      key = randomId('secret'),
      through = store,
      profile: Record<string, string> = { site: 'works' },
    ) => joinByToken(through.db, { inquiry, token, key, profile, day });

    const ballotsOf = async (inquiry: string) => {
      const all = await Promise.all(
        (['ballot', 'ballot_intake'] as const).map((table) =>
          store.db.selectFrom(table).selectAll().where('inquiry', '=', inquiry).execute(),
        ),
      );
      return all.flat();
    };
    const people = (inquiry: string) =>
      roster.db.selectFrom('person').selectAll().where('inquiry', '=', inquiry).orderBy('id').execute();

    describe('draw their token', () => {
      it('once an invitation: asked again for the same, the same is given; another one is refused', async () => {
        const { inquiry, secrets } = await invite(1);
        const { publicKey, blinded } = await blindFor(store.db, inquiry);
        const draw = { inquiry, publicKey, secret: secrets[0]!, blinded };
        const first = await drawToken(roster.db, draw);
        expect(first).toHaveProperty('signature');
        expect(await drawToken(roster.db, draw)).toEqual(first);
        const second = await blindFor(store.db, inquiry);
        expect(await drawToken(roster.db, { ...draw, blinded: second.blinded })).toBe('refused');
        // Refused, it has taken nothing from her who came first.
        expect(await drawToken(roster.db, draw)).toEqual(first);
      });

      it('attack 26: two phones with one invitation at the same moment draw one token', async () => {
        const { inquiry, secrets } = await invite(12);
        for (const secret of secrets) {
          const phones = await Promise.all([0, 1, 2].map(() => blindFor(store.db, inquiry)));
          const replies = await Promise.all(
            phones.map(({ publicKey, blinded }, phone) =>
              drawToken((phone === 1 ? otherRoster : roster).db, { inquiry, publicKey, secret, blinded }),
            ),
          );
          expect(replies.filter((reply) => reply === 'refused')).toHaveLength(2);
        }
        expect(await countPeople(roster.db, inquiry)).toEqual({ invited: 12, drawn: 12 });
      });

      it('attack 26: a phone that asks twice at the same moment has one token', async () => {
        const { inquiry, secrets } = await invite(1);
        const { publicKey, blinded } = await blindFor(store.db, inquiry);
        const draw = { inquiry, publicKey, secret: secrets[0]!, blinded };
        const twice = await Promise.all([drawToken(roster.db, draw), drawToken(otherRoster.db, draw)]);
        expect(twice[0]).toHaveProperty('signature');
        expect(twice[0]).toEqual(twice[1]);
      });

      it('attack 23: an invitation that was never sent is answered like one that another phone has used', async () => {
        const here = await invite(1);
        const elsewhere = await invite(1);
        const ask = async (secret: string) => {
          const { publicKey, blinded } = await blindFor(store.db, here.inquiry);
          return drawToken(roster.db, { inquiry: here.inquiry, publicKey, secret, blinded });
        };
        expect(await ask(here.secrets[0]!)).toHaveProperty('signature');
        expect(await ask(here.secrets[0]!)).toBe('refused');
        expect(await ask(randomId('secret'))).toBe('refused');
        expect(await ask(elsewhere.secrets[0]!)).toBe('refused');
        expect(await people(elsewhere.inquiry)).toMatchObject([{ drawn: 0, signature: null }]);
      });

      it('attack 22: both with the same statements, and nothing is written for either', async () => {
        const { inquiry, secrets } = await invite(2);
        await drawFor(inquiry, secrets[0]!);
        const before = await people(inquiry);
        const asked = async (secret: string) => {
          const { publicKey, blinded } = await blindFor(store.db, inquiry);
          const told: string[] = [];
          const counted = roster.db.withPlugin({
            transformQuery({ node }) {
              told.push(node.kind);
              return node;
            },
            transformResult: async ({ result }) => result,
          });
          expect(await drawToken(counted, { inquiry, publicKey, secret, blinded })).toBe('refused');
          return told;
        };
        const used = await asked(secrets[0]!);
        expect(used).toEqual(['SelectQueryNode', 'UpdateQueryNode', 'SelectQueryNode']);
        expect(await asked(randomId('secret'))).toEqual(used);
        expect(await people(inquiry)).toEqual(before);
      });

      it('and what is no number of the right size takes no invitation', async () => {
        const { inquiry, secrets } = await invite(1);
        const { publicKey } = await blindFor(store.db, inquiry);
        for (const blinded of ['', 'A', publicKey.n]) {
          const draw = { inquiry, publicKey, secret: secrets[0]!, blinded };
          expect(await drawToken(roster.db, draw)).toBe('malformed');
        }
        expect(await people(inquiry)).toMatchObject([{ drawn: 0 }]);
      });

      it('only where both halves of the key are of one pair: no invitation is lost on another', async () => {
        const { inquiry, secrets } = await invite(1);
        const { publicKey } = await makeTokenKey();
        const { blinded } = await blindToken(publicKey, await keyFingerprint(publicKey), inquiry);
        await expect(
          drawToken(roster.db, { inquiry, publicKey, secret: secrets[0]!, blinded }),
        ).rejects.toThrow('another key');
        expect(await people(inquiry)).toMatchObject([{ drawn: 0 }]);
      });

      it('and the list knows nothing of the token that came of it', async () => {
        const { inquiry, secrets } = await invite(1);
        const token = await drawFor(inquiry, secrets[0]!);
        expect(await spend(inquiry, token)).toHaveProperty('secret');
        const known = JSON.stringify([
          await people(inquiry),
          await roster.db.selectFrom('token_key').selectAll().where('inquiry', '=', inquiry).execute(),
        ]);
        for (const part of [...token.split('.'), tokenHash(inquiry, token), secrets[0]!]) {
          expect(known).not.toContain(part);
        }
      });
    });

    describe('attack 25: a person who is given a key of her own', () => {
      it('finds that it is not the one on the poster, and sends nothing', async () => {
        const { inquiry } = await invite(1);
        const { fingerprint } = (await readTokenKey(store.db, inquiry))!;
        const tagged = await makeTokenKey();
        await expect(blindToken(tagged.publicKey, fingerprint, inquiry)).rejects.toThrow('on the poster');
      });

      it('keeps no token that was signed by another key than she was shown', async () => {
        const { inquiry, secrets } = await invite(1);
        // The house signs with the key that it made for her.
        const tagged = await makeTokenKey();
        await roster.db
          .updateTable('token_key')
          .set({ private_key: tagged.privateKey })
          .where('inquiry', '=', inquiry)
          .execute();
        for (;;) {
          const { publicKey, blinded, pending } = await blindFor(store.db, inquiry);
          const draw = { inquiry, publicKey: tagged.publicKey, secret: secrets[0]!, blinded };
          const drawn = await drawToken(roster.db, draw);
          // A blinded number larger than the other modulus is not signed at all: another one, then.
          if (drawn === 'malformed') continue;
          if (drawn === 'refused') expect.unreachable();
          await expect(unblind(publicKey, inquiry, pending, drawn.signature)).rejects.toThrow(
            'invalid signature',
          );
          break;
        }
      });
    });

    describe('spend their token', () => {
      it('for one ballot with what they say of themselves', async () => {
        const { inquiry, secrets } = await invite(1);
        const token = await drawFor(inquiry, secrets[0]!);
        const drawn = await spend(inquiry, token);
        if (typeof drawn === 'string') expect.unreachable(drawn);
        expect(await readOwnBallot(store.db, inquiry, drawn.secret)).toBeDefined();
        expect((await ballotsOf(inquiry)).map(({ profile }) => JSON.parse(profile))).toEqual([
          { site: 'works' },
        ]);
        const kept = await store.db.selectFrom('code').selectAll().where('inquiry', '=', inquiry).execute();
        expect(kept).toEqual([{ inquiry, hash: tokenHash(inquiry, token), spent: 1, kind: 'token' }]);
      });

      it('attack 26: two phones with one token at the same moment get one ballot', async () => {
        const { inquiry, secrets } = await invite(12);
        for (const secret of secrets) {
          const token = await drawFor(inquiry, secret);
          const replies = await Promise.all([
            spend(inquiry, token),
            spend(inquiry, token, undefined, other),
            spend(inquiry, token),
          ]);
          expect(replies.filter((reply) => reply === 'refused')).toHaveLength(2);
        }
        expect(await ballotsOf(inquiry)).toHaveLength(12);
      });

      it('attack 26: the same phone that sends it twice, also at once, has the same ballot', async () => {
        const { inquiry, secrets } = await invite(1);
        const token = await drawFor(inquiry, secrets[0]!);
        const key = randomId('secret');
        const twice = await Promise.all([spend(inquiry, token, key), spend(inquiry, token, key, other)]);
        expect(twice[0]).toHaveProperty('secret');
        expect(twice[0]).toEqual(twice[1]);
        expect(await spend(inquiry, token, key)).toEqual(twice[0]);
        expect(await ballotsOf(inquiry)).toHaveLength(1);
      });

      it('attack 26: a replay, a token of another inquiry, of another key and a forged one are refused alike', async () => {
        const here = await invite(1);
        const elsewhere = await invite(1);
        const token = await drawFor(here.inquiry, here.secrets[0]!);
        const foreign = await drawFor(elsewhere.inquiry, elsewhere.secrets[0]!);
        const [nonce, signature] = token.split('.') as [string, string];
        const forged = `${nonce}.${signature[0] === 'A' ? 'B' : 'A'}${signature.slice(1)}`;
        // Forged before it is spent: it takes nothing from the genuine one.
        expect(await spend(here.inquiry, forged)).toBe('refused');
        expect(await spend(here.inquiry, token)).toHaveProperty('secret');
        for (const wrong of [token, foreign, forged, '', `${nonce}.`, 'A'.repeat(386)]) {
          expect(await spend(here.inquiry, wrong), wrong).toBe('refused');
        }
        expect(await ballotsOf(here.inquiry)).toHaveLength(1);
        expect(await spend(elsewhere.inquiry, foreign)).toHaveProperty('secret');
      });

      it('and what they say of themselves is on the inquiry’s lists, or left out', async () => {
        const { inquiry, secrets } = await invite(1);
        const token = await drawFor(inquiry, secrets[0]!);
        await spend(inquiry, token, undefined, store, { site: 'moon', shoe: '42' });
        expect((await ballotsOf(inquiry)).map(({ profile }) => profile)).toEqual(['{}']);
      });

      it('and do not come in again once they have erased everything', async () => {
        const { inquiry, secrets } = await invite(1);
        const token = await drawFor(inquiry, secrets[0]!);
        const key = randomId('secret');
        const drawn = await spend(inquiry, token, key);
        if (typeof drawn === 'string') expect.unreachable(drawn);
        expect(await eraseBallot(store.db, inquiry, drawn.secret)).toBe(true);
        expect(await spend(inquiry, token, key)).toBe('refused');
      });

      it('while the inquiry is open, and nobody comes in without', async () => {
        const { inquiry, secrets, statements } = await invite(1);
        const token = await drawFor(inquiry, secrets[0]!);
        expect(await join(store.db, { inquiry, day })).toBe('closed');
        const sheet = { inquiry, key: randomId('secret'), ticks: { [statements[0]!]: 1 as const }, day };
        expect(await countSheet(store.db, sheet)).toBe('card-needed');
        await store.db.updateTable('inquiry').set({ state: 'closed' }).where('id', '=', inquiry).execute();
        expect(await spend(inquiry, token)).toBe('closed');
        expect(await ballotsOf(inquiry)).toEqual([]);
      });

      it('and what was spent lies in no order of arrival, once ballots are mixed', async () => {
        const { inquiry, secrets } = await invite(25);
        const spent: string[] = [];
        for (const secret of secrets) {
          const token = await drawFor(inquiry, secret);
          expect(await spend(inquiry, token)).toHaveProperty('secret');
          spent.push(tokenHash(inquiry, token));
        }
        while (!(await settle(store.db)));
        const where = store.dialect === 'postgres' ? 'ctid' : 'hash';
        const rows = await store.db
          .selectFrom('code')
          .select(['hash', 'spent', 'kind'])
          .where('inquiry', '=', inquiry)
          .orderBy(store.db.dynamic.ref(where))
          .execute();
        expect(rows).toEqual(spent.sort().map((hash) => ({ hash, spent: 1, kind: 'token' })));
        if (store.dialect === 'postgres') {
          const { rows } = await sql`select distinct xmin from code where inquiry = ${inquiry}`.execute(
            store.db,
          );
          expect(rows).toHaveLength(1);
        }
      });
    });

    describe('find the door', () => {
      it('shut until ten have drawn, so that three ballots are never those of three known people', async () => {
        const { inquiry, secrets } = await invite(14, { door: false });
        expect(ENOUGH).toBe(10);
        const tokens: string[] = [];
        for (const secret of secrets.slice(0, 9)) tokens.push(await drawFor(inquiry, secret));
        expect(await openDoor(roster.db, store.db, inquiry)).toBe(false);
        expect(await spend(inquiry, tokens[0]!)).toBe('shut');
        expect(await ballotsOf(inquiry)).toEqual([]);
        // Nor does somebody who was given a card stand in for a token.
        expect(
          await handOverCard(roster.db, { inquiry, secret: secrets[13]!, key: randomId('secret') }),
        ).toBe(true);
        expect(await openDoor(roster.db, store.db, inquiry)).toBe(false);
        tokens.push(await drawFor(inquiry, secrets[9]!));
        expect(await openDoor(roster.db, store.db, inquiry)).toBe(true);
        expect(await spend(inquiry, tokens[0]!)).toHaveProperty('secret');
        expect(await openDoor(roster.db, store.db, inquiry)).toBe(true);
      });

      it('told in steps of five of those who have drawn', async () => {
        const { inquiry, secrets } = await invite(7);
        const told: number[] = [];
        for (const secret of secrets) {
          await drawFor(inquiry, secret);
          told.push((await tellPeople(roster.db, inquiry)).drawn);
        }
        expect(told).toEqual([0, 0, 0, 0, 5, 5, 5]);
      });
    });

    describe('take a card instead', () => {
      it('which ends an invitation that was not used, and none that was', async () => {
        const { inquiry, secrets } = await invite(3);
        await drawFor(inquiry, secrets[0]!);
        const form = randomId('secret');
        const give = (secret: string, key = form) => handOverCard(roster.db, { inquiry, secret, key });
        expect(await give(secrets[0]!)).toBe(false);
        expect(await give(secrets[1]!)).toBe(true);
        // The same form sent twice.
        expect(await give(secrets[1]!)).toBe(true);
        // She comes back another day, or to another host.
        expect(await give(secrets[1]!, randomId('secret'))).toBe(false);
        expect(await give(randomId('secret'))).toBe(false);
        await expect(drawFor(inquiry, secrets[1]!)).rejects.toThrow('refused');
        // A mistake of the host's is mended; what was drawn stays drawn.
        for (const secret of secrets.slice(0, 2)) await takeCardBack(roster.db, { inquiry, secret });
        await drawFor(inquiry, secrets[1]!);
        await expect(drawFor(inquiry, secrets[0]!)).rejects.toThrow('refused');
      });

      it('attack 26: never both, when card and token are asked for at the same moment', async () => {
        const { inquiry, secrets } = await invite(12);
        for (const secret of secrets) {
          const { publicKey, blinded } = await blindFor(store.db, inquiry);
          const [card, token] = await Promise.all([
            handOverCard(otherRoster.db, { inquiry, secret, key: randomId('secret') }),
            drawToken(roster.db, { inquiry, publicKey, secret, blinded }),
          ]);
          expect([card, typeof token === 'object'].filter(Boolean)).toHaveLength(1);
        }
      });

      it('and come in by the same door, once it is open', async () => {
        const { inquiry } = await invite(1, { door: false });
        const made = await makeCards(store.db, { inquiry, count: 2, made: 0 });
        if (typeof made === 'string') throw new Error(made);
        const enter = () =>
          joinByCard(store.db, { inquiry, code: made.codes[0]!, key: randomId('secret'), profile: {}, day });
        expect(await enter()).toBe('shut');
        await store.db.updateTable('inquiry').set({ door: 1 }).where('id', '=', inquiry).execute();
        expect(await enter()).toHaveProperty('secret');
        expect(await enter()).toBe('refused');
      });
    });

    describe('and the key', () => {
      it('is made once when the inquiry is opened, one half in each database', async () => {
        const id = randomId('inquiry');
        const setUp = {
          title: { fr: 'Essai' },
          organisation: { und: 'Talvenne' },
          languages: ['fr'],
          entry: 'token',
          days: {},
          questions: ['everyone'],
          attributes: [],
        } as const;
        await createInquiry(store.db, id, setUp, day);
        await addStatements(store.db, { inquiry: id, texts: [{ fr: 'Une.' }], act: 'written', today: day });
        expect(await open(store.db, id, day)).toBe('no-roster');
        expect(await readTokenKey(store.db, id)).toBeUndefined();
        // Killed after the roster had it and before the box did: the next one finds it again.
        const made = await ensureTokenKey(roster.db, id);
        expect(await open(store.db, id, day, roster.db)).toBeUndefined();
        const { publicKey, fingerprint } = (await readTokenKey(store.db, id))!;
        expect(publicKey).toEqual(made);
        expect(fingerprint).toBe(await keyFingerprint(made));
        const [box] = await store.db.selectFrom('inquiry').selectAll().where('id', '=', id).execute();
        expect(JSON.stringify(box)).not.toContain('PRIVATE');
      });

      it('is the same for two nodes that make it at once', async () => {
        const inquiry = randomId('inquiry');
        const [one, two] = await Promise.all([
          ensureTokenKey(roster.db, inquiry),
          ensureTokenKey(otherRoster.db, inquiry),
        ]);
        expect(one).toEqual(two);
      });
    });

    describe('while the node is killed', () => {
      it('attack 26: lose no token that was drawn: asked again, the same signature comes', async () => {
        const { inquiry, secrets } = await invite(60);
        const letters = [];
        for (const secret of secrets) letters.push({ secret, ...(await blindFor(store.db, inquiry)) });
        const asks = letters.map(({ secret, publicKey, blinded }) => ({
          inquiry,
          publicKey,
          secret,
          blinded,
        }));
        const said: string[] = [];
        for (const lines of [1, 7, 19]) {
          said.push(...(await killAfter(lines, 'drawUntilKilled.ts', { rosterLocation, asks })));
        }
        expect(said.length).toBeGreaterThanOrEqual(27);
        const again = new Map<string, string>();
        for (const [at, ask] of asks.entries()) {
          const drawn = await drawToken(roster.db, ask);
          if (typeof drawn === 'string') expect.unreachable(drawn);
          again.set(`${at}`, drawn.signature);
          // Whole: the phone finishes it with what it had kept.
          await unblind(ask.publicKey, inquiry, letters[at]!.pending, drawn.signature);
        }
        for (const line of said) {
          const [at, signature] = line.split(' ') as [string, string];
          expect(again.get(at)).toBe(signature);
        }
      });

      it('attack 26: have as many ballots as tokens were spent, and each finds hers again', async () => {
        const { inquiry, secrets } = await invite(60);
        const asks = [];
        for (const secret of secrets) {
          asks.push({
            inquiry,
            token: await drawFor(inquiry, secret),
            key: randomId('secret'),
            profile: {},
            day,
          });
        }
        const said: string[] = [];
        for (const lines of [1, 7, 19]) {
          said.push(...(await killAfter(lines, 'spendUntilKilled.ts', { location, asks })));
          // What was under way when the node was killed may still be on its way into PostgreSQL.
          const spent = store.db
            .selectFrom('code')
            .select(({ fn }) => fn.countAll().as('spent'))
            .where('inquiry', '=', inquiry);
          await expect
            .poll(async () => {
              const counted = Number((await spent.executeTakeFirstOrThrow()).spent);
              return (await ballotsOf(inquiry)).length - counted;
            })
            .toBe(0);
        }
        expect(said.length).toBeGreaterThanOrEqual(27);
        const again = await Promise.all(asks.map((ask) => joinByToken(store.db, ask)));
        for (const line of said) {
          const [at, secret] = line.split(' ') as [string, string];
          expect(again[Number(at)]).toEqual({ secret });
        }
        expect(await ballotsOf(inquiry)).toHaveLength(asks.length);
      });
    });
  });
}
