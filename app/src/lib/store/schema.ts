import type { Kysely } from 'kysely';

/**
 * The tables of the box, the same on SQLite and PostgreSQL. Types are those that both databases can
 * keep and give back alike: text, integers as numbers, bytes. JSON is kept as text, yes and no as 1
 * and 0, days as ISO dates; there is no time of day anywhere.
 */
export interface Schema {
  migration: MigrationTable;
  inquiry: InquiryTable;
  attribute: AttributeTable;
  attribute_value: AttributeValueTable;
  statement: StatementTable;
  /** Ballots and votes at rest; what has just come in waits in the other two (see `settle`). */
  ballot: BallotTable;
  vote: VoteTable;
  ballot_intake: BallotTable;
  vote_intake: VoteTable;
  receipt: ReceiptTable;
  release: ReleaseTable;
  release_cell: ReleaseCellTable;
}

/** A connection or a transaction: what every function of the store takes. */
export type Database = Kysely<Schema>;

interface MigrationTable {
  number: number;
  name: string;
}

export interface InquiryTable {
  id: string;
  /** JSON, a text by language: `{"fr":"…","en":"…"}`; so are `description` and `organisation`. */
  title: string;
  description: string;
  organisation: string;
  simulated: 0 | 1;
  entry: 'open' | 'codes' | 'token' | 'imported';
  /** Votes are taken only while an inquiry is open. */
  state: 'draft' | 'open' | 'closed';
  /** JSON `{ name, url?, licence? }`. */
  source: string | null;
  first_day: string | null;
  last_day: string | null;
  headcount: number | null;
  /** JSON, counts by reason of what was left out on the way in. */
  refused: string;
  /** The day on which the inquiry entered this box. */
  day: string;
}

interface AttributeTable {
  inquiry: string;
  key: string;
  position: number;
  label: string;
}

interface AttributeValueTable {
  inquiry: string;
  attribute: string;
  key: string;
  position: number;
  label: string;
  headcount: number | null;
}

interface StatementTable {
  inquiry: string;
  id: string;
  number: number;
  /** Rises when the wording changes. */
  version: number;
  state: 'accepted' | 'waiting' | 'refused' | 'meta';
  texts: string;
  origin: 'host' | 'participant' | 'import';
}

interface BallotTable {
  inquiry: string;
  id: string;
  /** SHA-256 of the participant's secret; the secret itself is never here. */
  secret_hash: string;
  /** JSON, attribute key → value key. */
  profile: string;
  day: string | null;
  /** The source's own id of an imported public debate. */
  source: string | null;
}

interface VoteTable {
  inquiry: string;
  ballot: string;
  statement: string;
  /** 1 agree, -1 disagree, 0 pass. */
  value: 1 | -1 | 0;
  /** Probability with which the statement was shown, in millionths; null where unknown. */
  shown: number | null;
}

interface ReceiptTable {
  inquiry: string;
  hash: string;
}

interface ReleaseTable {
  inquiry: string;
  question: string;
  number: number;
  bytes: Uint8Array;
  hash: string;
  day: string;
  /** JSON, the cells that were refused, and why: for the register. */
  refused: string;
  /** JSON, the ballots behind any cell of this release, in order: what the bits of a cell stand for. */
  ballots: string;
}

interface ReleaseCellTable {
  inquiry: string;
  question: string;
  number: number;
  in_table: string;
  cell: string;
  /** One bit a ballot of the release, lowest bit first. */
  members: Uint8Array;
}
