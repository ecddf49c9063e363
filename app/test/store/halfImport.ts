// Run as a program and killed by killed.test.ts: puts a debate in, a part at a time, in one transaction,
// and says when each part is written.

import { writeSync } from 'node:fs';
import { addBallots } from '#lib/store/addBallots.ts';
import { addVotes } from '#lib/store/addVotes.ts';
import { openStore } from '#lib/store/openStore.ts';
import { randomId } from '#lib/store/randomId.ts';
import { secretHash } from '#lib/store/secretHash.ts';
import { openInquiry } from './openInquiry.ts';

const store = await openStore(JSON.parse(process.argv[2]));
const people = 400;
await store.db.transaction().execute(async (db) => {
  const { inquiry, statements } = await openInquiry(db, { people: 0, statements: 50 });
  const ballots = Array.from({ length: people }, () => ({
    id: randomId('ballot'),
    secretHash: secretHash(randomId('secret')),
    profile: {},
  }));
  await addBallots(db, inquiry, ballots);
  for (const statement of statements.keys()) {
    await addVotes(db, inquiry, {
      ballots: ballots.map(({ id }) => id),
      statements,
      person: Int32Array.from({ length: people }, (_, person) => person),
      statement: new Int32Array(people).fill(statement),
      value: new Int8Array(people).fill(1),
    });
    writeSync(1, `${statement}\n`);
  }
});
writeSync(1, 'done\n');
await store.close();
