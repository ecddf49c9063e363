import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import type { RosterDatabase } from '#lib/store/rosterSchema.ts';
import type { Database } from '#lib/store/schema.ts';
import { type AtDoor, type AtDoorOutcome, joinOnce } from '../joinOnce.ts';
import { invitationHash } from '../roster/invitationHash.ts';
import { countPeople, ENOUGH, readTokenKey } from './data.server.ts';
import { makeTokenKey } from './makeTokenKey.ts';
import { publicHalf } from './publicHalf.ts';
import { signBlinded } from './signBlinded.ts';
import { tokenHash } from './tokenHash.ts';
import type { TokenPublicKey } from './tokenPublicKey.ts';
import { verifyToken } from './verifyToken.ts';

/**
 * The public half of an inquiry's key. The pair is made the first time, and is the same ever after, however
 * often and from however many nodes it is asked for.
 */
export async function ensureTokenKey(roster: RosterDatabase, inquiry: string): Promise<TokenPublicKey> {
  const kept = await readPrivateKey(roster, inquiry);
  if (kept) return publicHalf(createPrivateKey(kept));
  const { privateKey } = await makeTokenKey();
  await roster
    .insertInto('token_key')
    .values({ inquiry, private_key: privateKey })
    .onConflict((conflict) => conflict.column('inquiry').doNothing())
    .execute();
  return publicHalf(createPrivateKey((await readPrivateKey(roster, inquiry))!));
}

/**
 * Signs a token unseen for whoever has this invitation, once: the same blinded token asked for again gets
 * the same signature, another one is refused, and so is an invitation that is unknown here. Between unknown
 * and drawn by somebody else there is no difference to be measured: the same work, and nothing is written.
 *
 * Throws where the key in the roster is not the half of the one that was made public, as after a backup of
 * one database alone: no invitation is lost by it.
 */
export async function drawToken(
  roster: RosterDatabase,
  draw: {
    readonly inquiry: string;
    readonly publicKey: TokenPublicKey;
    readonly secret: string;
    readonly blinded: string;
  },
): Promise<{ readonly signature: string } | 'malformed' | 'refused'> {
  const { inquiry, publicKey, blinded } = draw;
  const kept = await readPrivateKey(roster, inquiry);
  const key = kept && createPrivateKey(kept);
  if (!key || publicHalf(key).n !== publicKey.n) throw new Error('the roster has another key than the box');
  let signature: string;
  try {
    signature = signBlinded(key, blinded);
  } catch (error) {
    if (error instanceof RangeError) return 'malformed';
    throw error;
  }
  const invitation = invitationHash(draw.secret);
  const blinded_hash = createHash('sha256').update(blinded).digest('base64url');
  return roster.transaction().execute(async (roster) => {
    await roster
      .updateTable('person')
      .set({ drawn: 1, blinded_hash, signature })
      .where('inquiry', '=', inquiry)
      .where('invitation_hash', '=', invitation)
      .where('drawn', '=', 0)
      .execute();
    const person = await roster
      .selectFrom('person')
      .select('signature')
      .where('inquiry', '=', inquiry)
      .where('invitation_hash', '=', invitation)
      .where('blinded_hash', '=', blinded_hash)
      .executeTakeFirst();
    return person?.signature ? { signature: person.signature } : 'refused';
  });
}

/**
 * Opens the door of an inquiry for good once enough have drawn a token, and says whether it is open. Asked
 * after every draw, and at the door while it is shut, so that a node that was killed in between keeps
 * nobody out.
 */
export async function openDoor(roster: RosterDatabase, box: Database, inquiry: string): Promise<boolean> {
  const row = await box.selectFrom('inquiry').select('door').where('id', '=', inquiry).executeTakeFirst();
  if (row?.door === 1) return true;
  if ((await countPeople(roster, inquiry)).drawn < ENOUGH) return false;
  await box.updateTable('inquiry').set({ door: 1 }).where('id', '=', inquiry).execute();
  return true;
}

/**
 * Spends a token and draws a ballot, both or neither: see `joinOnce`. With the public key alone: nothing
 * here asks the roster, which would not know whose token it is either.
 */
export async function joinByToken(
  db: Database,
  entry: AtDoor & { readonly token: string },
): Promise<AtDoorOutcome> {
  const { inquiry, token } = entry;
  const key = await readTokenKey(db, inquiry);
  if (!key) return 'closed';
  const genuine = verifyToken(createPublicKey({ key: key.publicKey, format: 'jwk' }), inquiry, token);
  const hash = tokenHash(inquiry, token);
  return joinOnce(db, { ...entry, hash, modes: ['token'] }, async (db) => {
    if (!genuine) return false;
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('code')
      .values({ inquiry, hash, spent: 1, kind: 'token' })
      .onConflict((conflict) => conflict.columns(['inquiry', 'hash']).doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  });
}

/**
 * Exchanges an invitation for a printed card, once, and says whether that may be: it draws no token any more, so
 * that one person has one ballot. Which card it was is known to nobody. `key` is the form's own, at least 130
 * random bits: the same form sent again is answered as before, another one is refused.
 *
 * It takes the invitation itself, as she brings it, and not her name: whoever hosts could else ask of each
 * name on the list whether its token is drawn. What was drawn, replaced or never sent is answered alike.
 */
export async function handOverCard(
  roster: RosterDatabase,
  exchange: { readonly inquiry: string; readonly secret: string; readonly key: string },
): Promise<boolean> {
  const invitation = invitationHash(exchange.secret);
  // In the place of a blinded token, of which none can be asked for any more.
  const blinded_hash = `card ${createHash('sha256').update(exchange.key).digest('base64url')}`;
  return roster.transaction().execute(async (roster) => {
    await roster
      .updateTable('person')
      .set({ drawn: 1, blinded_hash })
      .where('inquiry', '=', exchange.inquiry)
      .where('invitation_hash', '=', invitation)
      .where('drawn', '=', 0)
      .execute();
    const exchanged = await roster
      .selectFrom('person')
      .select('id')
      .where('inquiry', '=', exchange.inquiry)
      .where('invitation_hash', '=', invitation)
      .where('blinded_hash', '=', blinded_hash)
      .executeTakeFirst();
    return exchanged !== undefined;
  });
}

/** Takes that back, where no card has left the pack: the invitation draws a token again. */
export async function takeCardBack(
  roster: RosterDatabase,
  invitation: { readonly inquiry: string; readonly secret: string },
): Promise<void> {
  await roster
    .updateTable('person')
    .set({ drawn: 0, blinded_hash: null })
    .where('inquiry', '=', invitation.inquiry)
    .where('invitation_hash', '=', invitationHash(invitation.secret))
    .where('signature', 'is', null)
    .execute();
}

async function readPrivateKey(roster: RosterDatabase, inquiry: string): Promise<string | undefined> {
  const row = await roster
    .selectFrom('token_key')
    .select('private_key')
    .where('inquiry', '=', inquiry)
    .executeTakeFirst();
  return row?.private_key;
}
