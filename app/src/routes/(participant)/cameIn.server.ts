import type { RequestEvent } from '@sveltejs/kit';
import { liveSeance } from '#lib/room/data.server.ts';
import type { Room } from './room.server.ts';

/** Counts whoever has just drawn a ballot at the door that she came through; see `doorCounter`. */
export async function cameIn({ locals }: Pick<RequestEvent, 'locals'>, room: Room): Promise<void> {
  const { id } = room.inquiry;
  const door = room.kiosk ? 'shared' : (await liveSeance(room.db, id)) ? 'room' : 'own';
  locals.house.store.doors.came(id, door);
}
