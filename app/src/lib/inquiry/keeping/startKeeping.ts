import { releaseComments } from '#lib/questions/everyone/comments/release.server.ts';
import { releaseEveryone } from '#lib/questions/everyone/release.server.ts';
import type { Jobs } from '#lib/questions/jobs.ts';
import type { Roster } from '#lib/store/openRoster.ts';
import type { Store } from '#lib/store/openStore.ts';
import { listInquiries } from '../data.server.ts';
import { eraseDue } from './mutations.server.ts';

const DAY = 86_400_000;

/**
 * Keeps what was promised about keeping, without anybody: now and once a day, what is due is erased, and
 * comments that somebody took back leave what is published. What goes wrong is reported, and tried again the
 * next day.
 */
export async function startKeeping(
  house: {
    readonly store: Pick<Store, 'db'>;
    readonly roster: Pick<Roster, 'db'> | undefined;
    readonly engine: Pick<Jobs, 'everyone'>;
  },
  report: (error: unknown) => void,
): Promise<{ close(): void }> {
  async function keep(): Promise<void> {
    const { db } = house.store;
    const today = new Date().toISOString().slice(0, 10);
    await eraseDue(house, today, async (inquiry) => {
      await releaseEveryone(house.store, inquiry, house.engine);
      await releaseComments(db, inquiry, today);
    });
    for (const { id } of await listInquiries(db)) await releaseComments(db, id, today);
  }
  await keep().catch(report);
  const timer = setInterval(() => keep().catch(report), DAY).unref();
  return { close: () => clearInterval(timer) };
}
