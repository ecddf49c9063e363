import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, type Store } from '#lib/store/openStore.ts';
import { jobs } from '../jobs.ts';
import { releaseUnpublished } from '../releaseAnswers.server.ts';
import { readDebate } from './data.server.ts';
import type { Debate } from './debate.ts';
import { importAndRelease, importDebate } from './mutations.server.ts';

const engine = jobs;
let folder: string;
let store: Store;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'abord-'));
  store = await openStore({ data: folder });
});

afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const debate: Debate = {
  title: { fr: 'Déjeuner', en: 'Lunch' },
  description: {},
  organisation: { en: 'Canteen' },
  simulated: false,
  entry: 'imported',
  source: { name: 'Polis', url: 'https://pol.is/lunch' },
  days: { from: '2026-03-01', to: '2026-03-09' },
  attributes: [
    {
      key: 'site',
      label: { en: 'Site' },
      values: [
        { key: 'north', label: { en: 'North' }, headcount: 12 },
        { key: 'south', label: { en: 'South' } },
      ],
    },
  ],
  headcount: 20,
  statements: [
    { number: 3, texts: { en: 'Soup' }, state: 'accepted' },
    { number: 7, texts: { en: 'Bread' }, state: 'refused' },
  ],
  people: [
    { source: '11', profile: { site: 'north' } },
    { source: '12', profile: {} },
    { source: '13', profile: { site: 'south' } },
  ],
  votes: {
    person: Int32Array.of(2, 0, 1, 0),
    statement: Int32Array.of(1, 0, 0, 1),
    value: Int8Array.of(0, 1, -1, 1),
  },
  refused: { superseded: 4 },
};

async function sourcesOf(inquiry: string) {
  const rows = await store.db
    .selectFrom('ballot')
    .select(['id', 'source', 'profile', 'day', 'secret_hash'])
    .where('inquiry', '=', inquiry)
    .orderBy('id')
    .execute();
  return rows;
}

describe('importDebate', () => {
  test('keeps everything that a debate says, under ids that say nothing', async () => {
    const { inquiry } = await importDebate(store, debate);
    const box = (await readDebate(store.db, inquiry))!;
    expect(box.inquiry).toMatchObject({
      title: debate.title,
      entry: 'imported',
      state: 'closed',
      source: debate.source,
      days: debate.days,
      headcount: 20,
      refused: { superseded: 4 },
      attributes: debate.attributes,
    });
    expect(box.statements.map(({ number, state, texts }) => ({ number, state, texts }))).toEqual(
      debate.statements,
    );
    const ballots = await sourcesOf(inquiry);
    const said = Array.from(box.votes.value, (value, vote) => {
      const { source } = ballots.find(({ id }) => id === box.ballots[box.votes.person[vote]])!;
      return `${source}/${box.statements[box.votes.statement[vote]].number}=${value}`;
    });
    expect(said.sort()).toEqual(['11/3=1', '11/7=1', '12/3=-1', '13/7=0']);
    expect(new Set(ballots.map(({ secret_hash }) => secret_hash)).size).toBe(3);
    expect(ballots.every(({ day }) => day === null)).toBe(true);
  });

  test('forgets the source’s ids where the debate was not public before', async () => {
    const { inquiry } = await importDebate(store, { ...debate, entry: 'codes' });
    expect((await sourcesOf(inquiry)).map(({ source }) => source)).toEqual([null, null, null]);
  });

  test('leaves nothing of a debate that it could not finish', async () => {
    const count = async () => (await store.db.selectFrom('inquiry').select('id').execute()).length;
    const before = await count();
    const stopped = importDebate(store, debate, {
      onVotes() {
        throw new Error('stopped');
      },
    });
    await expect(stopped).rejects.toThrow('stopped');
    const twice = {
      ...debate.votes,
      person: Int32Array.of(0, 0, 1, 0),
      statement: Int32Array.of(0, 0, 0, 1),
    };
    await expect(importDebate(store, { ...debate, votes: twice })).rejects.toThrow();
    expect(await count()).toBe(before);
  });
});

describe('releaseUnpublished', () => {
  const releases = async (inquiry: string) =>
    (await store.db.selectFrom('release').select('number').where('inquiry', '=', inquiry).execute()).length;

  test('publishes what came in and was never published, once', async () => {
    const { inquiry } = await importDebate(store, debate);
    const published = (await importAndRelease({ store, engine }, debate)).inquiry;
    expect([await releases(inquiry), await releases(published)]).toEqual([0, 1]);
    expect(await releaseUnpublished({ store, engine })).toEqual(new Map());
    expect([await releases(inquiry), await releases(published)]).toEqual([1, 1]);
    await releaseUnpublished({ store, engine });
    expect(await releases(inquiry)).toBe(1);
  });
});
