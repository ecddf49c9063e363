// Run as a program and killed by invited.test.ts: spends tokens, four at a time, and says whose ballots came.

import { writeSync } from 'node:fs';
import { joinByToken } from '#lib/entry/token/mutations.server.ts';
import { openStore } from '#lib/store/openStore.ts';

const { location, asks } = JSON.parse(process.argv[2]!) as {
  location: Parameters<typeof openStore>[0];
  asks: Parameters<typeof joinByToken>[1][];
};
const store = await openStore(location);
const left = [...asks.entries()];
await Promise.all(
  [0, 1, 2, 3].map(async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [at, ask] = next;
      const drawn = await joinByToken(store.db, ask);
      writeSync(1, `${at} ${typeof drawn === 'string' ? drawn : drawn.secret}\n`);
    }
  }),
);
await store.close();
