import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';

/** Stands between a node and PostgreSQL, and counts what is asked of the database. */
export interface CountingProxy {
  /** The address by which the database is reached through it. */
  readonly databaseUrl: string;
  /** Statements that have been sent to the database so far. */
  statements(): number;
  close(): void;
}

/** Bytes of the messages that ask for something: a plain query; the execution of a prepared one. */
const QUERY = 'Q'.charCodeAt(0);
const EXECUTE = 'E'.charCodeAt(0);

/** Counts messages of the protocol (PostgreSQL manual, 55.7): a byte for its kind, then its length. */
export async function countingProxy(databaseUrl: string): Promise<CountingProxy> {
  const { hostname, port } = new URL(databaseUrl);
  let statements = 0;
  const server = createServer((client) => {
    const database = connect(Number(port), hostname);
    let begun = false;
    let rest = Buffer.alloc(0);
    client.on('data', (piece) => {
      rest = Buffer.concat([rest, piece]);
      for (;;) {
        // The first message of a connection has no kind.
        const head = begun ? 1 : 0;
        if (rest.length < head + 4) break;
        const length = head + rest.readUInt32BE(head);
        if (rest.length < length) break;
        if (begun && (rest[0] === QUERY || rest[0] === EXECUTE)) statements++;
        begun = true;
        rest = rest.subarray(length);
      }
    });
    client.pipe(database).pipe(client);
    for (const [one, other] of [
      [client, database],
      [database, client],
    ]) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const here = new URL(databaseUrl);
  here.port = String((server.address() as AddressInfo).port);
  return { databaseUrl: here.href, statements: () => statements, close: () => server.close() };
}
