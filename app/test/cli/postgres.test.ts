import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GUARDED, type Postgres, postgresLeftOut, startPostgres } from '../setup/postgres.ts';
import { abord, hasPolisData, polisData, startAbord, temporaryFolder } from './abord.ts';

describe.skipIf(postgresLeftOut)(`abord import on PostgreSQL ${postgresLeftOut ?? ''}`, () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.stop());

  async function counts(url: string): Promise<object> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(
      `select (select count(*)::int from inquiry) as inquiries, (select count(*)::int from ballot) as ballots,
         (select count(*)::int from vote) as votes`,
    );
    await client.end();
    return rows[0];
  }

  async function polisFolder(): Promise<string> {
    const folder = join(await temporaryFolder(), 'lunch');
    await mkdir(folder);
    await writeFile(join(folder, 'votes.csv'), 'timestamp,comment-id,voter-id,vote\n1,0,1,1\n2,0,2,-1\n');
    return folder;
  }

  test('brings a debate in', async () => {
    const url = await postgres.newDatabase();
    const { code, stderr } = await abord(['import', 'polis', await polisFolder(), '--database-url', url]);
    expect([code, stderr]).toEqual([0, '']);
    expect(await counts(url)).toEqual({ inquiries: 1, ballots: 2, votes: 2 });
  });

  test.skipIf(!hasPolisData)(
    'leaves no half debate when it is killed (skipped without ../shared/data)',
    async () => {
      const url = await postgres.newDatabase();
      const args = ['import', 'polis', join(polisData, 'vtaiwan.uberx'), '--database-url', url];
      const began = performance.now();
      await abord(args);
      const lasted = performance.now() - began;
      let inquiries = 1;
      for (const part of [0.5, 0.7, 0.8, 0.9]) {
        const child = startAbord(args);
        const ended = new Promise((resolve) => child.once('close', resolve));
        const timer = setTimeout(() => child.kill('SIGKILL'), part * lasted);
        await ended;
        clearTimeout(timer);
        const now = (await counts(url)) as { inquiries: number };
        expect([inquiries, inquiries + 1]).toContain(now.inquiries);
        inquiries = now.inquiries;
        expect(now).toEqual({ inquiries, ballots: 1921 * inquiries, votes: 49_443 * inquiries });
      }
    },
  );

  test('says in one sentence what is wrong with an address', async () => {
    const refused = async (url: string) => {
      const { code, stderr } = await abord(['import', 'polis', await polisFolder(), '--database-url', url]);
      expect(code).toBe(2);
      return stderr;
    };
    const wrongPassword = postgres.address(GUARDED, 'postgres').replace('@', ':wrong@');
    expect(await refused(wrongPassword)).toMatch(/^Database .*: the name or the password is refused\.\n$/);
    expect(await refused(wrongPassword)).not.toContain('wrong');
    const nowhere = postgres.address('abord', 'nowhere');
    expect(await refused(nowhere)).toMatch(/^Database .*: there is no such database\.\n$/);
    expect(await refused('postgres://abord@127.0.0.1:9/x')).toMatch(/^Database .*: no answer; .*\n$/);
  });
});
