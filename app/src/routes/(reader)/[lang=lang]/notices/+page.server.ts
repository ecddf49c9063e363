import { InputError } from '#lib/files/InputError.ts';
import { builtInSources } from '#lib/notices/builtInSources.ts';
import { type AddedSource, listSources } from '#lib/references/listSources.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => ({
  builtIn: builtInSources,
  added: addedTo(locals.house.settings.data),
});

/** What was added to this node's data folder; nothing where it cannot be read. */
function addedTo(data: string): readonly AddedSource[] | undefined {
  try {
    return listSources(data).sources;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
