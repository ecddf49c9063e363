import { minimum, minimumBehind, reopen } from '@abord/release';
import type { Jobs } from '#lib/questions/jobs.ts';
import { type Published, publish, type Ready } from '#lib/questions/publish.server.ts';
import { earlierCells } from '#lib/store/earlierCells.ts';
import { keepWithheld } from '#lib/store/keepWithheld.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import type { Store } from '#lib/store/openStore.ts';
import type { Database } from '#lib/store/schema.ts';
import { type Behind, behindOf } from './behindOf.ts';
import { type BoxTrial, readTrialBox, trialKey } from './data.server.ts';
import type { NamelessTrial } from './freezeTrial.ts';
import { endTrial, type Which } from './mutations.server.ts';
import { isFinished } from './recordsOf.ts';
import type { TrialRelease } from './release.ts';
import { type Standing, standingOf } from './standingOf.ts';
import { keepTold, readTold } from './told.server.ts';

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
  const kept = stands && { number: stands.number, hash: stands.hash, heard: true, stays: true };
  if (stands && kept) {
    const { facts } = reopen<TrialRelease>(stands.bytes, stands.hash);
    if (facts.trial.state === 'ended' || isSameLook(facts.standing, standing)) return { ...kept, waiting: 0 };
  }
  try {
    return await publish(db, { inquiry: which.inquiry, question, whole: 'all' }, () =>
      freeze(db, which, engine),
    );
  } catch (error) {
    if (!(error instanceof TooFewSince && kept)) throw error;
    const { waiting } = error;
    if (waiting > 0) {
      await keepWithheld(db, { inquiry: which.inquiry, question, after: kept.number, waiting, day: today });
    }
    return { ...kept, waiting };
  }
}

/** Beside the result that stands a newer one would tell who came between; so many wait. */
class TooFewSince extends Error {
  readonly waiting: number;
  constructor(waiting: number) {
    super();
    this.waiting = waiting;
  }
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

const nothing: Behind = { all: 0, after: 0, quality: 0 };

async function freeze(db: Database, which: Which, engine: Pick<Jobs, 'trial'>): Promise<Ready> {
  const question = trialKey(which.number);
  const stands = await latestRelease(db, which.inquiry, question);
  const box = await readTrialBox(db, which.inquiry, which.number);
  if (!box) throw new RangeError(`there is no trial ${which.number} in this box`);
  const { ballots, tasks, ...trial } = box;
  const before = stands && (await standsBefore(db, which, box, stands.hash));
  const earlier = await earlierCells(db, which.inquiry, question, ballots);
  const { frozen, order } = await engine.trial({
    ...trial,
    tasks: tasks.map((own) => own.map(nameless)),
    ...(earlier.cells.length > 0 && { earlier }),
    ...(before && { before }),
  });
  const behind = behindOf(tasks, box.trial.plan.outcome);
  await keepTold(db, which, {
    ...{ stands: stands?.hash, next: frozen.hash },
    behind: Object.fromEntries(
      behind.flatMap((one, person) =>
        Object.values(one).some((count) => count > 0) ? [[ballots[person], one]] : [],
      ),
    ),
  });
  return { frozen, ballots: Array.from(order, (person) => ballots[person]) };
}

/**
 * What of each person stood behind the result that stands. Throws where too few people have more tasks behind them
 * now, or fewer: those who have left are not counted, and of a result of which it is not known whom it told nothing is
 * said anew.
 */
async function standsBefore(
  db: Database,
  which: Which,
  { ballots, tasks, trial, inquiry }: BoxTrial,
  hash: string,
): Promise<NonNullable<NamelessTrial['before']>> {
  const told = (await readTold(db, which))[hash];
  if (!told) throw new TooFewSince(0);
  const behind = ballots.map((ballot) => told[ballot] ?? nothing);
  const now = behindOf(tasks, trial.plan.outcome);
  const news = now.filter(({ all }, person) => tasks[person]!.length > 0 && all !== behind[person]!.all);
  if (news.length < minimumBehind('figure', 'inside', inquiry.figureMinimum)) {
    const here = new Set(ballots.filter((_, person) => tasks[person]!.length > 0));
    const gone = Object.keys(told).some((ballot) => !here.has(ballot));
    throw new TooFewSince(news.length > 0 || gone ? minimum.floor : 0);
  }
  return { hash, behind };
}

/** Without her words, and without what only tells it from others. */
function nameless({ id: _, label: __, runs: ___, rating: ____, ...task }: BoxTrial['tasks'][number][number]) {
  return { ...task, id: '', label: '' };
}
