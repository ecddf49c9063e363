import type { Reroute } from '@sveltejs/kit/hooks';

/** No address holds a NUL, and PostgreSQL cannot be asked for one: what does is no page. */
export const reroute: Reroute = ({ url }) => (url.pathname.includes('%00') ? '/%25' : undefined);
