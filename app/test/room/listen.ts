import { type ClientRequest, request } from 'node:http';
import type { RoomState } from '#lib/room/roomState.ts';

/** A browser that listens to a room's events, without the browser. */
export interface Listener {
  readonly status: number;
  readonly events: readonly { readonly id: string; readonly state: RoomState }[];
  readonly retry: number | undefined;
  /** Waits until an event is as wanted, one that has come already or the next ones. */
  until(wanted: (state: RoomState) => boolean): Promise<RoomState>;
  /** Reads no further, so that what is sent waits. */
  pause(): void;
  /** Once nothing more will come. */
  readonly ended: Promise<void>;
  leave(): void;
}

export async function listen(
  url: string,
  code: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Listener> {
  const events: { id: string; state: RoomState }[] = [];
  const waiting = new Set<() => void>();
  const answered = Promise.withResolvers<Listener>();
  const asked: ClientRequest = request(`${url}/-/room/${code}/events`, { headers, agent: false });
  asked.on('error', answered.reject);
  asked.once('response', (response) => {
    let text = '';
    let retry: number | undefined;
    response.setEncoding('utf8');
    response.on('data', (piece: string) => {
      const blocks = (text + piece).split('\n\n');
      text = blocks.pop()!;
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
        const data = field('data');
        if (data) events.push({ id: field('id')!, state: JSON.parse(data) });
        retry ??= field('retry') === undefined ? undefined : Number(field('retry'));
      }
      for (const look of waiting) look();
    });
    // Whoever leaves, or is let go, hears no more.
    response.on('error', () => {});
    const ended = new Promise<void>((resolve) => response.once('close', resolve));
    answered.resolve({
      status: response.statusCode!,
      events,
      get retry() {
        return retry;
      },
      until: (wanted) =>
        new Promise((resolve) => {
          const look = () => {
            const found = events.find(({ state }) => wanted(state));
            if (!found) return;
            waiting.delete(look);
            resolve(found.state);
          };
          waiting.add(look);
          look();
        }),
      pause: () => response.pause(),
      ended,
      leave: () => asked.destroy(),
    });
  });
  asked.end();
  return answered.promise;
}
