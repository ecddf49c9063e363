import type { IncomingMessage } from 'node:http';

/**
 * The JSON that a request brings; nothing where it is none; `too-big` where it has more bytes than `largest`,
 * and is then not read to its end.
 */
export async function jsonBody(
  request: IncomingMessage,
  largest: number,
): Promise<{ readonly json: unknown } | 'too-big'> {
  const bytes = await bodyOf(request, largest);
  return bytes ? { json: jsonOf(bytes) } : 'too-big';
}

async function bodyOf(request: IncomingMessage, largest: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > largest) return undefined;
  const pieces: Buffer[] = [];
  let length = 0;
  const whole = Promise.withResolvers<Buffer | undefined>();
  request.on('data', (piece: Buffer) => {
    length += piece.length;
    if (length > largest) whole.resolve(undefined);
    else pieces.push(piece);
  });
  request.once('end', () => whole.resolve(Buffer.concat(pieces)));
  // Gone before it was there whole: nobody waits for an answer.
  request.once('close', () => whole.resolve(Buffer.alloc(0)));
  return whole.promise;
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}
