import { type Letters, startLetters } from '#lib/entry/roster/letters.ts';
import { firstSetupLink } from '#lib/host/access/mutations.server.ts';
import { listTeam } from '#lib/host/team/data.server.ts';
import { listInquiries } from '#lib/inquiry/data.server.ts';
import { makeDemonstration } from '#lib/inquiry/demonstration.ts';
import { startKeeping } from '#lib/inquiry/keeping/startKeeping.ts';
import { lockInstance } from '#lib/instance/lockInstance.ts';
import { importDebate } from '#lib/questions/everyone/mutations.server.ts';
import { startGuide } from '#lib/questions/everyone/next.server.ts';
import { releaseUnpublished } from '#lib/questions/releaseAnswers.server.ts';
import { openReferences } from '#lib/references/openReferences.ts';
import { startRooms } from '#lib/room/rooms.ts';
import { openRoster, type Roster } from '#lib/store/openRoster.ts';
import { openStore, type Store } from '#lib/store/openStore.ts';
import { type Engine, startEngine } from '../engine.ts';
import { serve } from '../server.ts';
import { buildSite, freshSite } from './buildSite.ts';
import { holdSite } from './sites.ts';

interface Wanted {
  readonly port: number;
  readonly publicUrl: URL | undefined;
  readonly data: string;
  readonly databaseUrl: string | undefined;
  readonly rosterUrl: string | undefined;
  /** The secret that commands on this machine show to the running instance. */
  readonly token: string;
  onBuild(): void;
  /** It answers. `hostLink`: the path by which somebody enters as host, where nobody has. */
  onReady(hostLink: string | undefined): void;
  /** The answer of an inquiry could not be published; the others go on. */
  onUnanswered(inquiry: string, error: unknown): void;
  /** Letters stopped for a reason that nobody foresaw. */
  onLetterFault(error: unknown): void;
  /** A set of published lists cannot be read; the jobs of Abord alone stand in for it. */
  onReferenceFault(error: unknown): void;
  /** What runs by itself once a day has failed; it is tried again the next day. */
  onFault(error: unknown): void;
}

/**
 * Opens the box and the roster, builds the site when it must, makes the demonstration inquiry in an empty box, and
 * serves until SIGINT or SIGTERM; then finishes what is under way, five seconds at most.
 */
export async function serveUntilStopped(wanted: Wanted): Promise<void> {
  const { port, publicUrl, data, databaseUrl, rosterUrl, token } = wanted;
  const stopped = Promise.withResolvers<void>();
  // A second signal is the same one, sent to the whole group and passed on by the launcher as well.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopped.resolve());

  const unlock = databaseUrl ? undefined : lockInstance(data, { url: `http://127.0.0.1:${port}`, token });
  const engine = startEngine();
  let store: Store | undefined;
  let roster: Roster | undefined;
  let letters: Letters | undefined;
  let leaveSite: (() => void) | undefined;
  try {
    store = await openStore(databaseUrl ? { databaseUrl } : { data });
    if (rosterUrl) roster = await openRoster({ rosterUrl });
    else if (!databaseUrl) roster = await openRoster({ data });
    if (roster) letters = startLetters(roster.db, { onFault: wanted.onLetterFault });
    const fresh = await freshSite();
    if (fresh === undefined) wanted.onBuild();
    const [site] = await Promise.all([fresh ?? buildSite(), ensureAnswers(store, engine, wanted)]);
    leaveSite = holdSite(site);
    const keeping = await startKeeping({ store, roster, engine }, wanted.onFault);
    const guide = startGuide({ store, engine });
    const rooms = startRooms({ store, engine, onVotes: guide.voted });
    const references = openReferences(data, {
      engine,
      meanwhile: 'titles',
      onFault: wanted.onReferenceFault,
    });
    const settings = { publicUrl, data };
    const house = { store, roster, letters, engine, rooms, guide, references, settings };
    const server = await serve(house, { port, token, site });
    const hosted = roster && (await listTeam(roster.db)).length > 0;
    const setup = hosted ? undefined : await firstSetupLink(store.db, Date.now());
    wanted.onReady(setup && `/host/enter/${setup}`);
    // What fails here is tried again, and said, where it is asked for.
    references.prepare().catch(() => {});

    await stopped.promise;
    rooms.close();
    guide.close();
    keeping.close();
    const closed = Promise.withResolvers<void>();
    server.close(() => closed.resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 5_000).unref();
    await closed.promise;
  } finally {
    await letters?.close();
    await engine.close();
    await store?.close();
    await roster?.close();
    leaveSite?.();
    unlock?.();
  }
}

/** Also finishes what an import that was stopped on its way has left: votes without an answer. */
async function ensureAnswers(store: Store, engine: Engine, wanted: Wanted): Promise<void> {
  if ((await listInquiries(store.db)).length === 0) await importDebate(store, makeDemonstration());
  for (const [inquiry, error] of await releaseUnpublished({ store, engine })) {
    wanted.onUnanswered(inquiry, error);
  }
}
