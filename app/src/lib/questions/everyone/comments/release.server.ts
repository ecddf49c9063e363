import { type Earlier, type Frozen, type Released, release, reopen } from '@abord/release';
import { earlierCells } from '#lib/store/earlierCells.ts';
import { keepWithheld } from '#lib/store/keepWithheld.ts';
import { latestRelease, type StoredRelease } from '#lib/store/latestRelease.ts';
import { type ReleaseCell, releaseCells } from '#lib/store/releaseCells.ts';
import { type NewRelease, saveNextRelease } from '#lib/store/saveNextRelease.ts';
import type { Database } from '#lib/store/schema.ts';
import { type Comment, listComments } from './data.server.ts';
import { type CommentsRelease, declareComments, type PracticesRelease, questionOf } from './release.ts';
import { type CommentKind, commentKinds } from './schema.ts';

interface Releases {
  readonly comment: CommentsRelease;
  readonly practice: PracticesRelease;
}

/** What stands of the comments, or of the practices without a name; nothing while none were released. */
export async function readCommentsRelease<Kind extends CommentKind>(
  db: Database,
  inquiry: string,
  kind: Kind,
): Promise<
  { readonly number: number; readonly day: string; readonly release: Released<Releases[Kind]> } | undefined
> {
  const latest = await latestRelease(db, inquiry, questionOf[kind]);
  if (!latest) return undefined;
  const { number, day, bytes, hash } = latest;
  return { number, day, release: reopen<Releases[Kind]>(bytes, hash) };
}

/**
 * Publishes the accepted comments, once every comment has been read and as many are new as the gate asks for
 * (`minimum.comments`): of fewer, whoever saw who came last would know whose words they are. Until then, where
 * somebody took back what is shown, what is left of it is published anew without what is new: a text that is
 * shown by itself is also seen to be gone by itself, and to keep showing it would protect nobody. So are the
 * practices that were told without a name, by themselves.
 *
 * Says of which of the two something new was published. Never for an inquiry whose ballots were erased for good.
 */
export async function releaseComments(
  db: Database,
  inquiry: string,
  today: string,
): Promise<readonly CommentKind[]> {
  const row = await db
    .selectFrom('inquiry')
    .select(['title', 'simulated', 'entry', 'erased_day', 'figure_minimum'])
    .where('id', '=', inquiry)
    .executeTakeFirst();
  if (!row || row.erased_day !== null) return [];
  const about = {
    inquiry,
    facts: { title: JSON.parse(row.title), simulated: row.simulated === 1 },
    // Where one person can come in several times nobody is told from others by a list.
    sectors: row.entry !== 'open',
    figureMinimum: row.figure_minimum ?? undefined,
  };
  const published: CommentKind[] = [];
  for (const kind of commentKinds) if (await releaseKind(db, about, kind, today)) published.push(kind);
  return published;
}

interface About {
  readonly inquiry: string;
  readonly facts: CommentsRelease['facts'];
  readonly sectors: boolean;
  readonly figureMinimum: number | undefined;
}

/** One kind by itself. Says whether something new was published. */
async function releaseKind(db: Database, about: About, kind: CommentKind, today: string): Promise<boolean> {
  const { inquiry } = about;
  const question = questionOf[kind];
  const stands = await latestRelease(db, inquiry, question);
  const shown = stands ? await releaseCells(db, inquiry, question, stands.number) : [];
  const list = async (state: Comment['state']) =>
    (await listComments(db, inquiry, state)).filter(
      ({ kind: of, name }) => of === kind && name === undefined,
    );
  const accepted = await list('accepted');
  const waiting = await list('waiting');
  const whole = waiting.length === 0 ? await freeze(db, about, kind, accepted, shown) : undefined;
  const held = whole?.frozen.refused.some(({ table, reason }) => table === question && reason === 'step');
  let next = held ? undefined : whole;
  if (!next && stands) {
    const ids = new Set(shown.flatMap(({ ballots }) => ballots));
    const kept = new Set([...accepted, ...waiting].map(({ id }) => id));
    if ([...ids].some((id) => !kept.has(id))) {
      const left = accepted.filter(({ id }) => ids.has(id));
      next = await freeze(db, about, kind, left, shown);
    }
  }
  const number = next && (await publish(db, { inquiry, question, ...next, day: today }, stands));
  if (whole && held && stands) {
    const after = number ?? stands.number;
    await keepWithheld(db, { inquiry, question, after, waiting: whole.frozen.waiting, day: today });
  }
  return number !== undefined;
}

/**
 * What the gate would show of these. Where a kind of work has too few that are new, it is told of those of whom it
 * was told before, and of nobody else.
 */
async function freeze(
  db: Database,
  { inquiry, facts, sectors, figureMinimum }: About,
  kind: CommentKind,
  comments: readonly Comment[],
  shown: readonly ReleaseCell[],
): Promise<{ readonly frozen: Frozen; readonly ballots: readonly string[] }> {
  const ballots = comments.map(({ id }) => id);
  const earlier = stillThere(await earlierCells(db, inquiry, questionOf[kind], ballots), ballots.length);
  const told = new Map(
    shown.filter(({ table }) => table === 'sectors').map(({ cell, ballots }) => [cell, new Set(ballots)]),
  );
  function of(tells: (sector: string, id: string) => boolean): Frozen {
    const declared = comments.map(({ sector, ...comment }) => ({
      ...comment,
      ...(sector && sectors && tells(sector, comment.id) && { sector }),
    }));
    return release(declareComments(facts, kind, declared, figureMinimum), earlier && { earlier });
  }
  const frozen = of(() => true);
  const late = new Set(
    frozen.refused.flatMap(({ table, cell, reason }) =>
      table === 'sectors' && reason === 'step' ? cell : [],
    ),
  );
  if (late.size === 0) return { frozen, ballots };
  return { frozen: of((sector, id) => !late.has(sector) || told.get(sector)?.has(id) === true), ballots };
}

/** Keeps what was frozen as the release that stands. Its number; nothing where it says nothing new. */
async function publish(
  db: Database,
  next: NewRelease,
  stands: StoredRelease | undefined,
): Promise<number | undefined> {
  if (next.frozen.hash === stands?.hash) return undefined;
  // Nothing to show, and nothing that would have to go.
  if (next.frozen.behind.length === 0 && !stands) return undefined;
  const number = await saveNextRelease(db, next, stands?.number ?? 0);
  if (number !== undefined) await forgetWords(db, next.inquiry, next.question, number);
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
async function forgetWords(db: Database, inquiry: string, question: string, before: number): Promise<void> {
  await db
    .updateTable('release')
    .set({ bytes: new Uint8Array() })
    .where('inquiry', '=', inquiry)
    .where('question', '=', question)
    .where('number', '<', before)
    .execute();
}
