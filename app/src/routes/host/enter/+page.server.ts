import type { PageServerLoad } from './$types';

/** Accounts are in the roster: where there is none, the set-up link is the only way in. */
export const load: PageServerLoad = ({ locals }) => ({ accounts: locals.house.roster !== undefined });
