import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals }) => ({
  host: locals.visitor !== undefined,
  /** Nothing of whoever came in by a set-up link. */
  name: locals.visitor?.account?.name,
});
