import { error } from '@sveltejs/kit';
import { byKey } from '#lib/questions/everyone/byValue.ts';
import type { PageServerLoad } from './$types';

/** Votes on one statement by two closed lists crossed, where the release holds that table. */
export const load: PageServerLoad = async ({ params, parent }) => {
  const { everyone } = await parent();
  const facts = everyone?.release.facts;
  const statement = facts?.statements.find(({ number }) => number === params.number);
  const [one, two] = [params.one, params.two].map((key) =>
    facts?.attributes.find((list) => list.key === key),
  );
  if (!everyone || !statement || !one || !two) error(404);
  if (!everyone.release.tables[byKey(one.key, two.key)]) error(404);
  return { everyone, statement, one, two };
};
