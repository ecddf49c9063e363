import { error } from '@sveltejs/kit';
import type { Both } from '#lib/entry/roster/mutations.server.ts';

/** Box and roster, where there is one: pages say what is needed, and forms are not there. */
export function bothOf({ house }: App.Locals): Both {
  if (!house.roster) error(404);
  return { box: house.store.db, roster: house.roster.db };
}
