import { sql } from 'kysely';
import { dialectOf } from './dialectOf.ts';
import { jsonRows } from './jsonRows.ts';
import { receiptOf } from './receiptOf.ts';
import type { Database } from './schema.ts';
import { secretHash } from './secretHash.ts';
import { tellNodes } from './tellNodes.ts';

/** A vote as it comes in, with what proves whose it is. */
export interface Cast {
  readonly inquiry: string;
  /** The ballot's secret, from the participant's cookie: nobody votes on a ballot without it. */
  readonly secret: string;
  /** Id of the statement. */
  readonly statement: string;
  /** 1 agree, -1 disagree, 0 pass. */
  readonly value: 1 | -1 | 0;
  /** Probability with which the statement was shown; two digits of it are kept. */
  readonly shown?: number;
  /** Names this act of voting: chosen at random by the sender, the same for every attempt to send it. */
  readonly key: string;
  /**
   * Keys of this participant's earlier votes on the statement that were never answered: should one of
   * them arrive after this vote, it no longer counts.
   */
  readonly replaces?: readonly string[];
}

/** Why a vote is not taken. Nothing of it is kept. */
export type Refusal =
  /** No such inquiry. */
  | 'unknown-inquiry'
  /** The inquiry takes no votes, or no longer; or the room has closed the vote on this statement. */
  | 'closed'
  /** No ballot of this inquiry has this secret. */
  | 'unknown-ballot'
  /** No such statement, or none that is put to the vote. */
  | 'unknown-statement'
  /** Not a vote. */
  | 'malformed'
  /** Too many votes are waiting, or the store is closing: to be sent again later, with the same key. */
  | 'busy'
  /** The database failed: to be sent again later, with the same key. */
  | 'not-stored';

/** `counted`: it is safe and stands. `repeated`: it had come before, or a newer one had. */
export type Outcome = 'counted' | 'repeated' | Refusal;

/** Takes votes in, in the order given, in one transaction: the outcomes hold once it has returned. */
export async function castVotes(db: Database, casts: readonly Cast[]): Promise<Outcome[]> {
  return db.transaction().execute(async (db) => {
    // Taken before anything is read, so that whoever closes an inquiry and then takes the whole table
    // finds every vote that was still let in.
    if (dialectOf(db) === 'postgres') await sql`lock table vote_intake in row exclusive mode`.execute(db);

    const found = await lookUp(db, casts);
    const receipts = casts.map(({ secret, inquiry, statement, key }) =>
      receiptOf(secret, inquiry, statement, key),
    );
    const outcomes = found.map(refusalOf);
    const fresh = await keepReceipts(
      db,
      new Map(
        receipts.flatMap((receipt, place) => (outcomes[place] ? [] : [[receipt, casts[place].inquiry]])),
      ),
    );

    // In the order in which they came: of two votes on one statement the later one stands.
    const replaced = new Map<string, string>();
    const votes = new Map<string, readonly unknown[]>();
    casts.forEach(({ inquiry, secret, statement, value, shown, replaces = [] }, place) => {
      if (outcomes[place]) return;
      if (!fresh.delete(receipts[place])) {
        outcomes[place] = 'repeated';
        return;
      }
      outcomes[place] = 'counted';
      const { ballot } = found[place];
      votes.set(`${inquiry} ${ballot} ${statement}`, [inquiry, ballot, statement, value, millionths(shown)]);
      for (const key of replaces) {
        const receipt = receiptOf(secret, inquiry, statement, key);
        fresh.delete(receipt);
        replaced.set(receipt, inquiry);
      }
    });
    await keepReceipts(db, replaced);
    await keepVotes(db, votes);
    await tellNodes(
      db,
      casts.flatMap(({ inquiry }, place) => (outcomes[place] === 'counted' ? [inquiry] : [])),
    );
    return outcomes as Outcome[];
  });
}

interface Found {
  readonly inquiry: string | null;
  readonly ballot: string | null;
  readonly statement: string | null;
  readonly voting: 0 | 1 | null;
}

/** State of the inquiry, id of the ballot, state of the statement of each vote; null where unknown. */
async function lookUp(db: Database, casts: readonly Cast[]): Promise<readonly Found[]> {
  const rows = casts.map(({ inquiry, secret, statement }) => [inquiry, secretHash(secret), statement]);
  const found: Found[] = [];
  for (const part of jsonRows(rows)) {
    const result = await sql<Found>`
      select inquiry.state as inquiry, coalesce(ballot.id, ballot_intake.id) as ballot,
        statement.state as statement, statement.voting as voting
      from json_each(${part}) as entry
      left join inquiry on inquiry.id = entry.value ->> 0
      left join ballot
        on ballot.inquiry = entry.value ->> 0 and ballot.secret_hash = entry.value ->> 1
      left join ballot_intake
        on ballot_intake.inquiry = entry.value ->> 0 and ballot_intake.secret_hash = entry.value ->> 1
      left join statement
        on statement.inquiry = entry.value ->> 0 and statement.id = entry.value ->> 2
      order by cast(entry.key as integer)`.execute(db);
    found.push(...result.rows);
  }
  return found;
}

function refusalOf({ inquiry, ballot, statement, voting }: Found): Outcome | undefined {
  if (inquiry === null) return 'unknown-inquiry';
  if (inquiry !== 'open') return 'closed';
  if (ballot === null) return 'unknown-ballot';
  if (statement !== 'accepted' && statement !== 'meta') return 'unknown-statement';
  if (voting === 0) return 'closed';
  return undefined;
}

/** Keeps the receipts that are new, and says which they are. In order, so that two nodes never cross. */
async function keepReceipts(db: Database, receipts: ReadonlyMap<string, string>): Promise<Set<string>> {
  const rows = [...receipts].sort(([a], [b]) => (a < b ? -1 : 1));
  const fresh = new Set<string>();
  for (const part of jsonRows(rows)) {
    const result = await sql<{ hash: string }>`
      insert into receipt (hash, inquiry)
      select entry.value ->> 0, entry.value ->> 1 from json_each(${part}) as entry where true
      on conflict do nothing returning hash`.execute(db);
    for (const { hash } of result.rows) fresh.add(hash);
  }
  return fresh;
}

async function keepVotes(db: Database, votes: ReadonlyMap<string, readonly unknown[]>): Promise<void> {
  const rows = [...votes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  for (const part of jsonRows(rows)) {
    await sql`
      insert into vote_intake (inquiry, ballot, statement, value, shown)
      select entry.value ->> 0, entry.value ->> 1, entry.value ->> 2,
        cast(entry.value ->> 3 as integer), cast(entry.value ->> 4 as integer)
      from json_each(${part}) as entry where true
      on conflict (inquiry, ballot, statement) do update
      set value = excluded.value, shown = coalesce(vote_intake.shown, excluded.shown)`.execute(db);
  }
}

/**
 * A probability as it is kept. Two digits are enough to weigh a vote; all sixteen would tell at which
 * moment of the debate it was shown, and so in what order people came.
 */
function millionths(shown: number | undefined): number | null {
  return shown === undefined ? null : Math.max(1, Math.round(Number(shown.toPrecision(2)) * 1e6));
}
