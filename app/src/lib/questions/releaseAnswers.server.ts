import type { Store } from '#lib/store/openStore.ts';
import { releaseEveryone } from './everyone/release.server.ts';
import { releaseGains } from './gains/release.server.ts';
import type { Jobs } from './jobs.ts';
import type { Published } from './publish.server.ts';
import { releaseWork } from './work/release.server.ts';

/** The jobs that answers are computed by. */
export type Answering = 'everyone' | 'work' | 'gains' | 'trial';

/**
 * Publishes the answers to all questions that an inquiry asks, the debate first. Where one fails the others are
 * published all the same, and then the first fault is thrown.
 */
export async function releaseAnswers(
  store: Pick<Store, 'db'>,
  inquiry: string,
  engine: Pick<Jobs, Answering>,
): Promise<Published[]> {
  const answers = await Promise.allSettled([
    releaseEveryone(store, inquiry, engine),
    releaseWork(store, inquiry, engine),
    releaseGains(store, inquiry, engine),
  ]);
  return answers.flatMap((answer) => {
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value ?? [];
  });
}

/**
 * Publishes the answers of inquiries that are closed and were never published: whoever was about to do
 * it was stopped in between. Each is left as it is if it cannot be published.
 *
 * @returns what stood in the way, by inquiry
 */
export async function releaseUnpublished(house: {
  readonly store: Store;
  readonly engine: Jobs;
}): Promise<ReadonlyMap<string, unknown>> {
  const { db } = house.store;
  const closed = await db
    .selectFrom('inquiry')
    .select('id')
    .where('state', '=', 'closed')
    .where('erased_day', 'is', null)
    .orderBy('id')
    .execute();
  const released = await db
    .selectFrom('release')
    .select(['inquiry', 'question'])
    .distinct()
    .where('question', 'in', ['everyone', 'work', 'gains'])
    .execute();
  const has = (id: string, asked: string) =>
    released.some(({ inquiry, question }) => inquiry === id && question === asked);
  const failures = new Map<string, unknown>();
  for (const { id } of closed) {
    const failed = (error: unknown) => failures.set(id, error);
    if (!has(id, 'everyone')) await releaseEveryone(house.store, id, house.engine).catch(failed);
    if (!has(id, 'work')) await releaseWork(house.store, id, house.engine).catch(failed);
    if (!has(id, 'gains')) await releaseGains(house.store, id, house.engine).catch(failed);
  }
  return failures;
}
