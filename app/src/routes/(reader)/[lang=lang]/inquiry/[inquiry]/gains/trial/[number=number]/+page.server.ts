import { createHash } from 'node:crypto';
import { error } from '@sveltejs/kit';
import { readInquiry } from '#lib/inquiry/data.server.ts';
import { waitingAfter } from '#lib/inquiry/register.server.ts';
import { trialKey } from '#lib/questions/gains/trials/data.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { gains } = await parent();
  const found = gains?.trials.find(({ trial }) => trial.number === Number(params.number));
  if (!found) error(404);
  const { trial, result } = found;
  const { db } = locals.house.store;
  return {
    trial,
    altered: trial.frozen !== undefined && sha256(trial.frozen) !== trial.hash,
    result,
    attributes: (await readInquiry(db, params.inquiry))?.attributes ?? [],
    waiting: result && (await waitingAfter(db, params.inquiry, trialKey(trial.number), result.number)),
  };
};

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
