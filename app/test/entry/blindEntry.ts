import { newRoomCode } from '#lib/entry/newRoomCode.ts';
import { invitationHash } from '#lib/entry/roster/invitationHash.ts';
import { blindToken } from '#lib/entry/token/blindToken.ts';
import { readTokenKey } from '#lib/entry/token/data.server.ts';
import { drawToken, ensureTokenKey } from '#lib/entry/token/mutations.server.ts';
import { unblind } from '#lib/entry/token/unblind.ts';
import { randomId } from '#lib/store/randomId.ts';
import type { RosterDatabase } from '#lib/store/rosterSchema.ts';
import type { Database } from '#lib/store/schema.ts';
import { openInquiry } from '../store/openInquiry.ts';

/** An inquiry to which people are invited, opened. */
export interface Invited {
  readonly inquiry: string;
  readonly code: string;
  readonly statements: readonly string[];
  /** Secrets of the invitations, in the order of the list. */
  readonly secrets: readonly string[];
}

/** Opens an inquiry by token, with so many people on its list. `door`: as if enough had drawn already. */
export async function inviteTo(
  db: Database,
  roster: RosterDatabase,
  people: number,
  { door = true }: { readonly door?: boolean } = {},
): Promise<Invited> {
  const { inquiry, statements } = await openInquiry(db, { people: 0 });
  const key = await ensureTokenKey(roster, inquiry);
  const code = newRoomCode();
  await db
    .updateTable('inquiry')
    .set({ entry: 'token', code, token_key: JSON.stringify(key), door: door ? 1 : 0 })
    .where('id', '=', inquiry)
    .execute();
  const secrets = Array.from({ length: people }, () => randomId('secret'));
  if (people > 0) {
    await roster
      .insertInto('person')
      .values(
        secrets.map((secret, place) => ({
          inquiry,
          id: randomId('ballot'),
          name: `Personne ${place + 1}`,
          email: `personne${place + 1}@example.org`,
          invitation_hash: invitationHash(secret),
          drawn: 0 as const,
          blinded_hash: null,
          signature: null,
        })),
      )
      .execute();
  }
  return { inquiry, code, statements, secrets };
}

/** What a phone makes before it asks. */
export async function blindFor(db: Database, inquiry: string) {
  const { publicKey, fingerprint } = (await readTokenKey(db, inquiry))!;
  return { publicKey, ...(await blindToken(publicKey, fingerprint, inquiry)) };
}

/** A token, drawn as a phone draws it. */
export async function drawWith(
  db: Database,
  roster: RosterDatabase,
  inquiry: string,
  secret: string,
): Promise<string> {
  const { publicKey, blinded, pending } = await blindFor(db, inquiry);
  const drawn = await drawToken(roster, { inquiry, publicKey, secret, blinded });
  if (typeof drawn === 'string') throw new Error(drawn);
  return unblind(publicKey, inquiry, pending, drawn.signature);
}
