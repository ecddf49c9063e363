import { minimum, minimumBehind, reopen } from '@abord/release';
import type { Jobs } from '#lib/questions/jobs.ts';
import { type Published, publish, type Ready } from '#lib/questions/publish.server.ts';
import { earlierCells } from '#lib/store/earlierCells.ts';
import { keepWithheld } from '#lib/store/keepWithheld.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import type { Store } from '#lib/store/openStore.ts';
import type { Database } from '#lib/store/schema.ts';
import { type BoxTrial, readTrialBox, trialKey } from './data.server.ts';
import { endTrial, type Which } from './mutations.server.ts';
import { isFinished } from './recordsOf.ts';
import type { TrialRelease } from './release.ts';
import { type Standing, standingOf } from './standingOf.ts';

/**
 * Publishes the result of a trial where its rule lets it be shown, and ends it where that was the last look. Nothing
 * is published, and nothing comes back, while the rule hides it. A look is published once; between two results enough
 * people must have finished tasks, or the difference would be theirs.
 */
export async function releaseTrial(
  { db }: Pick<Store, 'db'>,
  which: Which,
  engine: Pick<Jobs, 'trial'>,
  today: string,
): Promise<Published | undefined> {
  const standing = await standingNow(db, which);
  if (!standing?.show) return undefined;
  if ('look' in standing && standing.look === standing.looks) await endTrial(db, which, today);
  const question = trialKey(which.number);
  const stands = await latestRelease(db, which.inquiry, question);
  const box = await readTrialBox(db, which.inquiry, which.number);
  if (!box) return undefined;
  if (stands) {
    const kept = { number: stands.number, hash: stands.hash, heard: true, stays: true };
    const { facts } = reopen<TrialRelease>(stands.bytes, stands.hash);
    if (facts.trial.state === 'ended' || isSameLook(facts.standing, standing)) return { ...kept, waiting: 0 };
    const news = await newsSince(db, which, box);
    if (news < minimumBehind('figure', 'inside', box.inquiry.figureMinimum)) {
      if (news === 0) return { ...kept, waiting: 0 };
      const waiting = minimum.floor;
      await keepWithheld(db, { inquiry: which.inquiry, question, after: stands.number, waiting, day: today });
      return { ...kept, waiting };
    }
  }
  // Written first: who stopped in between has told less than is remembered, never more.
  await remember(db, which, box);
  return publish(db, { inquiry: which.inquiry, question, whole: 'all' }, () => freeze(db, which, engine));
}

async function standingNow(db: Database, { inquiry, number }: Which): Promise<Standing | undefined> {
  const box = await readTrialBox(db, inquiry, number);
  if (!box || box.trial.state === 'draft') return undefined;
  const finished = box.tasks.flat().filter(isFinished).length;
  return standingOf(box.trial.plan, finished, box.trial.state === 'ended');
}

function isSameLook(shown: TrialRelease['facts']['standing'], now: Standing): boolean {
  return 'look' in shown && 'look' in now && shown.look >= now.look;
}

/** Finished tasks of each person, by what stands for her. */
function finishedBy({ ballots, tasks }: BoxTrial): Readonly<Record<string, number>> {
  return Object.fromEntries(
    ballots.map((ballot, person) => [ballot, tasks[person].filter(isFinished).length]),
  );
}

/** How many people have finished tasks since the last result, or have taken some back. */
async function newsSince(db: Database, { inquiry, number }: Which, box: BoxTrial): Promise<number> {
  const row = await db
    .selectFrom('trial')
    .select('told')
    .where('inquiry', '=', inquiry)
    .where('number', '=', number)
    .executeTakeFirst();
  const before: Readonly<Record<string, number>> = JSON.parse(row?.told ?? '{}');
  const now = finishedBy(box);
  const people = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...people].filter((person) => (before[person] ?? 0) !== (now[person] ?? 0)).length;
}

async function remember(db: Database, { inquiry, number }: Which, box: BoxTrial): Promise<void> {
  await db
    .updateTable('trial')
    .set({ told: JSON.stringify(finishedBy(box)) })
    .where('inquiry', '=', inquiry)
    .where('number', '=', number)
    .execute();
}

async function freeze(db: Database, { inquiry, number }: Which, engine: Pick<Jobs, 'trial'>): Promise<Ready> {
  const box = await readTrialBox(db, inquiry, number);
  if (!box) throw new RangeError(`there is no trial ${number} in this box`);
  const { ballots, tasks, ...trial } = box;
  const earlier = await earlierCells(db, inquiry, trialKey(number), ballots);
  const { frozen, order } = await engine.trial({
    ...trial,
    tasks: tasks.map((own) => own.map(nameless)),
    ...(earlier.cells.length > 0 && { earlier }),
  });
  return { frozen, ballots: Array.from(order, (person) => ballots[person]) };
}

/** Without her words, and without what only tells it from others. */
function nameless({ id: _, label: __, runs: ___, rating: ____, ...task }: BoxTrial['tasks'][number][number]) {
  return { ...task, id: '', label: '' };
}
