import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startGuide } from '#lib/questions/everyone/next.server.ts';
import { jobs } from '#lib/questions/jobs.ts';
import { handleRoomRequest } from '#lib/room/handleRoomRequest.ts';
import { planSeance, startSeance } from '#lib/room/mutations.server.ts';
import { type Rooms, startRooms } from '#lib/room/rooms.ts';
import type { Script } from '#lib/room/script.ts';
import type { Store } from '#lib/store/openStore.ts';
import { type OpenInquiry, openInquiry } from '../store/openInquiry.ts';

export const CODE = 'KFC473';

/** An inquiry that people join by `CODE`, with a live séance: its script is made from the statements. */
export async function openRoom(
  store: Store,
  size: { readonly people: number; readonly statements?: number },
  script: (statements: string[]) => Script = (statements) => [{ kind: 'vote', statements }],
): Promise<OpenInquiry> {
  const room = await openInquiry(store.db, size);
  await store.db.updateTable('inquiry').set({ code: CODE }).where('id', '=', room.inquiry).execute();
  const number = await planSeance(store.db, {
    inquiry: room.inquiry,
    title: { en: 'An evening' },
    guest: {},
    place: {},
    starts: '2026-11-24T19:00',
    zone: 'Europe/Paris',
    minutes: 90,
    script: script(room.statements.slice(0, -2)),
  });
  await startSeance(store.db, room.inquiry, number, Date.now());
  return room;
}

/** The rooms of a store and the server that answers for them, on a port of its own. */
export async function serveRooms(
  store: Store,
  place: () => boolean = () => true,
): Promise<{ rooms: Rooms; port: number; url: string; close(): Promise<void> }> {
  const guide = startGuide({ store, engine: jobs });
  const rooms = startRooms({ store, engine: jobs });
  const server = createServer((request: IncomingMessage, response) => {
    void handleRoomRequest(request, response, { store, rooms, guide, secure: false, hasPlace: place });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    rooms,
    port,
    url: `http://127.0.0.1:${port}`,
    async close() {
      rooms.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Everybody in `from` to `to` gives the same answer to a statement, at once. */
export async function everybodyVotes(
  store: Store,
  { inquiry, people }: OpenInquiry,
  statement: string,
  value: 1 | -1 | 0,
  [from, to]: readonly [number, number],
): Promise<void> {
  const outcomes = await Promise.all(
    people.slice(from, to).map(({ secret }, person) =>
      store.votes.cast({
        inquiry,
        secret,
        statement,
        value,
        key: `${from + person}-${value}-${statement}`,
      }),
    ),
  );
  const refused = outcomes.filter((outcome) => outcome !== 'counted');
  if (refused.length > 0) throw new Error(`not counted: ${refused[0]}`);
}
