import type { Generated, Kysely } from 'kysely';
import type { HostAccessTable, MigrationTable } from './schema.ts';

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
  act: ActTable;
  host_account: HostAccountTable;
  host_passkey: HostPasskeyTable;
  host_access: HostAccessTable & { account: string };
  host_role: HostRoleTable;
  host_secret: { name: string; value: string };
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
  /** 1 once her token was signed, or a card handed over for it. Nothing says when, nor whether it was spent. */
  drawn: 0 | 1;
  /**
   * SHA-256 of the blinded message that was signed, and its signature: asked again, the same is given. Of a card
   * `card `, and that of its form's key, without a signature.
   */
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

/** One line of the log of who did what. Never changed, never taken away. */
interface ActTable {
  number: Generated<number>;
  /** ISO date: the order of the lines says the rest. */
  day: string;
  /** Id and name of the account then; neither where somebody had come in by a set-up link. */
  account: string | null;
  name: string | null;
  role: string;
  /** None of an act on the instance. */
  inquiry: string | null;
  act: string;
  /** Name of the person it was done to, of a role. */
  whom: string | null;
  /** How many letters, cards, people. */
  count: number | null;
}

/** Somebody who works with inquiries. Better Auth reads and writes it too, with its own types of dates. */
interface HostAccountTable {
  id: string;
  name: string;
  /** In small letters. */
  email: string;
  /** Her function, as participants read it where she moderates; may be empty. */
  duty: string;
  email_verified: boolean | 0 | 1;
  image: string | null;
  created_at: string;
  updated_at: string;
}

/** A key by which somebody signs in: public halves only. Better Auth writes it. */
interface HostPasskeyTable {
  id: string;
  account: string;
  name: string | null;
}

/** What somebody may do in an inquiry; of the instance where `inquiry` is empty. */
interface HostRoleTable {
  account: string;
  inquiry: string;
  role: 'host' | 'moderator' | 'reader' | 'analyst';
  /** ISO date on which a moderator declared that she leads nobody among the people who are asked. */
  declared: string | null;
}
