import { readRelease } from '#lib/store/readRelease.ts';
import { releasedFile } from '../../../../../../releasedFile.server.ts';
import type { RequestHandler } from './$types';

/**
 * The bytes of one release, also of one that a newer one has followed. Comments that a newer release has followed
 * are handed out no more: some were taken back.
 */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { inquiry, question, number } = params;
  return releasedFile(await readRelease(locals.house.store.db, inquiry, question, number), question);
};
