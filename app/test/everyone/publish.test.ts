import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reopen } from '@abord/release';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderSentence } from '#lib/answer/render.ts';
import { makeDemonstration } from '#lib/inquiry/demonstration.ts';
import { answerEveryone, answerStatement } from '#lib/questions/everyone/answer.ts';
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

  test('E25: shares are said weighted by headcounts beside the others, and no weight leaves the box', async () => {
    const { inquiry } = await importDebate(store, makeDemonstration());
    const { hash } = await releaseEveryone(store, inquiry, jobs);
    const { bytes } = (await latestRelease(store.db, inquiry, 'everyone'))!;
    const released = reopen<EveryoneRelease>(bytes, hash);
    expect(released.facts.weighing).toEqual({ weighed: true });
    const weighted = released.tables.statements.cells.filter((cell) => cell.weighted !== undefined);
    const said = renderSentence(
      answerEveryone(released).sentences.how.find(({ rule }) => rule === 'E25')!,
      'en',
    ).text;
    expect(said).toContain(`the share of ${weighted.length} of 40 statements`);
    expect(weighted.length).toBeGreaterThan(0);
    for (const { statement, answers, weighted: other } of weighted) {
      const sentences = answerStatement(released, statement).map(({ key }) => key);
      expect(sentences).toContain('everyone_statement_weighted');
      // A workshop of which 36 of 86 voted weighs twice what it did, and no more than that.
      expect(Math.abs(answers.agree.share - other!.value)).toBeLessThan(0.2);
    }
    expect(new TextDecoder().decode(bytes)).not.toMatch(/"weights?"/);
  });

  test('E25: where a list has no headcounts nothing is weighted, and the page says why', async () => {
    const debate = makeDemonstration();
    const attributes = debate.attributes.map((list) => ({
      ...list,
      values: list.values.map(({ key, label }) => ({ key, label })),
    }));
    const { inquiry } = await importDebate(store, { ...debate, attributes });
    const { hash } = await releaseEveryone(store, inquiry, jobs);
    const { bytes } = (await latestRelease(store.db, inquiry, 'everyone'))!;
    const released = reopen<EveryoneRelease>(bytes, hash);
    expect(released.tables.statements.cells.every((cell) => cell.weighted === undefined)).toBe(true);
    expect(answerEveryone(released).sentences.how.map(({ key }) => key)).toContain(
      'heard_not_weighed_no_headcounts',
    );
  });

  test('an inquiry that is not there is refused', async () => {
    await expect(releaseEveryone(store, 'nowhere', jobs)).rejects.toThrow('no inquiry nowhere');
  });
});
