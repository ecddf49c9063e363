import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type Listener, listen } from './listen.ts';

/** Sends a vote until it is answered, as a phone does: the same key each time. What it was answered. */
export async function voteUntilAnswered(
  url: string,
  cookie: string,
  body: object,
): Promise<{ outcome: string; tries: number }> {
  for (let tries = 1; ; tries++) {
    const outcome = await post(url, cookie, body);
    if (outcome !== undefined && outcome !== 'busy' && outcome !== 'not-stored') return { outcome, tries };
    await wait(20);
  }
}

/** Nothing where no answer came. */
function post(url: string, cookie: string, body: object): Promise<string | undefined> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', cookie };
    const asked = request(`${url}/-/vote`, { method: 'POST', headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece) => {
        text += piece;
      });
      response.once('close', () => resolve(response.complete ? JSON.parse(text).outcome : undefined));
    });
    asked.on('error', () => resolve(undefined));
    asked.end(JSON.stringify(body));
  });
}

/** Listens to a room for as long as the test lasts: comes back with the last event's id whenever it is cut off. */
export function keepListening(
  url: string,
  code: string,
  cookie: string,
): { latest(): Listener['events']; leave(): void } {
  let listener: Listener | undefined;
  let left = false;
  const events: Listener['events'][number][] = [];
  const stay = async () => {
    while (!left) {
      const id = events.at(-1)?.id;
      listener = await listen(url, code, { cookie, ...(id && { 'last-event-id': id }) }).catch(
        () => undefined,
      );
      await listener?.ended;
      events.push(...(listener?.events ?? []));
      await wait(50);
    }
  };
  void stay();
  return {
    latest: () => [...events, ...(listener?.events ?? [])],
    leave() {
      left = true;
      listener?.leave();
    },
  };
}
