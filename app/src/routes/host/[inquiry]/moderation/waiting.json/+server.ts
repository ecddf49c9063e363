import { json } from '@sveltejs/kit';
import { countWaiting } from '#lib/host/statements/data.server.ts';
import type { RequestHandler } from './$types';

/** How many statements wait: the queue that is open on a screen asks it now and then. */
export const GET: RequestHandler = async ({ locals, params }) =>
  json({ waiting: await countWaiting(locals.house.store.db, params.inquiry) });
