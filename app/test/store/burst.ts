// Run as a program and killed by killed.test.ts: votes as fast as it can, and says which votes have been
// acknowledged, one a line, once they are. Meanwhile it puts the intake at rest again and again.

import { writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { openStore } from '#lib/store/openStore.ts';
import { settle } from '#lib/store/settle.ts';
import type { OpenInquiry } from './openInquiry.ts';

const { location, inquiry, people, statements, from, to } = JSON.parse(process.argv[2]) as OpenInquiry & {
  location: Parameters<typeof openStore>[0];
  from: number;
  to: number;
};
const store = await openStore(location);

const voting = people.slice(from, to).map(async ({ secret }, index) => {
  for (const [number, statement] of statements.entries()) {
    const key = `${from + index}-${number}`;
    const outcome = await store.votes.cast({ inquiry, secret, statement, value: 1, key });
    writeSync(1, `${from + index} ${number} ${outcome}\n`);
  }
});
const voted = Promise.all(voting).then(() => true);
while (!(await Promise.race([voted, wait(15, false)]))) await settle(store.db);
await store.close();
