import { error } from '@sveltejs/kit';
import { renderSentence } from '#lib/answer/render.ts';
import { answerStatement } from '#lib/questions/everyone/answer.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { everyone } = await parent();
  const statements = everyone?.release.facts.statements ?? [];
  const place = statements.findIndex(({ number }) => number === params.number);
  if (!everyone || place < 0) error(404);
  return {
    everyone,
    statement: statements[place],
    before: statements[place - 1]?.number,
    after: statements[place + 1]?.number,
    sentences: answerStatement(everyone.release, params.number).map((one) =>
      renderSentence(one, locals.lang),
    ),
  };
};
