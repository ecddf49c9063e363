import type { RosterDatabase } from '#lib/store/rosterSchema.ts';
import type { NotSent } from './letterFault.ts';
import { type Letter, openPost } from './openPost.ts';

/**
 * Sends one letter through the mail server that is set up: nothing once the server has taken it, else why it
 * did not leave.
 *
 * @example
 * const notSent = await sendLetter(roster.db, { to: 'ines@example.org', subject: 'Code', text: '…' });
 * if (notSent) return fail(502, { problem: notSent.fault });
 */
export async function sendLetter(db: RosterDatabase, letter: Letter): Promise<NotSent | undefined> {
  const post = await openPost(db);
  if ('fault' in post) return post;
  try {
    return await post.send(letter);
  } finally {
    post.close();
  }
}
