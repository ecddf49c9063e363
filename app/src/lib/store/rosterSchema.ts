import type { Generated, Kysely } from 'kysely';
import type { MigrationTable } from './schema.ts';

/**
 * The tables of the roster, a database apart from the box with its own backup: who may answer and who has
 * drawn a ballot, and whatever else has a name. It shares no key with the box, and keeps nothing of a
 * person's profile: what the list that was brought in said of it is counted, and thrown away.
 */
export interface RosterSchema {
  migration: MigrationTable;
  person: PersonTable;
  token_key: TokenKeyTable;
  post: PostTable;
  letter: LetterTable;
  tally: TallyTable;
}

/** A connection or a transaction of the roster. */
export type RosterDatabase = Kysely<RosterSchema>;

/** Somebody who is invited to one inquiry. */
interface PersonTable {
  inquiry: string;
  /** Random: it says nothing of the place in the list. */
  id: string;
  /** Either may be missing: a card needs no address, an address no name. */
  name: string | null;
  email: string | null;
  /** SHA-256 of the secret of her invitation; the secret itself is in the letter or on the card only. */
  invitation_hash: string | null;
  /** 1 once her token was signed. Nothing says when, nor whether it was ever spent. */
  drawn: 0 | 1;
  /** SHA-256 of the blinded message that was signed, and its signature: asked again, the same is given. */
  blinded_hash: string | null;
  signature: string | null;
  /** 1 once a card was made for her. */
  card: Generated<0 | 1>;
}

/** A letter to one person of one inquiry. */
interface LetterTable {
  inquiry: string;
  /** 0: her invitation; from 1 on the reminders, of which everybody gets each, and only the newest is here. */
  round: number;
  person: string;
  /** `unsure` from the moment it is handed to the mail server until that has taken or refused it. */
  state: 'waiting' | 'unsure' | 'sent' | 'refused';
  /** A `LetterFault`, where there is one, and what the mail server said. */
  fault: string | null;
  said: string | null;
}

/**
 * How many people of the lists that were brought in gave a value of an attribute; both are empty for all
 * people. Counted when a list comes in, and never again: who gave it is not known any more.
 */
interface TallyTable {
  inquiry: string;
  attribute: string;
  value: string;
  people: number;
}

/** The key that signs the tokens of an inquiry; its public half is in the box, and on the poster. */
interface TokenKeyTable {
  inquiry: string;
  /** PKCS #8, PEM. */
  private_key: string;
}

/** The mail server through which letters go out, if there is one: a single row. */
interface PostTable {
  one: 1;
  host: string;
  port: number;
  /** From the first byte, as soon as the server has greeted, or never. */
  tls: 'tls' | 'starttls' | 'none';
  login: string | null;
  password: string | null;
  sender_name: string;
  sender_address: string;
}
