import { type Earlier, type Released, release, reopen } from '@abord/release';
import { earlierCells } from '#lib/store/earlierCells.ts';
import { keepWithheld } from '#lib/store/keepWithheld.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import { saveNextRelease } from '#lib/store/saveNextRelease.ts';
import type { Database } from '#lib/store/schema.ts';
import { countComments, listComments } from './data.server.ts';
import { type CommentsRelease, declareComments } from './release.ts';

/** What stands of the comments; nothing while none were released. */
export async function readCommentsRelease(
  db: Database,
  inquiry: string,
): Promise<
  { readonly number: number; readonly day: string; readonly release: Released<CommentsRelease> } | undefined
> {
  const latest = await latestRelease(db, inquiry, 'comments');
  if (!latest) return undefined;
  const { number, day, bytes, hash } = latest;
  return { number, day, release: reopen<CommentsRelease>(bytes, hash) };
}

/**
 * Publishes the accepted comments, once every comment has been read and as many are new as the gate asks for
 * (`minimum.comments`): of fewer, whoever saw who came last would know whose words they are. What somebody
 * took back goes with the next release, whatever its number of new ones: a text that is shown by itself is
 * also seen to be gone by itself, and to keep showing it would protect nobody.
 *
 * Says whether something new was published. Never for an inquiry whose ballots were erased for good.
 */
export async function releaseComments(db: Database, inquiry: string, today: string): Promise<boolean> {
  const row = await db
    .selectFrom('inquiry')
    .select(['title', 'simulated', 'erased_day', 'figure_minimum'])
    .where('id', '=', inquiry)
    .executeTakeFirst();
  if (!row || row.erased_day !== null) return false;
  if ((await countComments(db, inquiry)).waiting > 0) return false;
  const stands = await latestRelease(db, inquiry, 'comments');
  const comments = await listComments(db, inquiry, 'accepted');
  const ids = comments.map(({ id }) => id);
  const facts = { title: JSON.parse(row.title), simulated: row.simulated === 1 };
  const earlier = stillThere(await earlierCells(db, inquiry, 'comments', ids), ids.length);
  const draft = declareComments(facts, comments, row.figure_minimum ?? undefined);
  const frozen = release(draft, earlier && { earlier });
  if (frozen.hash === stands?.hash) return false;
  if (frozen.refused.some(({ reason }) => reason === 'step')) {
    const { waiting } = frozen;
    if (stands) {
      await keepWithheld(db, { inquiry, question: 'comments', after: stands.number, waiting, day: today });
    }
    return false;
  }
  // Nothing to show, and nothing that would have to go.
  if (frozen.behind.length === 0 && !stands) return false;
  const next = { inquiry, question: 'comments', frozen, ballots: ids, day: today };
  const number = await saveNextRelease(db, next, stands?.number ?? 0);
  if (number === undefined) return false;
  await forgetWords(db, inquiry, number);
  return true;
}

/** What earlier releases showed of people whose words still stand: the others are gone one by one. */
function stillThere(
  { cells }: { readonly cells: Earlier['cells'] },
  population: number,
): Earlier | undefined {
  const there = cells.map((cell) => ({
    ...cell,
    people: Int32Array.from(cell.people).filter((person) => person < population),
  }));
  return there.length > 0 ? { population, cells: there } : undefined;
}

/**
 * Earlier releases keep their fingerprint and whom they were about, and lose their words: otherwise what
 * somebody took back would stay in the box and in the register for ever.
 */
async function forgetWords(db: Database, inquiry: string, before: number): Promise<void> {
  await db
    .updateTable('release')
    .set({ bytes: new Uint8Array() })
    .where('inquiry', '=', inquiry)
    .where('question', '=', 'comments')
    .where('number', '<', before)
    .execute();
}
