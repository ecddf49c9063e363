import { type AnyRelease, type Released, reopen } from '@abord/release';
import { jobs } from '#lib/questions/jobs.ts';
import { releaseWork } from '#lib/questions/work/release.server.ts';
import type { WorkRelease } from '#lib/questions/work/release.ts';
import type { WorkSaid } from '#lib/questions/work/schema.ts';
import { latestRelease } from '#lib/store/latestRelease.ts';
import type { Store } from '#lib/store/openStore.ts';
import { randomId } from '#lib/store/randomId.ts';
import type { InquiryTable } from '#lib/store/schema.ts';
import { type Alike, saidBy } from '../portrait/somePeople.ts';
import { openInquiry } from '../store/openInquiry.ts';

/** What people said of their work, as it lies in a box. */
export interface WorkBox {
  readonly inquiry: string;
  /** More people come in; gives what stands for each. */
  add(...crowds: readonly Alike[]): Promise<string[]>;
  /** Somebody says something else. */
  change(author: string, said: Alike): Promise<void>;
  /** Somebody takes all of it back. */
  erase(author: string): Promise<void>;
  /** Publishes, and gives what then stands. */
  publish(): Promise<{
    released: Released<WorkRelease & AnyRelease>;
    text: string;
    number: number;
    waiting: number;
  }>;
}

/** Makes an inquiry by printed codes that asks about work, with a list of shifts, and lets people into it. */
export async function workBox(
  store: Store,
  crowds: readonly Alike[],
  more: { readonly entry?: InquiryTable['entry']; readonly figureMinimum?: number } = {},
): Promise<WorkBox> {
  const { db } = store;
  const { inquiry } = await openInquiry(db, { people: 0 });
  await db
    .updateTable('inquiry')
    .set({
      entry: more.entry ?? 'codes',
      headcount: null,
      questions: '["work"]',
      figure_minimum: more.figureMinimum ?? null,
    })
    .where('id', '=', inquiry)
    .execute();
  const label = (text: string) => JSON.stringify({ en: text });
  await db
    .insertInto('attribute')
    .values({ inquiry, key: 'shift', position: 2, label: label('shift') })
    .execute();
  await db
    .insertInto('attribute_value')
    .values(
      ['day', 'night'].map((key, position) => ({
        ...{ inquiry, attribute: 'shift', key, position },
        ...{ label: label(key), headcount: null },
      })),
    )
    .execute();

  const contentOf = (said: WorkSaid) => JSON.stringify(said);
  async function add(...coming: readonly Alike[]): Promise<string[]> {
    const rows = coming.flatMap((alike) =>
      Array.from({ length: alike.people }, () => ({
        ...{ inquiry, question: 'work', author_hash: randomId('secret') },
        profile: JSON.stringify(alike.shift ? { shift: alike.shift } : {}),
        content: contentOf(saidBy(alike)),
      })),
    );
    await db.insertInto('said').values(rows).execute();
    return rows.map(({ author_hash }) => author_hash);
  }
  const whose = (author: string) => ({ inquiry, question: 'work', author_hash: author }) as const;

  if (crowds.length > 0) await add(...crowds);
  return {
    inquiry,
    add,
    async change(author, said) {
      const set = { content: contentOf(saidBy(said)) };
      await db
        .updateTable('said')
        .set(set)
        .where((eb) => eb.and(whose(author)))
        .execute();
    },
    async erase(author) {
      await db
        .deleteFrom('said')
        .where((eb) => eb.and(whose(author)))
        .execute();
    },
    async publish() {
      const { waiting } = (await releaseWork(store, inquiry, jobs))!;
      const { bytes, hash, number } = (await latestRelease(db, inquiry, 'work'))!;
      const text = new TextDecoder().decode(bytes);
      return { released: reopen<WorkRelease & AnyRelease>(bytes, hash), text, number, waiting };
    },
  };
}
