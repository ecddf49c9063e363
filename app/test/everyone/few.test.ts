import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reopen } from '@abord/release';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { render } from '#lib/answer/render.ts';
import { answerEveryone } from '#lib/questions/everyone/answer.ts';
import type { Debate } from '#lib/questions/everyone/debate.ts';
import { importAndRelease } from '#lib/questions/everyone/mutations.server.ts';
import type { EveryoneRelease } from '#lib/questions/everyone/release.ts';
import { jobs } from '#lib/questions/jobs.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import { openStore, type Store } from '#lib/store/openStore.ts';

/** So many people, all of whom voted the same on every statement, or on none. */
function debateOf(people: number, statements: number, value: 1 | -1 | 0 | undefined): Debate {
  const votes = value === undefined ? 0 : people * statements;
  return {
    title: { en: 'Lunch' },
    description: {},
    organisation: {},
    simulated: false,
    entry: 'imported',
    attributes: [{ key: 'site', label: { en: 'Site' }, values: [{ key: 'north', label: { en: 'North' } }] }],
    statements: Array.from({ length: statements }, (_, number) => ({
      number,
      texts: { en: 'Soup' },
      state: 'accepted',
    })),
    people: Array.from({ length: people }, () => ({ profile: { site: 'north' } })),
    votes: {
      person: Int32Array.from({ length: votes }, (_, vote) => Math.floor(vote / statements)),
      statement: Int32Array.from({ length: votes }, (_, vote) => vote % statements),
      value: new Int8Array(votes).fill(value ?? 0),
    },
    refused: {},
  };
}

describe('a debate with next to nothing in it', () => {
  const data = mkdtempSync(join(tmpdir(), 'abord-few-'));
  let store: Store;
  beforeAll(async () => {
    store = await openStore({ data });
  });
  afterAll(async () => {
    await store.close();
    rmSync(data, { recursive: true });
  });

  async function published(debate: Debate) {
    const { inquiry } = await importAndRelease({ store, engine: jobs }, debate);
    const { bytes, hash } = (await latestRelease(store.db, inquiry, 'everyone'))!;
    const released = reopen<EveryoneRelease>(bytes, hash);
    return { released, answer: answerEveryone(released) };
  }

  test.each([
    ['nobody and no statement', debateOf(0, 0, undefined)],
    ['nobody', debateOf(0, 3, undefined)],
    ['no statement', debateOf(30, 0, undefined)],
    ['no vote', debateOf(30, 3, undefined)],
    ['seven people, where eight must stand behind a figure', debateOf(7, 3, 1)],
    ['seven people who all pass', debateOf(7, 3, 0)],
  ])('is published with %s, and its answer says nothing but that they are too few', async (_, debate) => {
    const { released, answer } = await published(debate);
    expect(Object.values(released.tables).flatMap(({ cells }) => [...cells])).toEqual([]);
    expect(Object.values(answer.sentences).flat()).toHaveLength(2);
    for (const lang of ['fr', 'en'] as const) {
      const { headline } = render(answer, lang).sentences;
      expect(headline[0].text).toMatch(lang === 'fr' ? /^Trop peu/ : /^Too few/);
    }
  });

  test.each([20, 60])('where all of %i people pass, no common ground is named', async (people) => {
    const { released, answer } = await published(debateOf(people, 8, 0));
    expect(released.tables.debate.cells[0]).toMatchObject({ people, axes: 0 });
    expect(released.tables.commonGround.cells).toEqual([]);
    expect(released.tables.divides.cells).toEqual([]);
    expect(released.tables.statements.cells).toHaveLength(8);
    for (const cell of released.tables.statements.cells) {
      const { agree, disagree, pass } = cell.answers;
      expect([cell.people, agree.share, disagree.share, pass.share]).toEqual([people, 0, 0, 1]);
    }
    expect(answer.sentences.headline).toHaveLength(1);
  });
});
