import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reopen } from '@abord/release';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDemonstration } from '#lib/inquiry/demonstration.ts';
import { importDebate } from '#lib/questions/everyone/mutations.server.ts';
import { releaseEveryone } from '#lib/questions/everyone/release.server.ts';
import type { EveryoneRelease } from '#lib/questions/everyone/release.ts';
import { jobs } from '#lib/questions/jobs.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import { openStore, type Store } from '#lib/store/openStore.ts';
import { releaseCells } from '#lib/store/releaseCells.ts';

describe('releaseEveryone', () => {
  const data = mkdtempSync(join(tmpdir(), 'abord-publish-'));
  let store: Store;
  beforeAll(async () => {
    store = await openStore({ data });
  });
  afterAll(async () => {
    await store.close();
    rmSync(data, { recursive: true });
  });

  test('a debate in the box is published, and its release opens under its hash', async () => {
    const { inquiry } = await importDebate(store, makeDemonstration());
    const { number, hash } = await releaseEveryone(store, inquiry, jobs);
    const stored = await latestRelease(store.db, inquiry, 'everyone');
    expect([number, stored?.number, stored?.hash]).toEqual([1, 1, hash]);
    const released = reopen<EveryoneRelease>(stored!.bytes, hash);
    expect(released.tables.debate.cells[0].people).toBe(154);
    expect(released.facts.simulated).toBe(true);
  });

  test('the same votes published twice are one release', async () => {
    const { inquiry } = await importDebate(store, makeDemonstration());
    const first = await releaseEveryone(store, inquiry, jobs);
    expect(await releaseEveryone(store, inquiry, jobs)).toEqual(first);
  });

  test('published by two at once it is one release, whichever comes first', async () => {
    const { inquiry } = await importDebate(store, makeDemonstration());
    const both = await Promise.all([1, 2].map(() => releaseEveryone(store, inquiry, jobs)));
    expect(both.map(({ number }) => number)).toEqual([1, 1]);
  });

  test('the same debate in two inquiries, under other ballots, gives the same bytes', async () => {
    const hashes = [];
    for (let k = 0; k < 2; k++) {
      const { inquiry } = await importDebate(store, makeDemonstration());
      hashes.push((await releaseEveryone(store, inquiry, jobs)).hash);
    }
    expect(hashes[0]).toBe(hashes[1]);
  });

  test('the ballots behind a cell stay in the box, as many as the cell says', async () => {
    const { inquiry } = await importDebate(store, makeDemonstration());
    const { number, hash } = await releaseEveryone(store, inquiry, jobs);
    const stored = await latestRelease(store.db, inquiry, 'everyone');
    const { tables } = reopen<EveryoneRelease>(stored!.bytes, hash);
    const behind = await releaseCells(store.db, inquiry, 'everyone', number);
    const sizes = new Map(behind.map(({ table, cell, ballots }) => [`${table}/${cell}`, ballots.length]));
    for (const [key, table] of Object.entries(tables)) {
      for (const { id, people } of table.cells) expect(sizes.get(`${key}/${id}`)).toBe(people);
    }
    const text = new TextDecoder().decode(stored!.bytes);
    for (const ballot of new Set(behind.flatMap(({ ballots }) => ballots)))
      expect(text).not.toContain(ballot);
  });

  test('where one vote has changed since, its statement waits and the others are published again', async () => {
    const { inquiry } = await importDebate(store, makeDemonstration());
    const first = await releaseEveryone(store, inquiry, jobs);
    const vote = await store.db
      .selectFrom('vote')
      .innerJoin('statement', (join) =>
        join.onRef('statement.inquiry', '=', 'vote.inquiry').onRef('statement.id', '=', 'vote.statement'),
      )
      .select(['vote.ballot', 'vote.statement', 'statement.number'])
      .where('vote.inquiry', '=', inquiry)
      .where('value', '=', 1)
      .orderBy('vote.statement')
      .executeTakeFirstOrThrow();
    await store.db
      .updateTable('vote')
      .set({ value: -1 })
      .where('inquiry', '=', inquiry)
      .where('ballot', '=', vote.ballot)
      .where('statement', '=', vote.statement)
      .execute();
    const second = await releaseEveryone(store, inquiry, jobs);
    expect(second).toMatchObject({ number: 2, waiting: 5, stays: false });
    const { bytes } = (await latestRelease(store.db, inquiry, 'everyone'))!;
    const { tables } = reopen<EveryoneRelease>(bytes, second.hash);
    expect(tables.statements.hidden).toEqual([String(vote.number)]);
    expect(first.number).toBe(1);
  });

  test('an inquiry that is not there is refused', async () => {
    await expect(releaseEveryone(store, 'nowhere', jobs)).rejects.toThrow('no inquiry nowhere');
  });
});
