import { error } from '@sveltejs/kit';
import { latestRelease } from '#lib/store/latestRelease.ts';
import type { RequestHandler } from './$types';

/** The released bytes themselves, with their hash, so that anyone can check and recompute the page. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const latest = await latestRelease(locals.house.store.db, params.inquiry, 'everyone');
  if (!latest) error(404);
  return new Response(Uint8Array.from(latest.bytes), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `inline; filename="everyone-${latest.number}.json"`,
      etag: `"${latest.hash}"`,
    },
  });
};
