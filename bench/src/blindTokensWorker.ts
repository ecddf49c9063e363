/** One of the workers of `blindTokens`: signs its share and says how long it took. */

import { parentPort } from 'node:worker_threads';
import { type Share, signMany } from './blindTokens.ts';

parentPort!.on('message', (share: Share) => parentPort!.postMessage(signMany(share)));
