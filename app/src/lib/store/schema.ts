import type { Generated, Kysely } from 'kysely';

/**
 * The tables of the box, the same on SQLite and PostgreSQL. Types are those that both databases can
 * keep and give back alike: text, integers as numbers, bytes. JSON is kept as text, yes and no as 1
 * and 0, days as ISO dates; there is no time of day anywhere but that at which a séance is announced.
 */
export interface Schema {
  migration: MigrationTable;
  inquiry: InquiryTable;
  attribute: AttributeTable;
  attribute_value: AttributeValueTable;
  statement: StatementTable;
  /** What people said, at rest; what has just come in waits beside it (see `settle`). */
  ballot: BallotTable;
  vote: VoteTable;
  said: SaidTable;
  ballot_intake: BallotTable;
  vote_intake: VoteTable;
  said_intake: SaidTable;
  receipt: ReceiptTable;
  release: ReleaseTable;
  release_cell: ReleaseCellTable;
  withheld: WithheldTable;
  seance: SeanceTable;
  forecast: ForecastTable;
  moderation: ModerationTable;
  host_access: HostAccessTable;
  code: CodeTable;
  door: DoorTable;
  comment: CommentTable;
  comment_act: CommentActTable;
  trial: TrialTable;
  rating: RatingTable;
}

/** A connection or a transaction: what every function of the store takes. */
export type Database = Kysely<Schema>;

export interface MigrationTable {
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
  /** What a participant types to join, as `newRoomCode` makes it; null: nobody joins by code. */
  code: Generated<string | null>;
  /** JSON, keys of the questions asked, in order, and the inquiry's own: `["work", {"fr":"…"}]`. */
  questions: Generated<string>;
  /** JSON, the languages in which statements are kept. */
  languages: Generated<string>;
  /** JSON, the public key of its tokens, made when it is opened; null where people do not come by token. */
  token_key: Generated<string | null>;
  /** Of an inquiry by token: 1 once enough have drawn one, and they may be spent. */
  door: Generated<0 | 1>;
  /** People behind any figure, where the organisation asked for more than the default. */
  figure_minimum: Generated<number | null>;
  /** Months for which ballots are kept after the last day: see `keptUntil`. */
  keep_months: Generated<number>;
  /** The day on which they were erased for good. */
  erased_day: Generated<string | null>;
  /** JSON, what the organisation says of itself in the inquiry's file: see lib/inquiry/dossier/schema.ts. */
  notice: Generated<string>;
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
  /** Order in which the host wants it shown; null: by number. */
  position: Generated<number | null>;
  /** 0 while the room has closed the vote on it. */
  voting: Generated<0 | 1>;
  /** `authorHash` of a participant's secret and this statement's id: only she can find what she wrote. */
  author_hash: Generated<string | null>;
  /** JSON, why it was refused, as said to the room: see lib/host/statements/reason.ts. */
  reason: Generated<string | null>;
  /** Id of the statement that says the same. */
  merged_into: Generated<string | null>;
}

/** A live moment in a room, or its announcement. */
interface SeanceTable {
  inquiry: string;
  number: number;
  /** JSON, a text by language; so are `guest` and `place`, which may be empty. */
  title: string;
  guest: string;
  place: string;
  /** Local time at which it is announced, `2026-11-23T19:00`, in the IANA zone. */
  starts: string;
  zone: string;
  minutes: number;
  /** JSON, see lib/room/script.ts. */
  script: string;
  state: 'planned' | 'live' | 'closed';
  /** JSON, see lib/room/progress.ts. */
  progress: string;
  /** Rises with every change: the id of the event that tells of it. */
  version: number;
}

/** What the leader expected, before anything was revealed: percent of agreement. */
interface ForecastTable {
  inquiry: string;
  statement: string;
  agree: number;
}

/** The log of moderation, readable by the room. */
interface ModerationTable {
  inquiry: string;
  number: number;
  statement: string;
  act: 'accepted' | 'refused' | 'merged' | 'edited' | 'written' | 'imported' | 'replaced' | 'undone';
  /**
   * Of a refusal its reason, JSON; of an edit the texts before it, JSON; of a merger or a
   * replacement the number of the other statement; of an act undone which act it was.
   */
  reason: string | null;
  /** State of the statement before the act, where the act changed it: what undoing it goes back to. */
  former: StatementTable['state'] | null;
  day: string;
}

/** SHA-256 of a set-up link's token, or of a session's: whoever holds it is the host. */
export interface HostAccessTable {
  hash: string;
  kind: 'link' | 'session';
  /** Last day on which it opens anything. */
  last_day: string;
  /** The hour in which a session was used last, `2026-11-23T19`, in universal time; null: a link. */
  used: string | null;
  /** The minute until which its holder counts as having just entered; then forgotten. */
  sure_until: string | null;
}

/** What lets one person in once: a code printed on a card, or a token. Neither itself is ever here. */
interface CodeTable {
  inquiry: string;
  /** SHA-256, as `cardHash` or `tokenHash` gives it. */
  hash: string;
  /** A token is unknown here until it is spent. */
  spent: 0 | 1;
  kind: Generated<'card' | 'token'>;
}

/** How many people came in by a door, at least; nothing leads from it to anybody. */
interface DoorTable {
  inquiry: string;
  door: 'own' | 'shared' | 'paper' | 'room';
  /** A multiple of five: see `doorCounter`. */
  people: number;
}

/**
 * What somebody added at the end, in her own words, or a practice that she told. Nothing leads to her ballot, and
 * nothing says when.
 */
interface CommentTable {
  inquiry: string;
  /** Drawn anew when its words are replaced. */
  id: string;
  /** `commentHash` of the participant's secret: one comment of each kind a ballot, found by her alone. */
  author_hash: string;
  kind: Generated<'comment' | 'practice'>;
  /** JSON, as a statement's; of a practice: what she does with AI. */
  texts: string;
  /** JSON, what to watch out for. Null of a comment, as the next two; and where a practice says none. */
  watch: Generated<string | null>;
  /** In which kind of work. */
  sector: Generated<'health' | 'industry' | 'office' | 'tech' | 'other' | null>;
  /** The name under which it stands, where its author wanted one. */
  name: Generated<string | null>;
  /** `arrived`: no moderator sees it until as many have come that nobody knows whose it is. */
  state: 'arrived' | 'waiting' | 'accepted' | 'refused';
  /** 1 where a moderator took words out. */
  edited: 0 | 1;
  /** JSON, why it was refused. */
  reason: string | null;
}

/** The log of what moderators did with comments: which comment it was is not kept. */
interface CommentActTable {
  inquiry: string;
  number: number;
  kind: Generated<'comment' | 'practice'>;
  act: 'accepted' | 'edited' | 'refused' | 'returned';
  /** Of a refusal its reason, JSON. */
  reason: string | null;
  day: string;
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

/**
 * What somebody said of a question that is no vote. It is no part of her ballot, and nothing leads from one to
 * the other: whoever holds this table and recognises somebody by her job does not learn what she voted.
 */
interface SaidTable {
  inquiry: string;
  /** A `SaidKey`: a question, or a trial of its own. */
  question: string;
  /** `saidHash` of the ballot's secret and the question: one row a person, found by her alone. */
  author_hash: string;
  /** That of her ballot, for figures by group. */
  profile: string;
  /** JSON, as the question's own schema has it: lib/questions/work/schema.ts. */
  content: string;
}

/** A comparison of tasks with and without AI, as its hosts plan it. */
interface TrialTable {
  inquiry: string;
  number: number;
  /** Tasks are taken while it runs, and its plan is changed only before. */
  state: 'draft' | 'running' | 'ended';
  /** JSON: lib/questions/gains/trials/schema.ts. */
  plan: string;
  /** Of the plan as it was frozen (`planHash`). */
  hash: string | null;
  /** Version of the engine under which it was frozen. */
  engine: string | null;
  /** Which task is done which way follows from it: secret until the trial has ended. */
  seed: string | null;
  frozen_day: string | null;
  ended_day: string | null;
  /** JSON, who stood behind the last result: what stands for her in the trial → her finished tasks. */
  told: string | null;
}

/** What a second person thinks of a result, without knowing how it came about. */
interface RatingTable {
  inquiry: string;
  /** Of the code that she was given. */
  hash: string;
  /** The words for the task, sealed with that code. */
  label: string;
  /** From 1 to 7; null until she has said it. */
  score: number | null;
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
  /** What its figures are about, as the gate was told; empty where it was not yet. */
  about: Generated<string>;
  /** JSON, how many of them gave each answer, where the cell shows that. */
  answers: Generated<string | null>;
}

/** A newer answer that the gate held back, so that the release `after` stays: for the register of refusals. */
interface WithheldTable {
  inquiry: string;
  question: string;
  after: number;
  /** People who wait, in steps of five. */
  waiting: number;
  /** The last day on which it was asked for. */
  day: string;
}
