import { type Earlier, type Frozen, type Released, release, reopen } from '@abord/release';
import { earlierCells } from '#lib/store/earlierCells.ts';
import { keepWithheld } from '#lib/store/keepWithheld.ts';
import { latestRelease, type StoredRelease } from '#lib/store/latestRelease.ts';
import { releaseCells } from '#lib/store/releaseCells.ts';
import { saveNextRelease } from '#lib/store/saveNextRelease.ts';
import type { Database } from '#lib/store/schema.ts';
import { type Comment, listComments } from './data.server.ts';
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
 * (`minimum.comments`): of fewer, whoever saw who came last would know whose words they are. Until then, where
 * somebody took back what is shown, what is left of it is published anew without what is new: a text that is
 * shown by itself is also seen to be gone by itself, and to keep showing it would protect nobody.
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
  const facts = { title: JSON.parse(row.title), simulated: row.simulated === 1 };
  async function freeze(comments: readonly Comment[]) {
    const ballots = comments.map(({ id }) => id);
    const earlier = stillThere(await earlierCells(db, inquiry, 'comments', ballots), ballots.length);
    const draft = declareComments(facts, comments, row!.figure_minimum ?? undefined);
    return { frozen: release(draft, earlier && { earlier }), ballots };
  }
  const stands = await latestRelease(db, inquiry, 'comments');
  const accepted = await listComments(db, inquiry, 'accepted');
  const waiting = await listComments(db, inquiry, 'waiting');
  const whole = waiting.length === 0 ? await freeze(accepted) : undefined;
  const held = whole?.frozen.refused.some(({ reason }) => reason === 'step') ?? false;
  let next = held ? undefined : whole;
  if (!next && stands) {
    const cells = await releaseCells(db, inquiry, 'comments', stands.number);
    const shown = new Set(cells.flatMap(({ ballots }) => ballots));
    const kept = new Set([...accepted, ...waiting].map(({ id }) => id));
    if ([...shown].some((id) => !kept.has(id)))
      next = await freeze(accepted.filter(({ id }) => shown.has(id)));
  }
  const number = next && (await publish(db, inquiry, next, stands, today));
  if (whole && held && stands) {
    const after = number ?? stands.number;
    await keepWithheld(db, {
      inquiry,
      question: 'comments',
      after,
      waiting: whole.frozen.waiting,
      day: today,
    });
  }
  return number !== undefined;
}

/** Keeps what was frozen as the release that stands. Its number; nothing where it says nothing new. */
async function publish(
  db: Database,
  inquiry: string,
  next: { readonly frozen: Frozen; readonly ballots: readonly string[] },
  stands: StoredRelease | undefined,
  day: string,
): Promise<number | undefined> {
  if (next.frozen.hash === stands?.hash) return undefined;
  // Nothing to show, and nothing that would have to go.
  if (next.frozen.behind.length === 0 && !stands) return undefined;
  const number = await saveNextRelease(
    db,
    { inquiry, question: 'comments', ...next, day },
    stands?.number ?? 0,
  );
  if (number !== undefined) await forgetWords(db, inquiry, number);
  return number;
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
