import { setImmediate } from 'node:timers/promises';
import { VERSION } from '@abord/effect';
import { addBallots } from '#lib/store/addBallots.ts';
import { addSaid } from '#lib/store/addSaid.ts';
import { addVotes } from '#lib/store/addVotes.ts';
import type { Store } from '#lib/store/openStore.ts';
import { randomId } from '#lib/store/randomId.ts';
import type { Database } from '#lib/store/schema.ts';
import { secretHash } from '#lib/store/secretHash.ts';
import { trialKey } from '../gains/trials/data.server.ts';
import { planHash } from '../gains/trials/planHash.ts';
import type { Jobs } from '../jobs.ts';
import { releaseAnswers } from '../releaseAnswers.server.ts';
import { byPerson } from './byPerson.ts';
import type { Debate } from './debate.ts';

/** What came in, and what of it did not. */
export interface Imported {
  readonly inquiry: string;
  readonly participants: number;
  readonly statements: number;
  readonly votes: number;
  readonly refused: Readonly<Record<string, number>>;
}

/** Votes written between two breaths of the event loop: a running instance goes on answering. */
const votesAtOnce = 5_000;

export interface ImportOptions {
  /** How many votes are written; what it throws ends the import without a trace. */
  onVotes?(done: number, all: number): void;
}

/**
 * Makes a new, closed inquiry of a whole debate, in one transaction: everything enters, or nothing.
 *
 * Every person gets a ballot under a random id, with a secret that nobody is told: nobody can change a
 * debate that is over. The source's own ids are kept only where the debate was public before it came
 * here, so that it can go back out in its source's format.
 */
export async function importDebate(
  store: Store,
  debate: Debate,
  options: ImportOptions = {},
): Promise<{ inquiry: string }> {
  const inquiry = randomId('inquiry');
  await store.db.transaction().execute(async (db) => {
    await addInquiry(db, inquiry, debate);
    await addAttributes(db, inquiry, debate.attributes);
    const statements = await addStatements(db, inquiry, debate.statements);
    const ballots = debate.people.map(() => randomId('ballot'));
    await addBallots(
      db,
      inquiry,
      debate.people.map(({ source, profile }, person) => ({
        id: ballots[person],
        secretHash: secretHash(randomId('secret')),
        profile,
        ...(debate.entry === 'imported' && source !== undefined && { source }),
      })),
    );
    if (debate.work) await addSaid(db, inquiry, 'work', debate.work);
    if (debate.gains) await addSaid(db, inquiry, 'gains', debate.gains);
    if (debate.trial) await addTrial(db, inquiry, debate.trial);
    for (const { votes, done } of slices(debate.votes, ballots)) {
      await addVotes(db, inquiry, { ballots, statements, ...votes });
      await setImmediate();
      options.onVotes?.(done, debate.votes.value.length);
    }
  });
  return { inquiry };
}

/** Imports a debate, then publishes its answers. */
export async function importAndRelease(
  house: { readonly store: Store; readonly engine: Jobs },
  debate: Debate,
  options: ImportOptions & { onRelease?(): void } = {},
): Promise<Imported> {
  const { inquiry } = await importDebate(house.store, debate, options);
  options.onRelease?.();
  await releaseAnswers(house.store, inquiry, house.engine);
  return {
    inquiry,
    participants: debate.people.length,
    statements: debate.statements.length,
    votes: debate.votes.value.length,
    refused: debate.refused,
  };
}

async function addInquiry(db: Database, id: string, debate: Debate): Promise<void> {
  await db
    .insertInto('inquiry')
    .values({
      id,
      title: JSON.stringify(debate.title),
      description: JSON.stringify(debate.description),
      organisation: JSON.stringify(debate.organisation),
      simulated: debate.simulated ? 1 : 0,
      entry: debate.entry,
      state: 'closed',
      source: debate.source === undefined ? null : JSON.stringify(debate.source),
      first_day: debate.days?.from ?? null,
      last_day: debate.days?.to ?? null,
      headcount: debate.headcount ?? null,
      refused: JSON.stringify(debate.refused),
      questions: JSON.stringify([
        ...(debate.work ? ['work'] : []),
        ...(debate.gains ? ['gains'] : []),
        ...(debate.work || debate.gains ? ['everyone'] : []),
      ]),
      day: new Date().toISOString().slice(0, 10),
    })
    .execute();
}

async function addTrial(db: Database, inquiry: string, trial: NonNullable<Debate['trial']>): Promise<void> {
  const { plan, seed, frozenDay, endedDay, people } = trial;
  await db
    .insertInto('trial')
    .values({
      ...{ inquiry, number: 1, state: 'ended', plan: JSON.stringify(plan), seed, engine: VERSION },
      ...{ hash: planHash(plan, seed, VERSION), frozen_day: frozenDay, ended_day: endedDay },
    })
    .execute();
  await addSaid(db, inquiry, trialKey(1), people);
}

async function addAttributes(db: Database, inquiry: string, attributes: Debate['attributes']): Promise<void> {
  for (const [position, { key, label, values }] of attributes.entries()) {
    await db
      .insertInto('attribute')
      .values({ inquiry, key, position, label: JSON.stringify(label) })
      .execute();
    for (const [place, value] of values.entries()) {
      await db
        .insertInto('attribute_value')
        .values({
          inquiry,
          attribute: key,
          key: value.key,
          position: place,
          label: JSON.stringify(value.label),
          headcount: value.headcount ?? null,
        })
        .execute();
    }
  }
}

async function addStatements(
  db: Database,
  inquiry: string,
  statements: Debate['statements'],
): Promise<readonly string[]> {
  const ids = statements.map(() => randomId('statement'));
  for (const [place, { number, texts, state }] of statements.entries()) {
    await db
      .insertInto('statement')
      .values({
        inquiry,
        id: ids[place],
        number,
        version: 1,
        state,
        texts: JSON.stringify(texts),
        origin: 'import',
      })
      .execute();
  }
  return ids;
}

/** The votes in parts, people in the order of their random ballots: no trace of the source's order. */
function* slices(
  votes: Debate['votes'],
  ballots: readonly string[],
): Generator<{ votes: Debate['votes']; done: number }> {
  const rank = new Int32Array(ballots.length);
  const people = ballots.map((_, person) => person);
  people.sort((a, b) => (ballots[a] < ballots[b] ? -1 : 1));
  for (const [place, person] of people.entries()) rank[person] = place;
  const order = byPerson(
    votes.person.map((person) => rank[person]),
    ballots.length,
  );
  for (let from = 0; from < order.length; ) {
    let to = Math.min(from + votesAtOnce, order.length);
    while (to < order.length && votes.person[order[to]] === votes.person[order[to - 1]]) to++;
    const part = order.subarray(from, to);
    yield {
      votes: {
        person: Int32Array.from(part, (vote) => votes.person[vote]),
        statement: Int32Array.from(part, (vote) => votes.statement[vote]),
        value: Int8Array.from(part, (vote) => votes.value[vote]),
      },
      done: to,
    };
    from = to;
  }
}
