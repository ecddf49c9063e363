// The rooms of a box, run by roomLoad.ts in a process of its own, which measures itself.

import { createServer } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startGuide } from '../../app/src/lib/questions/everyone/next.server.ts';
import { jobs } from '../../app/src/lib/questions/jobs.ts';
import { handleRoomRequest } from '../../app/src/lib/room/handleRoomRequest.ts';
import { startRooms } from '../../app/src/lib/room/rooms.ts';
import { openStore } from '../../app/src/lib/store/openStore.ts';

/** What the server's process spent since it was last asked. */
export interface Spent {
  readonly streams: number;
  readonly seconds: number;
  /** Of one core, 0 to 1. */
  readonly cpu: number;
  /** Milliseconds by which the event loop was late. */
  readonly delay: { readonly half: number; readonly p99: number; readonly longest: number };
  /** Bytes. */
  readonly memory: number;
}

const store = await openStore({ data: process.argv[2] });
const guide = startGuide({ store, engine: jobs });
const rooms = startRooms({ store, engine: jobs });
const server = createServer((request, response) => {
  void handleRoomRequest(request, response, { store, rooms, guide, secure: false, hasPlace: () => true });
});
const delay = monitorEventLoopDelay({ resolution: 1 });
let begun = performance.now();
let cpu = process.cpuUsage();

process.on('message', async (asked) => {
  if (asked === 'end') {
    rooms.close();
    server.close();
    server.closeAllConnections();
    await store.close();
    process.disconnect();
    return;
  }
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (performance.now() - begun) / 1_000;
  process.send!({
    streams: rooms.listeners(),
    seconds,
    cpu: (user + system) / 1e6 / seconds,
    delay: {
      half: delay.percentile(50) / 1e6,
      p99: delay.percentile(99) / 1e6,
      longest: delay.max / 1e6,
    },
    memory: process.memoryUsage().rss,
  } satisfies Spent);
  delay.reset();
  delay.enable();
  begun = performance.now();
  cpu = process.cpuUsage();
});
server.listen(0, '127.0.0.1', 8_192, () => process.send!(server.address()));
