import { error } from '@sveltejs/kit';
import type { StoredRelease } from '#lib/store/latestRelease.ts';

/** The released bytes themselves, with their hash, so that anyone can check and recompute the page. */
export function releasedFile(release: StoredRelease | undefined, question: string): Response {
  if (!release || release.bytes.length === 0) error(404);
  return new Response(Uint8Array.from(release.bytes), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `inline; filename="${question}-${release.number}.json"`,
      etag: `"${release.hash}"`,
    },
  });
}
