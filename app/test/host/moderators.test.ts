import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newInvitation } from '#lib/host/access/mutations.server.ts';
import type { Held } from '#lib/host/access/rights.ts';
import { firstReaders } from '#lib/host/team/data.server.ts';
import { accountFor, giveRole } from '#lib/host/team/mutations.server.ts';
import { joinRoom } from '../attacks/joinRoom.ts';
import { type PlainBrowser, plainBrowser, wordsOf } from '../attacks/plainBrowser.ts';
import { makeRoom, type Room } from '../attacks/room.ts';
import { openStage, type Stage } from '../attacks/stage.ts';
import { kinds, type Place } from '../store/stores.ts';

const WAITS = 'Affirmation 4';

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`who reads what people write, on ${name}`, () => {
    let place: Place;
    let stage: Stage;
    let room: Room;
    let phone: PlainBrowser;
    let host: PlainBrowser;
    let moderator: PlainBrowser;
    beforeAll(async () => {
      place = await start();
      stage = await openStage({
        place,
        roster: true,
        prepare: async (store) => {
          room = await makeRoom(store, 'KFC473');
        },
      });
      phone = await joinRoom(stage, 'KFC473');
    });
    afterAll(async () => {
      await stage?.stop();
      await place?.stop();
    });

    async function member(name: string, duty: string, held: Held): Promise<PlainBrowser> {
      const link = await stage.inRoster(async ({ db }) => {
        const email = `${name.split(' ')[0]!.toLowerCase()}@example.org`;
        const { id } = await accountFor(db, { name, email, duty });
        await giveRole(db, id, held);
        return newInvitation(db, id, new Date().toISOString().slice(0, 10));
      });
      const browser = plainBrowser(stage);
      await browser.open(`/host/enter/${link}`);
      await browser.press(/Open the console/);
      return browser;
    }

    const writing = async () => wordsOf((await phone.open('/en/KFC473/write')).text);
    const queue = async (browser: PlainBrowser) => {
      const { status, text } = await browser.open(`/host/${room.inquiry}/moderation?lang=fr`);
      return status === 200 && text.includes(WAITS);
    };

    it('is said before she writes, also where nobody has a name', async () => {
      expect(await writing()).toContain('Nobody is named yet: ask who it is before you write.');
      expect(wordsOf((await phone.open('/en/KFC473')).text)).toContain('Nobody is named yet');
    });

    it('are the hosts by name, who may lead her, as long as no moderator is appointed', async () => {
      host = await member('Hugo Lan', 'Directeur', { role: 'host', inquiry: room.inquiry });
      expect(await writing()).toContain('Hugo Lan (Directeur) hosts the inquiry and reads your sentences');
      expect(await queue(host)).toBe(true);
    });

    it('is no moderator who has not declared that she leads nobody', async () => {
      moderator = await member('Inès Roy', 'Élue du CSE', { role: 'moderator', inquiry: room.inquiry });
      expect(await queue(moderator)).toBe(false);
      expect(await writing()).not.toContain('Inès');
      await moderator.open('/host?lang=en');
      // What waits is not even counted for her.
      expect(wordsOf(moderator.page.text)).not.toContain('to moderate');
      expect((await moderator.press(/\?\/declare/)).status).toBe(400);
      expect(await queue(moderator)).toBe(false);
      await moderator.open('/host?lang=en');
      await moderator.press(/\?\/declare/, { leads: 'nobody' });
      expect(moderator.path).toBe(`/host/${room.inquiry}/moderation`);
      expect(moderator.page.text).toContain('Statement 4');
    });

    it('is then the moderator, by name and function, and the hosts no more', async () => {
      const words = await writing();
      expect(words).toContain('Inès Roy (Élue du CSE) reads your sentences before anybody else');
      expect(words).toContain('declares that none of the people asked works under them');
      expect(words).not.toContain('Hugo');
      expect(await queue(host)).toBe(false);
      // The console of a séance shows the host no queue, and no count of it.
      await host.open(`/host/${room.inquiry}/seance/1/run?lang=fr`);
      expect(host.page.status).toBe(200);
      expect(host.page.text).not.toContain(WAITS);
      expect(host.page.text).not.toContain('data-waiting');
      const nameless = plainBrowser(stage);
      await nameless.open(await stage.newHostLink());
      await nameless.press(/Open the console/);
      expect(await queue(nameless)).toBe(false);
    });

    it('is said again, where she reads her words once more before they leave', async () => {
      await phone.open('/en/KFC473/write');
      await phone.press(/\?\/preview/, { words: 'We need one hour a week to learn' });
      expect(wordsOf(phone.page.text)).toContain('Inès Roy (Élue du CSE) reads your sentences');
      await phone.press(/\?\/send/);
      await moderator.open(`/host/${room.inquiry}/moderation?lang=en`);
      expect(moderator.page.text).toContain('We need one hour a week to learn');
    });

    it('are named both, where there are two, and one fewer once a role is taken away', async () => {
      const second = await member('Zoé Ba', '', { role: 'moderator', inquiry: room.inquiry });
      await second.open('/host?lang=en');
      await second.press(/\?\/declare/, { leads: 'nobody' });
      expect(await writing()).toContain('Inès Roy (Élue du CSE) and Zoé Ba read your sentences');
      await stage.inRoster(({ db }) => db.deleteFrom('host_role').where('role', '=', 'moderator').execute());
      expect(await queue(second)).toBe(false);
      expect(await queue(host)).toBe(true);
      const { appointed } = await stage.inRoster(({ db }) => firstReaders(db, room.inquiry));
      expect(appointed).toBe(false);
    });

    it('keeps nothing of who writes for whom: the box holds no name, the roster no statement', async () => {
      const box = await stage.inBox(async ({ db }) =>
        JSON.stringify(await db.selectFrom('statement').selectAll().execute()),
      );
      expect(box).not.toMatch(/Inès|Hugo|Zoé/);
      const roster = await stage.inRoster(async ({ db }) =>
        JSON.stringify([
          await db.selectFrom('host_role').selectAll().execute(),
          await db.selectFrom('act').selectAll().execute(),
        ]),
      );
      for (const id of Object.values(room.statements)) expect(roster).not.toContain(id);
    });
  });
}
