import type { ServerResponse } from 'node:http';

/** Milliseconds for which the rest of a refused body is let run into nothing. */
const LINGER = 2_000;

/**
 * Ends an answer with this text once what is sent has come to its end. Whoever is still sending reads the answer only
 * if the connection outlives what she sends: closed at once, with bytes that nobody has read, it would be reset, and
 * the sentence lost.
 */
export function endOnceRead(response: ServerResponse, text: string): void {
  const request = response.req;
  if (request.complete || request.destroyed) {
    response.end(text);
    return;
  }
  response.write(text);
  const end = () => {
    clearTimeout(late);
    response.end();
  };
  const late = setTimeout(end, LINGER).unref();
  request.once('end', end).once('close', end).resume();
}
