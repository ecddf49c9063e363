import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals }) => ({ hasRoster: locals.house.roster !== undefined });
