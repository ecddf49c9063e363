import { type ResourceLimits, Worker } from 'node:worker_threads';
import { buffersIn } from './buffersIn.ts';
import { InputError } from './lib/files/InputError.ts';
import { type Jobs, jobs } from './lib/questions/jobs.ts';

/**
 * The jobs, off the thread that serves pages: one worker, so that one core stays free for readers. Typed
 * arrays are moved to it, not copied: whoever asks no longer has them.
 *
 * What a job throws comes back as it is; an InputError says that the worker died of it.
 */
export interface Engine extends Jobs {
  close(): Promise<void>;
}

/** One question to the worker. */
export interface Question {
  readonly id: number;
  readonly job: keyof Jobs;
  readonly input: unknown;
}

type Answer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: unknown };

/** Starts no thread until the first question; after a death, the next question starts a new one. */
export function startEngine(limits: ResourceLimits = {}): Engine {
  let worker: Worker | undefined;
  let next = 0;
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();

  function settle(answer: Answer): void {
    const question = waiting.get(answer.id)!;
    waiting.delete(answer.id);
    if (waiting.size === 0) worker?.unref();
    if ('error' in answer) question.reject(answer.error);
    else question.resolve(answer.result);
  }

  function giveUp(reason: string): void {
    worker = undefined;
    for (const question of waiting.values()) question.reject(new InputError('analysis-stopped', { reason }));
    waiting.clear();
  }

  function begin(): Worker {
    const begun = new Worker(new URL('./worker.ts', import.meta.url), { resourceLimits: limits });
    begun.on('message', settle);
    begun.on('error', (error: NodeJS.ErrnoException) => giveUp(error.code ?? error.message));
    begun.on('exit', (code) => {
      if (worker === begun) giveUp(`exit ${code}`);
    });
    return begun;
  }

  function ask(job: keyof Jobs, input: unknown): Promise<unknown> {
    worker ??= begin();
    worker.ref();
    const question = Promise.withResolvers<unknown>();
    const id = next++;
    waiting.set(id, question);
    worker.postMessage({ id, job, input } satisfies Question, [...buffersIn(input)]);
    return question.promise;
  }

  const names = Object.keys(jobs) as (keyof Jobs)[];
  const asked = names.map((job) => [job, (input: unknown) => ask(job, input)]);
  return {
    ...(Object.fromEntries(asked) as Jobs),
    async close() {
      await worker?.terminate();
    },
  };
}
