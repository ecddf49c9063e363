import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type StoreLocation } from '#lib/store/openStore.ts';
import { randomId } from '#lib/store/randomId.ts';
import type { StoreError } from '#lib/store/storeError.ts';
import { migrations } from '../../migrations/index.ts';
import { GUARDED } from '../setup/postgres.ts';
import { dumpSchema } from './dumpSchema.ts';
import { openInquiry } from './openInquiry.ts';
import { kinds, type Place } from './stores.ts';

const refusal = (location: StoreLocation): Promise<StoreError> =>
  openStore(location).then(
    () => expect.unreachable('it opened'),
    (error) => error,
  );

/** What a program that opens stores prints when it runs in a process of its own. */
async function inAnotherProcess(program: string, identity: { uid?: number; gid?: number } = {}) {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', `import { openStore } from '#lib/store/openStore.ts';${program}`],
    { ...identity, cwd: join(import.meta.dirname, '../..') },
  );
  return stdout.trim();
}

for (const { name, leftOut, start } of kinds) {
  describe.skipIf(leftOut)(`opening a box on ${name}`, () => {
    let place: Place;
    beforeAll(async () => {
      place = await start();
    });
    afterAll(() => place?.stop());

    it('makes the schema that is written down', async () => {
      const store = await openStore(await place.newLocation());
      await expect(await dumpSchema(store)).toMatchFileSnapshot(
        `../../migrations/schema.${store.dialect}.sql`,
      );
      await store.close();
    });

    it('finds everything again', async () => {
      const location = await place.newLocation();
      const first = await openStore(location);
      const { inquiry } = await openInquiry(first.db, { people: 1 });
      await first.close();
      const second = await openStore(location);
      expect(await second.db.selectFrom('inquiry').select('id').execute()).toEqual([{ id: inquiry }]);
      expect(await second.db.selectFrom('migration').selectAll().execute()).toEqual([
        { number: 1, name: 'box' },
        { number: 2, name: 'room' },
        { number: 3, name: 'gate' },
        { number: 4, name: 'codes' },
        { number: 5, name: 'tokens' },
        { number: 6, name: 'doors' },
        { number: 7, name: 'minimum' },
        { number: 8, name: 'keeping' },
        { number: 9, name: 'said' },
        { number: 10, name: 'practices' },
        { number: 11, name: 'trials' },
      ]);
      await second.close();
    });

    it('can be done by two at once', async () => {
      const location = await place.newLocation();
      const open = () =>
        inAnotherProcess(`
          const { db, close } = await openStore(${JSON.stringify(location)});
          console.log(JSON.stringify(await db.selectFrom('migration').select('number').execute()));
          await close();`);
      expect(await Promise.all([open(), open(), open()])).toEqual(
        Array(3).fill(JSON.stringify(migrations.map(({ number }) => ({ number })))),
      );
    });

    it('refuses a box of a newer version and leaves it as it is', async () => {
      const location = await place.newLocation();
      const store = await openStore(location);
      await store.db.insertInto('migration').values({ number: 99, name: 'later' }).execute();
      await store.close();
      expect(await refusal(location)).toMatchObject({ name: 'StoreError', code: 'data-newer' });
    });
  });
}

describe('opening a box in a folder', () => {
  let home: string;
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'abord-opening-'));
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it('makes the folder and its files for the eyes of their owner only', async () => {
    const data = join(home, 'new', 'box');
    const store = await openStore({ data });
    await openInquiry(store.db, { people: 1 });
    expect(statSync(data).mode & 0o777).toBe(0o700);
    for (const file of ['box.sqlite', 'box.sqlite-wal', 'box.sqlite-shm']) {
      expect([file, statSync(join(data, file)).mode & 0o777]).toEqual([file, 0o600]);
    }
    await store.close();
  });

  it('writes to the disk before it answers, keeps references whole and leaves no erased text', async () => {
    const store = await openStore({ data: join(home, 'settings') });
    const read = async (name: string) => (await sql.raw(`pragma ${name}`).execute(store.db)).rows[0];
    // sqlite.org/pragma.html: synchronous 2 is FULL.
    expect([
      await read('journal_mode'),
      await read('synchronous'),
      await read('foreign_keys'),
      await read('secure_delete'),
    ]).toEqual([{ journal_mode: 'wal' }, { synchronous: 2 }, { foreign_keys: 1 }, { secure_delete: 1 }]);
    await store.close();
  });

  it('refuses a file in the place of the folder', async () => {
    const data = join(home, 'file');
    writeFileSync(data, 'not a folder');
    const { code, facts } = await refusal({ data });
    expect({ code, facts }).toEqual({
      code: 'data-unreadable',
      facts: { where: data, reason: 'not-a-folder' },
    });
    expect(await refusal({ data: join(data, 'below') })).toMatchObject({ facts: { reason: 'not-a-folder' } });
  });

  it('refuses a file that is no database, and leaves it as it is', async () => {
    const data = join(home, 'text');
    mkdirSync(data);
    const text = 'This is a letter, and a long one at that. '.repeat(200);
    writeFileSync(join(data, 'box.sqlite'), text);
    expect(await refusal({ data })).toMatchObject({
      code: 'data-unreadable',
      facts: { where: data, reason: 'not-a-database' },
    });
    expect(readFileSync(join(data, 'box.sqlite'), 'utf8')).toBe(text);
  });

  it('refuses a damaged database', async () => {
    const data = join(home, 'damaged');
    const store = await openStore({ data });
    await openInquiry(store.db, { people: 50 });
    await store.close();
    const path = join(data, 'box.sqlite');
    const bytes = readFileSync(path);
    // All but the first page's head, whose first hundred bytes say that this is SQLite (file format, 1.3).
    writeFileSync(path, bytes.fill(0xa5, 100));
    expect(await refusal({ data })).toMatchObject({ code: 'data-unreadable', facts: { reason: 'damaged' } });
  });

  it('refuses a folder that it may not write in', async () => {
    const data = join(home, 'locked');
    mkdirSync(data);
    chmodSync(home, 0o755);
    chmodSync(data, 0o555);
    // Root may write everywhere, so the attempt is made as somebody else.
    const said = await inAnotherProcess(
      `await openStore({ data: ${JSON.stringify(data)} })
        .catch(({ code, facts }) => console.log(code, facts.reason));`,
      process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {},
    );
    expect(said).toBe('data-unreadable not-allowed');
  });
});

describe('opening a box on PostgreSQL', () => {
  it.each(['nonsense', 'https://example.org/box', 'postgres://', 'postgres://localhost'])(
    'refuses %s, which is no address of a database',
    async (databaseUrl) => {
      expect(await refusal({ databaseUrl })).toMatchObject({
        code: 'database-refused',
        facts: { reason: 'bad-address' },
      });
    },
  );

  it('says so when nobody answers at the address', async () => {
    // Port 1 (tcpmux) is never served on a loopback today.
    const { code, facts } = await refusal({ databaseUrl: 'postgres://me:secret@127.0.0.1:1/box' });
    expect({ code, facts }).toEqual({
      code: 'database-unreachable',
      facts: { where: 'postgres://127.0.0.1:1/box', reason: 'no-answer' },
    });
  });

  it('says so when there is no such host', async () => {
    // RFC 6761: names under .invalid never resolve.
    const error = await refusal({ databaseUrl: 'postgres://abord.invalid/box' });
    expect(error).toMatchObject({ code: 'database-unreachable', facts: { reason: 'unknown-address' } });
  });

  const { leftOut, name, start } = kinds[1];
  describe.skipIf(leftOut)(`that runs: ${name}`, () => {
    let place: Place;
    beforeAll(async () => {
      place = await start();
    });
    afterAll(() => place?.stop());

    it('has the disk written before it answers, even where the server is set not to', async () => {
      const databaseUrl = await place.server!.newDatabase();
      const name = new URL(databaseUrl).pathname.slice(1);
      const before = await openStore({ databaseUrl });
      await sql.raw(`alter database ${name} set synchronous_commit = off`).execute(before.db);
      await before.close();
      const store = await openStore({ databaseUrl });
      const { rows } = await sql`show synchronous_commit`.execute(store.db);
      expect(rows).toEqual([{ synchronous_commit: 'on' }]);
      await store.close();
    });

    it('says so when the database does not exist', async () => {
      const databaseUrl = place.server!.address('abord', 'nowhere');
      expect(await refusal({ databaseUrl })).toMatchObject({
        code: 'database-refused',
        facts: { reason: 'no-such-database' },
      });
    });

    it('says so when the password is wrong or missing, and never shows it', async () => {
      const address = place.server!.address(GUARDED, 'postgres');
      for (const databaseUrl of [address, address.replace('@', ':wrong-word@')]) {
        const error = await refusal({ databaseUrl });
        expect(error).toMatchObject({ code: 'database-refused', facts: { reason: 'password' } });
        expect(JSON.stringify(error) + error.message).not.toContain('wrong-word');
      }
    });

    it('says so when the user may not make tables', async () => {
      const databaseUrl = place.server!.address(GUARDED, 'postgres').replace('@', ':secret@');
      expect(await refusal({ databaseUrl })).toMatchObject({
        code: 'database-refused',
        facts: { reason: 'not-allowed' },
      });
    });
  });
});

describe('an id', () => {
  it('is random, of its length, and never read as a number', () => {
    const ids = Array.from({ length: 2_000 }, () => randomId('statement'));
    expect(new Set(ids).size).toBe(2_000);
    for (const id of ids) expect(id).toMatch(/^[a-km-np-z][a-km-np-z2-9]{9}$/);
    expect(randomId('ballot')).toHaveLength(26);
  });
});
