// Run as a program and killed by killed.test.ts: the rooms of a box, on a port. Says `ready` once it answers.

import { writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { startGuide } from '#lib/questions/everyone/next.server.ts';
import { jobs } from '#lib/questions/jobs.ts';
import { handleRoomRequest } from '#lib/room/handleRoomRequest.ts';
import { startRooms } from '#lib/room/rooms.ts';
import { openStore } from '#lib/store/openStore.ts';

const { location, port } = JSON.parse(process.argv[2]) as {
  location: Parameters<typeof openStore>[0];
  port: number;
};
const store = await openStore(location);
const guide = startGuide({ store, engine: jobs });
const rooms = startRooms({ store, engine: jobs });
createServer((request, response) => {
  void handleRoomRequest(request, response, { store, rooms, guide, secure: false, hasPlace: () => true });
}).listen(port, '127.0.0.1', () => writeSync(1, 'ready\n'));
