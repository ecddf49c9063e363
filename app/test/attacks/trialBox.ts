import { type Released, reopen } from '@abord/release';
import { endTrial } from '#lib/questions/gains/trials/mutations.server.ts';
import { releaseTrial } from '#lib/questions/gains/trials/release.server.ts';
import type { TrialRelease } from '#lib/questions/gains/trials/release.ts';
import type { Arm, TrialPlan, TrialTask } from '#lib/questions/gains/trials/schema.ts';
import { jobs } from '#lib/questions/jobs.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import type { Store } from '#lib/store/openStore.ts';
import { randomId } from '#lib/store/randomId.ts';
import { startPlan } from '../gains/plan.ts';
import { openInquiry } from '../store/openInquiry.ts';

/** What one person entered. */
export interface Entered {
  readonly site?: 'works' | 'office';
  readonly tasks: readonly TrialTask[];
}

/** A finished task whose time was guessed; with AI as long as without, but for the last digits. */
export function finished(arm: Arm, more: Partial<TrialTask> = {}): TrialTask {
  const minutes = more.minutes ?? 40;
  return {
    ...{ id: randomId('inquiry'), type: 'letter', label: '', known: 3, step: 'guessed', ended: 'accepted' },
    ...{ arm, used: arm === 'with', minutes, guess: { took: 40, other: 45 } },
    forecast: { with: { median: 30 }, without: { median: Math.round(30 + minutes / 4) } },
    ...more,
  };
}

/** Two tasks of each way, of times that differ from person to person. */
export function somebody(place: number, site?: Entered['site']): Entered {
  const long = (k: number) => 30 + ((place * 7 + k * 11) % 13);
  return {
    ...(site && { site }),
    tasks: (['with', 'without', 'with', 'without'] as const).map((arm, k) =>
      finished(arm, { minutes: long(k) }),
    ),
  };
}

/** So many of them. */
export const people = (count: number, site?: Entered['site']) =>
  Array.from({ length: count }, (_, place) => somebody(place, site));

/** Makes an inquiry by printed codes with a trial that may be watched at any time, and lets people into it. */
export async function trialBox(store: Store, crowd: readonly Entered[], plan: Partial<TrialPlan> = {}) {
  const { db } = store;
  const { inquiry } = await openInquiry(db, { people: 0 });
  await db
    .updateTable('inquiry')
    .set({ entry: 'codes', questions: '["gains"]' })
    .where('id', '=', inquiry)
    .execute();
  const number = await startPlan(db, inquiry, plan);
  const question = `trial-${number}` as const;
  const whose = (author: string) => ({ inquiry, question, author_hash: author }) as const;

  async function add(...coming: readonly Entered[]): Promise<string[]> {
    const rows = coming.map(({ site, tasks }) => ({
      ...whose(randomId('secret')),
      profile: JSON.stringify(site ? { site } : {}),
      content: JSON.stringify({ tasks }),
    }));
    await db.insertInto('said').values(rows).execute();
    return rows.map(({ author_hash }) => author_hash);
  }
  const read = async (author: string): Promise<TrialTask[]> => {
    const row = await db
      .selectFrom('said')
      .select('content')
      .where((eb) => eb.and(whose(author)))
      .executeTakeFirstOrThrow();
    return JSON.parse(row.content).tasks;
  };
  const authors = await add(...crowd);
  return {
    inquiry,
    number,
    authors,
    add,
    /** Her tasks become others. */
    async change(author: string, change: (tasks: TrialTask[]) => readonly TrialTask[]): Promise<void> {
      const content = JSON.stringify({ tasks: change(await read(author)) });
      await db
        .updateTable('said')
        .set({ content })
        .where((eb) => eb.and(whose(author)))
        .execute();
    },
    async erase(author: string): Promise<void> {
      await db
        .deleteFrom('said')
        .where((eb) => eb.and(whose(author)))
        .execute();
    },
    end: () => endTrial(db, { inquiry, number }, '2026-12-01'),
    /** Publishes, and gives what then stands. */
    async publish(): Promise<{
      released: Released<TrialRelease>;
      text: string;
      number: number;
      waiting: number;
    }> {
      const published = await releaseTrial(store, { inquiry, number }, jobs, '2026-12-01');
      if (!published) throw new Error('the rule hides it');
      const { bytes, hash, number: standing } = (await latestRelease(db, inquiry, question))!;
      return {
        released: reopen<TrialRelease>(bytes, hash),
        text: new TextDecoder().decode(bytes),
        number: standing,
        waiting: published.waiting,
      };
    },
  };
}
