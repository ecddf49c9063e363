import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Inquiry, readInquiry } from '#lib/inquiry/data.server.ts';
import { placesIn } from '#lib/inquiry/placesIn.ts';
import type { Database } from '#lib/store/schema.ts';
import type { Texts } from './debate.ts';

/** Ballots read at once: some ten milliseconds of work between two breaths of the event loop. */
const PAGE = 200;

/** A whole debate as the box holds it, for the engine. People and statements are places in arrays. */
export interface BoxDebate {
  readonly inquiry: Inquiry;
  /** Ids of the ballots, by rising code units. */
  readonly ballots: readonly string[];
  /** Every statement, whatever its state, by rising number. */
  readonly statements: readonly BoxStatement[];
  /** Attribute key → for each ballot, the place of its value in the attribute's list, -1 where unknown. */
  readonly profiles: Readonly<Record<string, Int16Array>>;
  /** By person, then by statement: parallel arrays. */
  readonly votes: {
    readonly person: Int32Array;
    readonly statement: Int32Array;
    /** 1 agree, -1 disagree, 0 pass. */
    readonly value: Int8Array;
    /** Probability with which the statement was shown; NaN where unknown. */
    readonly shown: Float32Array;
  };
}

export interface BoxStatement {
  readonly id: string;
  readonly number: number;
  readonly version: number;
  readonly state: 'accepted' | 'waiting' | 'refused' | 'meta';
  readonly texts: Texts;
  readonly origin: 'host' | 'participant' | 'import';
}

/**
 * Reads a whole debate from the box: what the engine needs, and nothing for the eye. Nothing comes back
 * where there is no such inquiry.
 *
 * People vote meanwhile, and what has just come in is put at rest meanwhile. So votes are read before
 * ballots, and what has just come in before what is at rest: a vote that moves in between is met twice,
 * never missed. Time and memory grow with the number of votes; no object is made for any of them.
 */
export async function readDebate(db: Database, id: string): Promise<BoxDebate | undefined> {
  const inquiry = await readInquiry(db, id);
  if (!inquiry) return undefined;
  const statements = await readStatements(db, id);
  const place = new Map(statements.map(({ id }, index) => [id, index]));

  const votesOf = new Map<string, number[]>();
  await readVotes(db, 'vote_intake', id, [], (ballot, packed) => {
    votesOf.set(ballot, codesOf(packed, place));
  });
  const edges = await readEdges(db, id);
  await readVotes(db, 'vote', id, edges, (ballot, packed) => {
    const codes = codesOf(packed, place);
    const fresh = votesOf.get(ballot);
    votesOf.set(ballot, fresh ? merged(codes, fresh) : codes);
  });
  const placesOf = new Map<string, Int16Array>();
  const keep = (ballot: string, profile: string) =>
    placesOf.set(ballot, placesIn(inquiry, JSON.parse(profile)));
  await readBallots(db, 'ballot_intake', id, [], keep);
  await readBallots(db, 'ballot', id, edges, keep);

  const ballots = [...placesOf.keys()].sort();
  return {
    inquiry,
    ballots,
    statements,
    profiles: Object.fromEntries(
      inquiry.attributes.map(({ key }, attribute) => [
        key,
        Int16Array.from(ballots, (ballot) => placesOf.get(ballot)![attribute]),
      ]),
    ),
    votes: await columnsOf(ballots, votesOf),
  };
}

async function readStatements(db: Database, inquiry: string): Promise<BoxStatement[]> {
  const rows = await db
    .selectFrom('statement')
    .select(['id', 'number', 'version', 'state', 'texts', 'origin'])
    .where('inquiry', '=', inquiry)
    .orderBy('number')
    .execute();
  return rows.map((row) => ({ ...row, texts: JSON.parse(row.texts) }));
}

/** Gives each ballot with its votes as one text, `statement value shown,…`, a range of ballots at a time. */
async function readVotes(
  db: Database,
  table: 'vote' | 'vote_intake',
  inquiry: string,
  edges: readonly string[],
  each: (ballot: string, packed: string) => void,
): Promise<void> {
  for (const { above, upTo } of rangesOf(edges)) {
    let query = db
      .selectFrom(table)
      .select([
        'ballot',
        sql<string>`string_agg(statement || ' ' || value || ' ' || coalesce(shown, 0), ',')`.as('packed'),
      ])
      .where('inquiry', '=', inquiry)
      .groupBy('ballot')
      .orderBy('ballot');
    if (above !== undefined) query = query.where('ballot', '>', above);
    if (upTo !== undefined) query = query.where('ballot', '<=', upTo);
    for (const { ballot, packed } of await query.execute()) each(ballot, packed);
    await setImmediate();
  }
}

/** Gives each ballot with its profile, a range at a time. */
async function readBallots(
  db: Database,
  table: 'ballot' | 'ballot_intake',
  inquiry: string,
  edges: readonly string[],
  each: (ballot: string, profile: string) => void,
): Promise<void> {
  for (const { above, upTo } of rangesOf(edges)) {
    let query = db.selectFrom(table).select(['id', 'profile']).where('inquiry', '=', inquiry).orderBy('id');
    if (above !== undefined) query = query.where('id', '>', above);
    if (upTo !== undefined) query = query.where('id', '<=', upTo);
    for (const { id, profile } of await query.execute()) each(id, profile);
    await setImmediate();
  }
}

/** Ids that cut the ballots into ranges of a page each; the last one holds those drawn meanwhile too. */
async function readEdges(db: Database, inquiry: string): Promise<string[]> {
  const edges: string[] = [];
  for (;;) {
    const edge = await db
      .selectFrom('ballot')
      .select('id')
      .where('inquiry', '=', inquiry)
      .where('id', '>', edges.at(-1) ?? '')
      .orderBy('id')
      .limit(1)
      .offset(PAGE - 1)
      .executeTakeFirst();
    if (!edge) return edges;
    edges.push(edge.id);
    await setImmediate();
  }
}

/** Closed at both ends, so that no plan of a database can make the reading quadratic. */
function rangesOf(edges: readonly string[]): { above: string | undefined; upTo: string | undefined }[] {
  return [undefined, ...edges].map((above, range) => ({ above, upTo: edges[range] }));
}

const SHOWN = 1_000_001;

/** One number a vote, in the order of the statements: ((statement × 3) + value + 1) × SHOWN + shown. */
function codesOf(packed: string, place: ReadonlyMap<string, number>): number[] {
  const codes: number[] = [];
  for (let from = 0; from < packed.length; ) {
    const value = packed.indexOf(' ', from) + 1;
    const shown = packed.indexOf(' ', value) + 1;
    let end = packed.indexOf(',', shown);
    if (end < 0) end = packed.length;
    const index = place.get(packed.slice(from, value - 1));
    // Undefined for a statement that came after the statements were read.
    if (index !== undefined) {
      const code = index * 3 + Number(packed.slice(value, shown - 1)) + 1;
      codes.push(code * SHOWN + Number(packed.slice(shown, end)));
    }
    from = end + 1;
  }
  return codes.sort((a, b) => a - b);
}

function statementOf(code: number): number {
  return Math.floor(code / (3 * SHOWN));
}

/** Votes at rest, overridden by the fresh ones; how a statement was first shown is kept. */
function merged(rested: readonly number[], fresh: readonly number[]): number[] {
  const byStatement = new Map(rested.map((code) => [statementOf(code), code]));
  for (const code of fresh) {
    const shown = (byStatement.get(statementOf(code)) ?? 0) % SHOWN;
    byStatement.set(statementOf(code), shown ? code - (code % SHOWN) + shown : code);
  }
  return [...byStatement.values()].sort((a, b) => a - b);
}

async function columnsOf(
  ballots: readonly string[],
  votesOf: ReadonlyMap<string, readonly number[]>,
): Promise<BoxDebate['votes']> {
  let count = 0;
  for (const ballot of ballots) count += votesOf.get(ballot)?.length ?? 0;
  const person = new Int32Array(count);
  const statement = new Int32Array(count);
  const value = new Int8Array(count);
  const shown = new Float32Array(count);
  let vote = 0;
  for (let index = 0; index < ballots.length; index++) {
    for (const code of votesOf.get(ballots[index]) ?? []) {
      person[vote] = index;
      statement[vote] = statementOf(code);
      value[vote] = (Math.floor(code / SHOWN) % 3) - 1;
      shown[vote] = code % SHOWN ? (code % SHOWN) / 1e6 : Number.NaN;
      vote++;
    }
    if (index % PAGE === 0) await setImmediate();
  }
  return { person, statement, value, shown };
}
