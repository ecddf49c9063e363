import type { Answer } from './ask.ts';
import type { Stage } from './stage.ts';

/** Enters as host by a new link, from the address that browsers know. Returns what the door answered. */
export async function enterAsHost(stage: Stage, origin = stage.url): Promise<Answer> {
  return stage.ask({
    method: 'POST',
    path: await stage.newHostLink(),
    headers: { origin, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    body: '',
  });
}

/** What a browser sends back of the cookies that an answer sets. */
export function cookieHeader({ cookies }: Answer): string {
  return cookies.map((cookie) => cookie.split(';')[0]).join('; ');
}
