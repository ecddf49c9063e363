import { readFileSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { analyse, type Votes } from '@abord/opinion';

/** Run by speed.ts in a process of its own: the first analysis of the votes in a file, time and memory. */
export function main([file]: readonly string[]): void {
  const votes: Votes = deserialize(readFileSync(file));
  const start = performance.now();
  const { method, shape } = analyse(votes);
  const milliseconds = performance.now() - start;
  const mebibytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ milliseconds, mebibytes, method, shape }));
}
