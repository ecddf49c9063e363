import { Worker } from 'node:worker_threads';
import type { Analysis, analyse, Votes } from '@abord/opinion';

type Options = Parameters<typeof analyse>[1];

/** The analysis, off the thread that serves pages: one worker, so that one core stays free for readers. */
export interface Engine {
  analyse(votes: Votes, options?: Options): Promise<Analysis>;
  close(): Promise<void>;
}

/** One question to the worker. */
export interface Question {
  readonly id: number;
  readonly votes: Votes;
  readonly options: Options;
}

type Answer =
  | { readonly id: number; readonly analysis: Analysis }
  | { readonly id: number; readonly error: Error };

/** Starts no thread until the first question; after a crash, the next question starts a new one. */
export function startEngine(): Engine {
  let worker: Worker | undefined;
  let next = 0;
  const waiting = new Map<number, PromiseWithResolvers<Analysis>>();

  function settle(answer: Answer): void {
    const question = waiting.get(answer.id)!;
    waiting.delete(answer.id);
    if (waiting.size === 0) worker?.unref();
    if ('error' in answer) question.reject(answer.error);
    else question.resolve(answer.analysis);
  }

  function giveUp(error: Error): void {
    worker = undefined;
    for (const question of waiting.values()) question.reject(error);
    waiting.clear();
  }

  function begin(): Worker {
    const begun = new Worker(new URL('./worker.ts', import.meta.url));
    begun.on('message', settle);
    begun.on('error', giveUp);
    begun.on('exit', () => {
      if (worker === begun) giveUp(new Error('The analysis stopped before it answered.'));
    });
    return begun;
  }

  return {
    analyse(votes, options) {
      worker ??= begin();
      worker.ref();
      const question = Promise.withResolvers<Analysis>();
      const id = next++;
      waiting.set(id, question);
      worker.postMessage({ id, votes, options } satisfies Question);
      return question.promise;
    },
    async close() {
      await worker?.terminate();
    },
  };
}
