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

/** Closed lists by which the votes on a statement are released, each with its sentence, and the pairs that show any. */
function profilesOf(release: Released<EveryoneRelease>, number: number, lang: Lang) {
  const { attributes } = release.facts;
  return {
    lists: attributes.flatMap((list) => {
      const said = answerByValue(release, number, list.key);
      return said ? [{ list, said: renderSentence(said, lang).text }] : [];
    }),
    pairs: crossedLists(attributes).filter(([one, two]) =>
      release.tables[byKey(one.key, two.key)]?.cells.some(({ statement }) => statement === number),
    ),
  };
}
