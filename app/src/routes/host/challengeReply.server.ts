import type { Challenge } from '#lib/host/access/proof.server.ts';

/** A challenge for the browser's keys, with the cookie that brings it back. */
export function challengeReply({ options, cookie }: Challenge): Response {
  return Response.json(options, { headers: { 'set-cookie': cookie } });
}
