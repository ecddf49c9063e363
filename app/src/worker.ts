import { parentPort } from 'node:worker_threads';
import { analyse } from '@abord/opinion';
import type { Question } from './engine.ts';

const port = parentPort!;

port.on('message', ({ id, votes, options }: Question) => {
  try {
    port.postMessage({ id, analysis: analyse(votes, options) });
  } catch (error) {
    port.postMessage({ id, error });
  }
});
