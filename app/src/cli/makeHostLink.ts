import { newSetupLink } from '#lib/host/access/mutations.server.ts';
import { askInstance } from '#lib/instance/askInstance.ts';
import { lockInstance, runningInstance } from '#lib/instance/lockInstance.ts';
import { openStore, type StoreLocation } from '#lib/store/openStore.ts';

/** A way into the console: a path, and the address of the instance where one runs. */
export interface HostLink {
  readonly path: string;
  readonly url?: string;
}

/** Asks the instance that holds the data for a set-up link, if one runs; else makes it directly. */
export async function makeHostLink(folder: string, databaseUrl: string | undefined): Promise<HostLink> {
  if (databaseUrl !== undefined) return makeIn({ databaseUrl });
  const running = runningInstance(folder);
  if (running?.url !== undefined) {
    const { url, token = '' } = running;
    return askInstance<HostLink>({ folder, url, token }, '/-/host-link', [], () => {});
  }
  const unlock = lockInstance(folder, {});
  try {
    return await makeIn({ data: folder });
  } finally {
    unlock();
  }
}

async function makeIn(location: StoreLocation): Promise<HostLink> {
  const store = await openStore(location);
  try {
    const token = await newSetupLink(store.db, new Date().toISOString().slice(0, 10));
    return { path: `/host/enter/${token}` };
  } finally {
    await store.close();
  }
}
