// Phones that only listen, run by roomLoad.ts in a process of their own: streams on the port it is given.

import { connect, type Socket } from 'node:net';

const [port, code] = process.argv.slice(2);
const events: number[] = [];

function open(): Promise<void> {
  const place = events.push(0) - 1;
  const socket: Socket = connect(Number(port), '127.0.0.1');
  const first = Promise.withResolvers<void>();
  socket.on('data', (bytes) => {
    for (let at = bytes.indexOf('data: '); at >= 0; at = bytes.indexOf('data: ', at + 6)) events[place]++;
    if (events[place] > 0) first.resolve();
  });
  socket.on('error', first.reject);
  socket.write(`GET /-/room/${code}/events HTTP/1.1\r\nhost: localhost\r\n\r\n`);
  return first.promise;
}

/** Asked for a number of streams, opens those that are missing; answers with the events of each. */
process.on('message', async (wanted: number) => {
  while (events.length < wanted) await Promise.all(Array.from({ length: 100 }, open));
  process.send!(events);
});
