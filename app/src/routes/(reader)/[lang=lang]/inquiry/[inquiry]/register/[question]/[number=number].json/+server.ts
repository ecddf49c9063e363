import { error } from '@sveltejs/kit';
import { readRelease } from '#lib/store/readRelease.ts';
import type { RequestHandler } from './$types';

/** The bytes of one release, with their hash; also of one that a newer one has followed. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { inquiry, question, number } = params;
  const release = await readRelease(locals.house.store.db, inquiry, question, number);
  // Comments that a newer release has followed are handed out no more: some were taken back.
  if (!release || release.bytes.length === 0) error(404);
  return new Response(Uint8Array.from(release.bytes), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `inline; filename="${question}-${number}.json"`,
      etag: `"${release.hash}"`,
    },
  });
};
