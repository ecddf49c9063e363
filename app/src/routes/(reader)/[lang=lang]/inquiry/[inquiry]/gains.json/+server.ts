import { latestRelease } from '#lib/store/latestRelease.ts';
import { releasedFile } from '../../../../releasedFile.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) =>
  releasedFile(await latestRelease(locals.house.store.db, params.inquiry, 'gains'), 'gains');
