import { error } from '@sveltejs/kit';
import { renderSentence } from '#lib/answer/render.ts';
import { answerFamily } from '#lib/questions/work/answer.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { work } = await parent();
  const family = work?.release.facts.families.find(({ key }) => key === params.family);
  if (!work || !family) error(404);
  return {
    work,
    family,
    sentences: answerFamily(work.release, family.key).map((one) => renderSentence(one, locals.lang)),
  };
};
