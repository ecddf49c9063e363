import { endSessions, newSetupLink } from '#lib/host/access/mutations.server.ts';
import { askInstance } from '#lib/instance/askInstance.ts';
import { lockInstance, runningInstance } from '#lib/instance/lockInstance.ts';
import { openRoster, type RosterLocation } from '#lib/store/openRoster.ts';
import { openStore, type StoreLocation } from '#lib/store/openStore.ts';

/** A way into the console: a path, and the address of the instance where one runs. */
export interface HostLink {
  readonly path: string;
  readonly url?: string;
}

/**
 * Asks the instance that holds the data for a set-up link, if one runs; else makes it directly. Where it is
 * to end sessions, the console is shut first wherever it was open.
 */
export async function makeHostLink(wanted: {
  readonly folder: string;
  readonly databaseUrl: string | undefined;
  readonly rosterUrl: string | undefined;
  readonly endsSessions: boolean;
}): Promise<HostLink> {
  const { folder, databaseUrl, rosterUrl, endsSessions } = wanted;
  if (databaseUrl !== undefined) {
    return makeIn({ databaseUrl }, rosterUrl === undefined ? undefined : { rosterUrl }, endsSessions);
  }
  const running = runningInstance(folder);
  if (running?.url !== undefined) {
    const { url, token = '' } = running;
    const path = `/-/host-link${endsSessions ? '?end-sessions' : ''}`;
    return askInstance<HostLink>({ folder, url, token }, path, [], () => {});
  }
  const unlock = lockInstance(folder, {});
  try {
    return await makeIn({ data: folder }, { data: folder }, endsSessions);
  } finally {
    unlock();
  }
}

async function makeIn(
  location: StoreLocation,
  names: RosterLocation | undefined,
  endsSessions: boolean,
): Promise<HostLink> {
  if (endsSessions && names) await endNamed(names);
  const store = await openStore(location);
  try {
    if (endsSessions) await endSessions(store.db);
    const token = await newSetupLink(store.db, new Date().toISOString().slice(0, 10));
    return { path: `/host/enter/${token}` };
  } finally {
    await store.close();
  }
}

async function endNamed(location: RosterLocation): Promise<void> {
  const roster = await openRoster(location);
  try {
    await endSessions(roster.db);
  } finally {
    await roster.close();
  }
}
