/** The second half of `blindTokens`: tokens drawn and spent as the house does it, each one safe on the disk. */

import { constants, createPrivateKey, randomBytes, sign } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { invitationHash } from '../../app/src/lib/entry/roster/invitationHash.ts';
import { toBase64url } from '../../app/src/lib/entry/token/base64url.ts';
import { handleDrawRequest } from '../../app/src/lib/entry/token/handleDrawRequest.ts';
import { joinByToken } from '../../app/src/lib/entry/token/mutations.server.ts';
import { tokenMessage } from '../../app/src/lib/entry/token/tokenMessage.ts';
import { openRoster } from '../../app/src/lib/store/openRoster.ts';
import { openStore } from '../../app/src/lib/store/openStore.ts';
import { randomId } from '../../app/src/lib/store/randomId.ts';
import { settle } from '../../app/src/lib/store/settle.ts';
import { inviteTo } from '../../app/test/entry/blindEntry.ts';

const TENTHS = 10;
/** Phones that ask at the same time. */
const PHONES = 16;
const ROWS = 500;

export async function throughTheHouse(count: number): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'abord-bench-'));
  const store = await openStore({ data });
  const roster = await openRoster({ data });
  try {
    const { inquiry, code } = await inviteTo(store.db, roster.db, 0);
    const secrets = Array.from({ length: count }, () => randomId('secret'));
    for (let from = 0; from < count; from += ROWS) {
      const people = secrets.slice(from, from + ROWS).map((secret) => ({
        inquiry,
        id: randomId('ballot'),
        name: null,
        email: `${secret}@example.org`,
        invitation_hash: invitationHash(secret),
        drawn: 0 as const,
        blinded_hash: null,
        signature: null,
      }));
      await roster.db.insertInto('person').values(people).execute();
    }

    const server = createServer(
      (request, response) => void handleDrawRequest(request, response, { store, roster }),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await byTenths('drawn through the server', secrets, async (secret) => {
      const status = await ask(port, { code, secret, blinded: someBlinded() });
      if (status !== 200) throw new Error(`a draw was answered with ${status}`);
    });
    await new Promise((resolve) => server.close(resolve));
    console.log(
      `the roster: ${Math.round((await stat(join(data, 'roster.sqlite'))).size / count)} bytes a person`,
    );

    // What a phone has once it has unblinded: RSASSA-PSS by the same key, made here in one step.
    const { private_key } = await roster.db.selectFrom('token_key').selectAll().executeTakeFirstOrThrow();
    const key = {
      key: createPrivateKey(private_key),
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: 48,
    };
    const tokens = Array.from({ length: count }, () => {
      const nonce = randomBytes(32);
      const signature = sign('sha384', Buffer.concat([nonce, tokenMessage(inquiry)]), key);
      return `${toBase64url(nonce)}.${toBase64url(signature)}`;
    });
    const day = '2026-11-24';
    await byTenths(
      'spent into the box',
      tokens,
      async (token) => {
        const entry = { inquiry, token, key: randomId('secret'), profile: {}, day };
        const drawn = await joinByToken(store.db, entry);
        if (typeof drawn === 'string') throw new Error(`a token was ${drawn}`);
      },
      async () => {
        const begun = performance.now();
        await settle(store.db);
        return `mixed in ${Math.round(performance.now() - begun)} ms`;
      },
    );
  } finally {
    await roster.close();
    await store.close();
    await rm(data, { recursive: true });
  }
}

/** Does it with each, a few at a time, and tells the rate of every tenth. */
async function byTenths(
  what: string,
  all: readonly string[],
  does: (one: string) => Promise<void>,
  after: () => Promise<string> = async () => '',
): Promise<void> {
  const size = Math.ceil(all.length / TENTHS);
  for (let from = 0; from < all.length; from += size) {
    const part = all.slice(from, from + size);
    const left = [...part];
    const begun = performance.now();
    await Promise.all(
      Array.from({ length: PHONES }, async () => {
        for (let one = left.pop(); one !== undefined; one = left.pop()) await does(one);
      }),
    );
    const took = performance.now() - begun;
    const rate = Math.round(part.length / (took / 1_000));
    console.log(
      what.padEnd(28),
      `${from + part.length}`.padStart(8),
      `${rate} a second`.padStart(16),
      await after(),
    );
  }
}

/** A number of 2,047 bits: what a blinded token looks like to whoever signs it. */
function someBlinded(): string {
  const bytes = randomBytes(256);
  bytes[0]! &= 127;
  return toBase64url(bytes);
}

const agent = new Agent({ keepAlive: false });

function ask(port: number, body: object): Promise<number> {
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        port,
        host: '127.0.0.1',
        path: '/-/draw',
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', 'content-length': text.length },
      },
      (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode!));
      },
    );
    asked.once('error', reject);
    asked.end(text);
  });
}
