import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => {
  const { everyone } = await parent();
  if (!everyone) error(404);
  return { everyone };
};
