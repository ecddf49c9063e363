import type { Released } from '@abord/release';
import { error } from '@sveltejs/kit';
import { renderSentence } from '#lib/answer/render.ts';
import { answerStatement } from '#lib/questions/everyone/answer.ts';
import { answerByValue } from '#lib/questions/everyone/answerByValue.ts';
import { byKey, crossedLists } from '#lib/questions/everyone/byValue.ts';
import type { EveryoneRelease } from '#lib/questions/everyone/release.ts';
import type { Lang } from '../../../../../../../../language.ts';
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
    profiles: profilesOf(everyone.release, params.number, locals.lang),
    sentences: answerStatement(everyone.release, params.number).map((one) =>
      renderSentence(one, locals.lang),
    ),
  };
};

/** Closed lists by which the votes on a statement are released, each with its sentence, and the pairs of them. */
function profilesOf({ facts, tables, ...release }: Released<EveryoneRelease>, number: number, lang: Lang) {
  return {
    lists: facts.attributes.flatMap((list) => {
      const said = answerByValue({ facts, tables, ...release }, number, list.key);
      return said ? [{ list, said: renderSentence(said, lang).text }] : [];
    }),
    pairs: crossedLists(facts.attributes).filter(([one, two]) => tables[byKey(one.key, two.key)]),
  };
}
