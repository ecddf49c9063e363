import type { Reason } from '#lib/host/statements/reason.ts';
import type { Texts } from '#lib/questions/everyone/debate.ts';
import type { Database } from '#lib/store/schema.ts';
import { secretHash } from '#lib/store/secretHash.ts';
import { authorHash } from './authorHash.ts';

/** What a participant said, as only her secret opens it. */
export interface OwnBallot {
  readonly id: string;
  /** Her votes by id of the statement. */
  readonly votes: ReadonlyMap<string, 1 | -1 | 0>;
}

/** Her ballot; nothing where no ballot of this inquiry has this secret. */
export async function readOwnBallot(
  db: Database,
  inquiry: string,
  secret: string,
): Promise<OwnBallot | undefined> {
  const ballot = await findBallot(db, inquiry, secret);
  return ballot && { id: ballot.id, votes: await votesOf(db, inquiry, ballot.id) };
}

/** The row of a ballot, without what was voted; nothing where no ballot of this inquiry has this secret. */
export async function findBallot(
  db: Database,
  inquiry: string,
  secret: string,
): Promise<{ readonly id: string; readonly day: string | null; readonly profile: string } | undefined> {
  const hash = secretHash(secret);
  // In the intake first: a ballot that is moved meanwhile is found where it has gone.
  for (const table of ['ballot_intake', 'ballot'] as const) {
    const row = await db
      .selectFrom(table)
      .select(['id', 'day', 'profile'])
      .where('inquiry', '=', inquiry)
      .where('secret_hash', '=', hash)
      .executeTakeFirst();
    if (row) return row;
  }
  return undefined;
}

async function votesOf(db: Database, inquiry: string, ballot: string): Promise<Map<string, 1 | -1 | 0>> {
  const of = (table: 'vote' | 'vote_intake') =>
    db
      .selectFrom(table)
      .select(['statement', 'value'])
      .where('inquiry', '=', inquiry)
      .where('ballot', '=', ballot)
      .orderBy('statement')
      .execute();
  // One that waits in the intake is the newer of two; read first, so that one that moves is not missed.
  const waiting = await of('vote_intake');
  const resting = await of('vote');
  return new Map([...resting, ...waiting].map(({ statement, value }) => [statement, value]));
}

/** A statement as participants meet it. */
export interface PutStatement {
  readonly id: string;
  readonly number: number;
  readonly texts: Texts;
  readonly origin: 'host' | 'participant' | 'import';
  /** Does the room take votes on it now? */
  readonly voting: boolean;
}

/** The statements that are put to the vote, in the order that the host gave, then by number. */
export async function listPutStatements(db: Database, inquiry: string): Promise<PutStatement[]> {
  const rows = await putStatements(db, inquiry).execute();
  const place = (position: number | null) => position ?? Number.MAX_SAFE_INTEGER;
  return rows
    .sort((a, b) => place(a.position) - place(b.position) || a.number - b.number)
    .map(putStatementOf);
}

/** Those of these statements that are put to the vote, by number. */
export async function readPutStatements(
  db: Database,
  inquiry: string,
  ids: readonly string[],
): Promise<PutStatement[]> {
  if (ids.length === 0) return [];
  const rows = await putStatements(db, inquiry).where('id', 'in', ids).execute();
  return rows.map(putStatementOf);
}

function putStatements(db: Database, inquiry: string) {
  return db
    .selectFrom('statement')
    .select(['id', 'number', 'texts', 'origin', 'voting', 'position'])
    .where('inquiry', '=', inquiry)
    .where('state', 'in', ['accepted', 'meta'])
    .orderBy('number');
}

function putStatementOf(row: {
  readonly id: string;
  readonly number: number;
  readonly texts: string;
  readonly origin: PutStatement['origin'];
  readonly voting: number;
}): PutStatement {
  const { id, number, texts, origin, voting } = row;
  return { id, number, texts: JSON.parse(texts), origin, voting: voting === 1 };
}

/** What a participant wrote, and what has become of it. */
export interface OwnStatement {
  readonly id: string;
  readonly number: number;
  readonly texts: Texts;
  readonly state: 'accepted' | 'waiting' | 'refused' | 'meta';
  readonly reason?: Reason;
  /** The statement that says the same, and stands for it. */
  readonly mergedInto?: { readonly number: number; readonly texts: Texts };
}

/** What the holder of this secret wrote: found by trying every statement that participants wrote. */
export async function listOwnStatements(
  db: Database,
  inquiry: string,
  secret: string,
): Promise<OwnStatement[]> {
  const rows = await db
    .selectFrom('statement')
    .leftJoin('statement as other', (join) =>
      join.onRef('other.inquiry', '=', 'statement.inquiry').onRef('other.id', '=', 'statement.merged_into'),
    )
    .select(['statement.id', 'statement.number', 'statement.texts', 'statement.state', 'statement.reason'])
    .select(['statement.author_hash', 'other.number as other_number', 'other.texts as other_texts'])
    .where('statement.inquiry', '=', inquiry)
    .where('statement.author_hash', 'is not', null)
    .orderBy('statement.number')
    .execute();
  return rows
    .filter(({ id, author_hash }) => author_hash === authorHash(secret, id))
    .map(({ id, number, texts, state, reason, other_number, other_texts }) => ({
      id,
      number,
      texts: JSON.parse(texts),
      state,
      ...(reason !== null && { reason: JSON.parse(reason) }),
      ...(other_number !== null &&
        other_texts !== null && { mergedInto: { number: other_number, texts: JSON.parse(other_texts) } }),
    }));
}
