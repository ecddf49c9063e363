import { parentPort } from 'node:worker_threads';
import { buffersIn } from './buffersIn.ts';
import type { Question } from './engine.ts';
import { jobs } from './lib/questions/jobs.ts';

const port = parentPort!;

port.on('message', async ({ id, job, input }: Question) => {
  try {
    // The engine asked with the input of this very job.
    const result = await (jobs[job] as (input: unknown) => unknown)(input);
    port.postMessage({ id, result }, [...buffersIn(result)]);
  } catch (error) {
    port.postMessage({ id, error });
  }
});
