import { minimum } from '@abord/release';
import type { RosterDatabase } from '#lib/store/rosterSchema.ts';
import type { Database } from '#lib/store/schema.ts';
import { keyFingerprint } from './keyFingerprint.ts';
import type { TokenPublicKey } from './tokenPublicKey.ts';

/**
 * Tokens drawn before the first may be spent. Of three people who drew one and three ballots that came, the
 * signature hides nothing; among ten, nine others stand beside each.
 */
export const ENOUGH = minimum.group;

/** Those who drew are told in steps of as many, so that nobody sees one person draw. */
const STEP = 5;

/** How many people are invited to an inquiry, and how many have drawn a token. Exact: for the door alone. */
export async function countPeople(
  roster: RosterDatabase,
  inquiry: string,
): Promise<{ invited: number; drawn: number }> {
  const { invited, drawn } = await roster
    .selectFrom('person')
    // Who was taken off the list has no name and no address any more.
    .select(({ fn }) => fn.count(fn.coalesce('name', 'email')).as('invited'))
    // A card that was handed over is no token.
    .select(({ fn }) =>
      fn.count('blinded_hash').filterWhere('blinded_hash', 'not like', 'card %').as('drawn'),
    )
    .where('inquiry', '=', inquiry)
    .executeTakeFirstOrThrow();
  return { invited: Number(invited), drawn: Number(drawn) };
}

/** The same for people: of those who have drawn, at least how many, a multiple of five. */
export async function tellPeople(
  roster: RosterDatabase,
  inquiry: string,
): Promise<{ invited: number; drawn: number }> {
  const { invited, drawn } = await countPeople(roster, inquiry);
  return { invited, drawn: drawn - (drawn % STEP) };
}

/** The key by which an inquiry's tokens are known, and how it is read aloud; nothing before it is opened. */
export async function readTokenKey(
  db: Database,
  inquiry: string,
): Promise<{ publicKey: TokenPublicKey; fingerprint: string } | undefined> {
  const row = await db.selectFrom('inquiry').select('token_key').where('id', '=', inquiry).executeTakeFirst();
  if (!row?.token_key) return undefined;
  const publicKey: TokenPublicKey = JSON.parse(row.token_key);
  return { publicKey, fingerprint: await keyFingerprint(publicKey) };
}
