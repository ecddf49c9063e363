import type { IncomingMessage, ServerResponse } from 'node:http';
import { roomCodeOf } from '#lib/entry/roomCode.ts';
import type { Rooms } from './rooms.ts';

const ROOM = /^\/-\/room\/([^/?]{1,32})$/;

/** Is this request one of those that the room answers itself? */
export function isRoomRequest(url: string): boolean {
  return url.startsWith('/-/room/');
}

/** `GET /-/room/CODE`: what the room may know, as JSON. */
export async function handleRoomRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { rooms }: { readonly rooms: Rooms },
): Promise<void> {
  const code = roomCodeOf(ROOM.exec(request.url ?? '')?.[1] ?? '');
  const state = code === undefined ? undefined : await rooms.state(code);
  answer(response, state ? 200 : 404, state ?? { outcome: 'unknown-room' });
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
