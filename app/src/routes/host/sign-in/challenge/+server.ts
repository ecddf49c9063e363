import { error } from '@sveltejs/kit';
import { askKey } from '#lib/host/access/proof.server.ts';
import { challengeReply } from '../../challengeReply.server.ts';
import { doorOf } from '../../doorOf.ts';
import { challenging } from '../limits.server.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
  const { roster } = event.locals.house;
  if (!roster) error(404);
  if (!challenging.allow('all', Date.now())) error(429);
  return challengeReply(await askKey(doorOf(roster, event)));
};
