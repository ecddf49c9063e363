import { error } from '@sveltejs/kit';
import { offerKey } from '#lib/host/access/proof.server.ts';
import { challengeReply } from '../../challengeReply.server.ts';
import { doorOf } from '../../doorOf.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
  const { house, visitor } = event.locals;
  if (!house.roster || !visitor?.account || !visitor.session.sure) error(403);
  return challengeReply(await offerKey(doorOf(house.roster, event), visitor.account));
};
