// Run as a program and killed by invited.test.ts: draws tokens, four at a time, and says which signatures came.

import { writeSync } from 'node:fs';
import { drawToken } from '#lib/entry/token/mutations.server.ts';
import { openRoster } from '#lib/store/openRoster.ts';

const { rosterLocation, asks } = JSON.parse(process.argv[2]!) as {
  rosterLocation: Parameters<typeof openRoster>[0];
  asks: Parameters<typeof drawToken>[1][];
};
const roster = await openRoster(rosterLocation);
const left = [...asks.entries()];
await Promise.all(
  [0, 1, 2, 3].map(async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [at, ask] = next;
      const drawn = await drawToken(roster.db, ask);
      writeSync(1, `${at} ${typeof drawn === 'string' ? drawn : drawn.signature}\n`);
    }
  }),
);
await roster.close();
