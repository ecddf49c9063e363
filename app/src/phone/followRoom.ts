import { roomPlace } from '#lib/entry/roomPlace.ts';
import type { RoomState } from '#lib/room/roomState.ts';

/** Milliseconds between two looks where the stream of events does not come through. */
const LOOK = 7_000;

/**
 * Follows the room: when its moment changes, the screen is fetched anew, in its own time, so that a whole
 * room does not ask at once. A screen on which somebody waits (`data-begins`) goes to a séance that begins.
 */
export function followRoom(enhance: () => void): void {
  const screen = () => document.querySelector<HTMLElement>('[data-follow]');
  const code = screen()?.dataset.follow;
  if (!code) return;
  let coming: ReturnType<typeof setTimeout> | undefined;
  let source: EventSource | undefined;

  function hear(state: RoomState): void {
    toggleOffline(false);
    if (coming || roomPlace(state) === screen()?.dataset.place) return;
    const spread = Math.min(8_000, 300 + 4 * state.people);
    const { begins } = screen()?.dataset ?? {};
    const go = () => (begins && state.seance ? location.assign(begins) : void renew());
    coming = setTimeout(go, Math.random() * spread);
  }

  async function renew(): Promise<void> {
    try {
      const response = await fetch(location.pathname, { headers: { accept: 'text/html' } });
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      const fresh = page.querySelector('[data-follow]');
      const old = screen();
      // Sent elsewhere: what is there is another page, not this one's new screen.
      if (response.redirected) location.assign(response.url);
      else if (!response.ok || !fresh || !old) location.reload();
      else {
        document.title = page.title;
        old.replaceWith(fresh);
        enhance();
        // So that a screen reader hears the new moment, and the keyboard goes on from it.
        document.querySelector<HTMLElement>('[data-follow] h1')?.focus();
      }
      coming = undefined;
    } catch {
      toggleOffline(true);
      coming = setTimeout(() => void renew(), 2_000 + 3_000 * Math.random());
    }
  }

  function listen(): void {
    source = new EventSource(`/-/room/${code}/events`);
    source.onmessage = ({ data }) => hear(JSON.parse(data));
    source.onerror = () => {
      if (source?.readyState === EventSource.CLOSED) setTimeout(listen, 3_000 + 12_000 * Math.random());
    };
  }

  async function look(): Promise<void> {
    if (source?.readyState !== EventSource.OPEN) {
      try {
        const response = await fetch(`/-/room/${code}`);
        if (response.ok) hear(await response.json());
      } catch {
        toggleOffline(true);
      }
    }
    setTimeout(look, LOOK * (0.8 + 0.4 * Math.random()));
  }

  listen();
  setTimeout(look, LOOK);
}

function toggleOffline(shown: boolean): void {
  const line = document.querySelector<HTMLElement>('[data-room-offline]');
  if (line) line.hidden = !shown;
}
