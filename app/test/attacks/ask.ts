import { request } from 'node:http';

/** A request as an attacker writes it: the path is sent as it is, and nothing is added for her
 * but Host and the length of the body. */
export interface Question {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly cookies: readonly string[];
  readonly text: string;
}

/** Asks a server of this machine. An answer that comes before the body has been sent counts. */
export function askOver(
  port: number,
  { method = 'GET', path, headers, body = '' }: Question,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let answered = false;
    const to = { host: '127.0.0.1', port, method, path, agent: false };
    const given = { host: `localhost:${port}`, 'content-length': Buffer.byteLength(body), ...headers };
    const sent = request({ ...to, headers: given }, (response) => {
      answered = true;
      const pieces: Buffer[] = [];
      response.on('data', (piece) => pieces.push(piece));
      response.once('close', () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers as Answer['headers'],
          cookies: response.headers['set-cookie'] ?? [],
          text: Buffer.concat(pieces).toString(),
        }),
      );
    });
    sent.once('error', (error) => {
      if (!answered) reject(error);
    });
    sent.end(body);
  });
}
