import { error, json } from '@sveltejs/kit';
import { readTokenKey } from '#lib/entry/token/data.server.ts';
import type { RequestHandler } from './$types';

/** The key by which anybody may check a token, and with which nobody can make one. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const key = await readTokenKey(locals.house.store.db, params.inquiry);
  if (!key) error(404);
  return json(key.publicKey);
};
