import { forgetEnded } from '#lib/host/access/mutations.server.ts';
import { forgetProofs } from '#lib/host/access/proof.server.ts';
import { handOverSigned } from '#lib/questions/everyone/comments/mutations.server.ts';
import { releaseComments } from '#lib/questions/everyone/comments/release.server.ts';
import type { Jobs } from '#lib/questions/jobs.ts';
import { type Answering, releaseAnswers } from '#lib/questions/releaseAnswers.server.ts';
import type { Roster } from '#lib/store/openRoster.ts';
import type { Store } from '#lib/store/openStore.ts';
import { listInquiries } from '../data.server.ts';
import { eraseDue } from './mutations.server.ts';

const DAY = 86_400_000;

/**
 * Keeps what was promised about keeping, without anybody: now and once a day, what is due is erased, comments
 * that somebody took back leave what is published, practices with a name reach the moderators, and what let somebody into the console is forgotten. What
 * goes wrong is reported, keeps nothing else from being done, and is tried again the next day.
 */
export async function startKeeping(
  house: {
    readonly store: Pick<Store, 'db'>;
    readonly roster: Pick<Roster, 'db'> | undefined;
    readonly engine: Pick<Jobs, Answering>;
  },
  report: (error: unknown) => void,
): Promise<{ close(): void }> {
  async function keep(): Promise<void> {
    const { store, roster } = house;
    const { db } = store;
    const now = Date.now();
    const today = new Date(now).toISOString().slice(0, 10);
    const publish = async (inquiry: string) => {
      await releaseAnswers(store, inquiry, house.engine);
      await releaseComments(db, inquiry, today);
    };
    await eraseDue(house, today, { publish, report });
    await handOverSigned(db).catch(report);
    for (const { id } of await listInquiries(db)) await releaseComments(db, id, today).catch(report);
    await forgetEnded(db, now);
    if (!roster) return;
    await forgetEnded(roster.db, now);
    await forgetProofs(roster.db, now);
  }
  await keep().catch(report);
  const timer = setInterval(() => keep().catch(report), DAY).unref();
  return { close: () => clearInterval(timer) };
}
