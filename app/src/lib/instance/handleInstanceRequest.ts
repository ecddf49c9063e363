import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { InputError } from '#lib/files/InputError.ts';
import { endSessions, newSetupLink } from '#lib/host/access/mutations.server.ts';
import { type Imported, importAndRelease } from '#lib/questions/everyone/mutations.server.ts';
import type { Roster } from '#lib/store/openRoster.ts';
import type { InstanceReply } from './askInstance.ts';
import { debateFromBytes } from './debateBytes.ts';

/** A debate of fourteen million votes fits in. */
const largestBody = 128 * 1024 * 1024;

/** What a running instance lends to the requests of commands. */
export type InstanceHouse = Parameters<typeof importAndRelease>[0] & {
  readonly token: string;
  readonly roster?: Roster | undefined;
  readonly settings: { readonly publicUrl: URL | undefined };
};

/**
 * Answers a command that asks this instance to do something with the data it holds. The command runs on
 * the same machine and has read the token in the lock of the data folder, which only its owner can.
 *
 * `POST /-/import`: a debate as `debateToBytes` writes it; the reply is a line of JSON for each step.
 * A command that goes away before the debate is written leaves nothing of it.
 *
 * `POST /-/host-link`: nothing; the reply is the path of a new set-up link, and the address it is under. With
 * `?end-sessions` the console is shut first wherever it was open.
 */
export async function handleInstanceRequest(
  request: IncomingMessage,
  response: ServerResponse,
  house: InstanceHouse,
): Promise<void> {
  if (!fromThisMachine(request) || !carries(request, house.token)) {
    end(response, 403, replyOf(new InputError('instance-refused', {})));
    return;
  }
  const link = /^\/-\/host-link(\?end-sessions)?$/.exec(request.url ?? '');
  if (request.method === 'POST' && link) return giveHostLink(request, response, house, link[1] !== undefined);
  if (request.method !== 'POST' || request.url !== '/-/import') {
    end(response, 404, { failure: 'HTTP 404' });
    return;
  }
  response.writeHead(200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' });
  const say = (reply: InstanceReply<Imported>) => response.write(`${JSON.stringify(reply)}\n`);
  try {
    const debate = debateFromBytes(await bodyOf(request));
    const result = await importAndRelease(house, debate, {
      onVotes(done, all) {
        if (response.destroyed) throw new Error('The command that asked for this import is gone.');
        say({ done, all });
      },
      onRelease: () => say({ stage: 'releasing' }),
    });
    say({ result });
  } catch (error) {
    say(replyOf(error));
  }
  response.end();
}

async function giveHostLink(
  request: IncomingMessage,
  response: ServerResponse,
  { store, roster, settings }: InstanceHouse,
  endsSessions: boolean,
): Promise<void> {
  try {
    if (endsSessions) for (const { db } of roster ? [store, roster] : [store]) await endSessions(db);
    const token = await newSetupLink(store.db, new Date().toISOString().slice(0, 10));
    const url = settings.publicUrl?.href ?? `http://localhost:${request.socket.localPort}/`;
    end(response, 200, { result: { path: `/host/enter/${token}`, url } });
  } catch (error) {
    end(response, 200, replyOf(error));
  }
}

function replyOf(error: unknown): InstanceReply<never> {
  if (error instanceof InputError) {
    return { problem: { code: error.code, details: error.details } };
  }
  return { failure: error instanceof Error ? error.message : String(error) };
}

function end(response: ServerResponse, status: number, reply: InstanceReply<object>): void {
  response.writeHead(status, { 'content-type': 'application/x-ndjson' });
  response.end(`${JSON.stringify(reply)}\n`);
}

function fromThisMachine({ socket }: IncomingMessage): boolean {
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return address === '::1' || address.startsWith('127.');
}

function carries({ headers }: IncomingMessage, token: string): boolean {
  const given = Buffer.from(headers.authorization ?? '');
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > largestBody) throw new InputError('debate-broken', { reason: `> ${largestBody}` });
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
