import { invitationWords } from '#lib/entry/roster/invitationWords.ts';
import { readTokenKey } from '#lib/entry/token/data.server.ts';
import { readInquiry } from '#lib/inquiry/data.server.ts';
import { roomAddress } from '../../../../wall/roomAddress.ts';

/** Puts the invitations that wait on their way, with the address at which phones find this instance. */
export async function sendInvitations({ house }: App.Locals, id: string, url: URL): Promise<void> {
  const { store, roster, letters, settings } = house;
  const inquiry = await readInquiry(store.db, id);
  if (!roster || !letters || inquiry?.code === undefined || inquiry.state !== 'open') return;
  const { code } = inquiry;
  const { origin } = roomAddress(url, settings.publicUrl);
  const fingerprint = (await readTokenKey(store.db, id))?.fingerprint;
  letters.run({
    inquiry: id,
    round: 0,
    wordsOf: (secret) => invitationWords({ ...inquiry, code }, { origin, secret: secret!, fingerprint }),
  });
}
