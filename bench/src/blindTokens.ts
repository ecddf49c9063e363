/**
 * `npm run bench -- blindTokens [signatures] [of the library's]`: blind tokens signed a second by one process
 * and by two workers, beside the library's own signing of some of them to the same bits; tokens verified a
 * second; what the phone does; the bytes that the phone's part adds to a page; and as many tokens drawn
 * through the server from a roster of as many people, and spent into a box, on SQLite, told by tenths: what
 * takes longer as they grow.
 */

import { createPrivateKey, createPublicKey, randomBytes, webcrypto } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { fromBase64url, toBase64url } from '../../app/src/lib/entry/token/base64url.ts';
import { blindToken } from '../../app/src/lib/entry/token/blindToken.ts';
import { keyFingerprint } from '../../app/src/lib/entry/token/keyFingerprint.ts';
import { makeTokenKey, type TokenKey } from '../../app/src/lib/entry/token/makeTokenKey.ts';
import { signBlinded } from '../../app/src/lib/entry/token/signBlinded.ts';
import { unblind } from '../../app/src/lib/entry/token/unblind.ts';
import { verifyToken } from '../../app/src/lib/entry/token/verifyToken.ts';
import { phonePart } from '../../app/test/entry/phonePart.ts';
import { throughTheHouse } from './blindTokensHouse.ts';

const INQUIRY = 'k7vd2m9xqa';
const WORKERS = 2;
const VERIFICATIONS = 10_000;

/** What a worker is given: how many signatures, and the key. */
export interface Share {
  readonly signatures: number;
  readonly privateKey: string;
}

export async function main([signatures = '100000', library = '50']: readonly string[]): Promise<void> {
  const key = await makeTokenKey();
  const tokens = await phoneAndLibrary(key, Number(library));

  const count = Number(signatures);
  tell('signed, one process', count, signMany({ signatures: count, privateKey: key.privateKey }));
  tell(`signed, ${WORKERS} workers`, count, await signApart(count, key.privateKey));

  const verifies = createPublicKey({ key: key.publicKey, format: 'jwk' });
  const begun = performance.now();
  for (let at = 0; at < VERIFICATIONS; at++) {
    if (!verifyToken(verifies, INQUIRY, tokens[at % tokens.length])) throw new Error('a token was refused');
  }
  tell('verified, one process', VERIFICATIONS, performance.now() - begun);

  await weigh();
  await throughTheHouse(count);
}

/** As many blinded tokens as are asked for, signed one after the other: milliseconds. */
export function signMany({ signatures, privateKey }: Share): number {
  const key = createPrivateKey(privateKey);
  // Numbers of 2,047 bits: what a blinded token looks like to whoever signs it.
  const blinded = Array.from({ length: Math.min(signatures, 1_000) }, () => {
    const bytes = randomBytes(256);
    bytes[0] &= 127;
    return toBase64url(bytes);
  });
  const begun = performance.now();
  for (let at = 0; at < signatures; at++) signBlinded(key, blinded[at % blinded.length]);
  return performance.now() - begun;
}

async function signApart(signatures: number, privateKey: string): Promise<number> {
  const workers = await Promise.all(
    Array.from({ length: WORKERS }, async () => {
      const worker = new Worker(new URL('./blindTokensWorker.ts', import.meta.url));
      await new Promise((resolve) => worker.once('online', resolve));
      return worker;
    }),
  );
  const begun = performance.now();
  await Promise.all(
    workers.map(async (worker) => {
      worker.postMessage({ signatures: signatures / WORKERS, privateKey } satisfies Share);
      await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
    }),
  );
  const took = performance.now() - begun;
  await Promise.all(workers.map((worker) => worker.terminate()));
  return took;
}

/** The same tokens signed by the library and here, and what the phone does before and after: the tokens. */
async function phoneAndLibrary({ privateKey, publicKey }: TokenKey, count: number): Promise<string[]> {
  const key = createPrivateKey(privateKey);
  const poster = await keyFingerprint(publicKey);
  const suite = RSABSSA.SHA384.PSS.Randomized();
  const theirs = await webcrypto.subtle.importKey(
    'pkcs8',
    key.export({ type: 'pkcs8', format: 'der' }),
    { name: 'RSA-PSS', hash: 'SHA-384' },
    true,
    ['sign'],
  );
  const took = { blind: 0, library: 0, here: 0, unblind: 0 };
  const timed = async <T>(step: keyof typeof took, does: () => T | Promise<T>): Promise<T> => {
    const begun = performance.now();
    const result = await does();
    took[step] += performance.now() - begun;
    return result;
  };
  const tokens: string[] = [];
  for (let at = 0; at < count; at++) {
    const { blinded, pending } = await timed('blind', () => blindToken(publicKey, poster, INQUIRY));
    const bytes = fromBase64url(blinded, 256)!;
    const signed = toBase64url(await timed('library', () => suite.blindSign(theirs, bytes)));
    const signature = await timed('here', () => signBlinded(key, blinded));
    if (signature !== signed) throw new Error('the two signatures differ');
    tokens.push(await timed('unblind', () => unblind(publicKey, INQUIRY, pending, signature)));
  }
  tell('signed by the library', count, took.library);
  tell('the same ones signed here', count, took.here);
  tell('blinded, as on a phone', count, took.blind);
  tell('unblinded, as on a phone', count, took.unblind);
  return tokens;
}

/** What the phone's functions weigh as one module, as a page gets it. */
async function weigh(): Promise<void> {
  const script = await phonePart();
  const gzipped = gzipSync(script, { level: 9 }).length;
  console.log(`the phone's part: ${kilobytes(Buffer.byteLength(script))}, gzipped ${kilobytes(gzipped)}`);
}

function tell(what: string, count: number, milliseconds: number): void {
  const rate = count / (milliseconds / 1_000);
  console.log(
    what.padEnd(28),
    `${count}`.padStart(8),
    `${(milliseconds / 1_000).toFixed(2)} s`.padStart(11),
    `${rate < 100 ? rate.toFixed(1) : Math.round(rate)} a second`.padStart(16),
    `${(milliseconds / count).toFixed(2)} ms each`.padStart(16),
  );
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}
