import { type IncomingMessage, request } from 'node:http';
import { type InputCode, InputError, type InputProblems } from '#lib/files/InputError.ts';

/** One line of an instance's answer: how far it is, what came of it, or what was wrong. */
export type InstanceReply<Result> =
  | { readonly done: number; readonly all: number }
  | { readonly stage: string }
  | { readonly result: Result }
  | { readonly problem: { readonly code: InputCode; readonly details: InputProblems[InputCode] } }
  | { readonly failure: string };

/**
 * Asks the instance that holds a data folder to do something, over this machine's own network.
 *
 * @param tell receives the replies that say how far it is
 * @throws InputError with the instance's own reason, or if it does not answer
 */
export async function askInstance<Result>(
  instance: { readonly folder: string; readonly url: string; readonly token: string },
  path: string,
  body: readonly Uint8Array[],
  tell: (reply: { done: number; all: number } | { stage: string }) => void,
): Promise<Result> {
  const { folder, url, token } = instance;
  const silent = (reason: string) => new InputError('instance-silent', { folder, url, reason });
  const lines = await send(new URL(path, url), token, body).catch((error: NodeJS.ErrnoException) => {
    throw silent(error.code ?? error.message);
  });
  for await (const line of lines) {
    const reply = JSON.parse(line) as InstanceReply<Result>;
    if ('result' in reply) return reply.result;
    if ('problem' in reply) throw new InputError(reply.problem.code, reply.problem.details);
    if ('failure' in reply) throw silent(reply.failure);
    tell(reply);
  }
  throw silent('…');
}

async function send(url: URL, token: string, body: readonly Uint8Array[]): Promise<AsyncIterable<string>> {
  const answered = Promise.withResolvers<AsyncIterable<string>>();
  const length = body.reduce((sum, piece) => sum + piece.length, 0);
  const asked = request(
    url,
    { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-length': length } },
    (response) => {
      const { statusCode, headers } = response;
      if (headers['content-type'] !== 'application/x-ndjson') {
        response.destroy();
        answered.reject(new Error(`HTTP ${statusCode}`));
      } else {
        answered.resolve(linesOf(response));
      }
    },
  );
  asked.on('error', answered.reject);
  for (const piece of body) asked.write(piece);
  asked.end();
  return answered.promise;
}

async function* linesOf(response: IncomingMessage): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of response.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
}
