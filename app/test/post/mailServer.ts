import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/**
 * Key and certificate of a server on this machine, made for these tests and trusted by nobody else:
 * `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=localhost
 * -addext subjectAltName=DNS:localhost`.
 */
const LOCALHOST = readFileSync(join(import.meta.dirname, 'localhost.pem'), 'utf8');

/** Lets this process believe the test's mail server; returns what takes that back. */
export function trustLocalhost(): () => void {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, LOCALHOST]);
  return () => setDefaultCACertificates(before);
}

/** A letter as its receiver has it. */
export interface Received {
  readonly to: readonly string[];
  readonly raw: string;
  readonly email: Email;
}

export interface MailServer {
  readonly port: number;
  readonly letters: Received[];
  /** Breaks every line that is open. */
  cut(): void;
  stop(): Promise<void>;
}

/** A mail server on this machine, which keeps what it is given. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const letters: Received[] = [];
  const server = new SMTPServer({
    key: LOCALHOST,
    cert: LOCALHOST,
    disabledCommands: ['AUTH'],
    async onData(stream, session, done) {
      const pieces: Buffer[] = [];
      for await (const piece of stream) pieces.push(piece as Buffer);
      const raw = Buffer.concat(pieces).toString();
      const to = session.envelope.rcptTo.map(({ address }) => address);
      letters.push({ to, raw, email: await PostalMime.parse(raw) });
      done();
    },
    ...options,
  });
  server.on('error', () => {});
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    port: (server.server.address() as { port: number }).port,
    letters,
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
