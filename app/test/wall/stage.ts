import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Guide, startGuide } from '#lib/questions/everyone/next.server.ts';
import { openReferences } from '#lib/references/openReferences.ts';
import { readSeance } from '#lib/room/data.server.ts';
import { actOnSeance, planSeance, startSeance } from '#lib/room/mutations.server.ts';
import type { Action } from '#lib/room/progress.ts';
import { type Rooms, startRooms } from '#lib/room/rooms.ts';
import type { Script } from '#lib/room/script.ts';
import { drawBallot } from '#lib/store/drawBallot.ts';
import { openStore, type Store } from '#lib/store/openStore.ts';
import { randomId } from '#lib/store/randomId.ts';
import { buildSite } from '../../src/cli/buildSite.ts';
import { holdSite } from '../../src/cli/sites.ts';
import { type Engine, startEngine } from '../../src/engine.ts';
import { serve } from '../../src/server.ts';
import { freePort } from '../pages/instance.ts';

/** One node with its store, its rooms and its pages, in this process. */
export interface Stage {
  readonly store: Store;
  readonly engine: Engine;
  readonly url: string;
  /** Its data folder. */
  readonly data: string;
  /** Stops answering, as a machine does whose network is cut; and answers again, on the same port. */
  hangUp(): Promise<void>;
  pickUp(): Promise<void>;
  changed(inquiry: string): void;
  stop(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const data = await mkdtemp(join(tmpdir(), 'abord-wall-'));
  const [store, site, port] = await Promise.all([openStore({ data }), buildSite(), freePort()]);
  const leaveSite = holdSite(site);
  const engine = startEngine();
  let rooms: Rooms;
  let guide: Guide;
  let server: Server;
  async function pickUp() {
    guide = startGuide({ store, engine });
    rooms = startRooms({ store, engine, onVotes: guide.voted });
    server = await serve(
      {
        store,
        roster: undefined,
        letters: undefined,
        engine,
        rooms,
        guide,
        references: openReferences(data, { engine }),
        settings: { publicUrl: undefined, data },
      },
      { port, token: 'none', site },
    );
  }
  async function hangUp() {
    rooms.close();
    guide.close();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }
  await pickUp();
  return {
    store,
    engine,
    data,
    url: `http://localhost:${port}`,
    pickUp,
    hangUp,
    changed: (inquiry) => rooms.changed(inquiry),
    async stop() {
      await hangUp();
      await engine.close();
      await store.close();
      leaveSite();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Somebody in the room: how she answers the statement at each place, or nothing. */
export type Person = (place: number) => 1 | -1 | 0 | undefined;

/** A room with its séance, led from here. */
export interface Room {
  readonly code: string;
  readonly inquiry: string;
  /** Ids, in order. */
  readonly statements: readonly string[];
  /** Ballots of the people, in order, with the secrets that their phones hold. */
  readonly ballots: readonly { readonly ballot: string; readonly secret: string }[];
  start(): Promise<void>;
  act(...actions: readonly Action[]): Promise<void>;
  /** People vote on the statement at this place. */
  vote(place: number, people?: number): Promise<void>;
}

/**
 * A room on a stage: statements with their texts, people with their votes, and a script made of the ids.
 */
export async function openRoom(
  stage: Stage,
  room: {
    readonly code: string;
    readonly texts: readonly { readonly fr: string; readonly en: string }[];
    readonly people: readonly Person[];
    readonly script: (statements: readonly string[]) => Script;
    /** Local time at which the séance is announced. */
    readonly starts?: string;
  },
): Promise<Room> {
  const { db, votes } = stage.store;
  const inquiry = randomId('inquiry');
  await db
    .insertInto('inquiry')
    .values({
      id: inquiry,
      title: '{"fr":"L’IA dans la salle","en":"AI in the room"}',
      description: '{}',
      organisation: '{}',
      simulated: 0,
      entry: 'open',
      state: 'open',
      source: null,
      first_day: null,
      last_day: null,
      headcount: null,
      refused: '{}',
      day: '2026-11-24',
      code: room.code,
    })
    .execute();
  const statements = room.texts.map(() => randomId('statement'));
  if (statements.length > 0) {
    await db
      .insertInto('statement')
      .values(
        room.texts.map((texts, place) => ({
          inquiry,
          id: statements[place],
          number: place + 1,
          version: 1,
          state: 'accepted' as const,
          texts: JSON.stringify(texts),
          origin: 'host' as const,
        })),
      )
      .execute();
  }
  const ballots = await Promise.all(
    room.people.map(() => drawBallot(db, { inquiry, profile: {}, day: '2026-11-24' })),
  );
  const number = await planSeance(db, {
    inquiry,
    title: { fr: 'La soirée', en: 'The evening' },
    guest: {},
    place: {},
    starts: room.starts ?? '2026-11-24T19:00',
    zone: 'Europe/Paris',
    minutes: 90,
    script: room.script(statements),
  });
  return {
    code: room.code,
    inquiry,
    statements,
    ballots,
    async start() {
      await startSeance(db, inquiry, number, Date.now());
      stage.changed(inquiry);
    },
    async act(...actions) {
      for (const action of actions) {
        const { version } = (await readSeance(db, inquiry, number))!;
        const problem = await actOnSeance(db, { inquiry, number, action, seen: version, now: Date.now() });
        if (problem) throw new Error(`${action}: ${problem}`);
      }
      stage.changed(inquiry);
    },
    async vote(place, people = room.people.length) {
      const outcomes = await Promise.all(
        room.people.slice(0, people).flatMap((person, who) => {
          const value = person(place);
          if (value === undefined) return [];
          return votes.cast({
            inquiry,
            secret: ballots[who].secret,
            statement: statements[place],
            value,
            key: randomId('secret'),
          });
        }),
      );
      const refused = outcomes.filter((outcome) => outcome !== 'counted' && outcome !== 'repeated');
      if (refused.length > 0) throw new Error(`votes refused: ${refused}`);
      stage.changed(inquiry);
    },
  };
}
