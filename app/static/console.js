// Whoever leads a séance: buttons act without a new page, keys press them, and the page follows the room.
// Everything is drawn on the server; without this file each button is a plain form.

import { become } from './become.js';
import { pressByKeys } from './keys.js';

const SECOND = 1000;
const code = document.querySelector('[data-console]').dataset.console;

let asking = false;
let again = false;
let sending = false;
let ends;

/** The clock, in seconds that this machine counts; its own hour is never asked. */
function wind() {
  const time = document.querySelector('[data-left]');
  ends = time && time.dataset.paused !== 'true' ? performance.now() + Number(time.dataset.left) : undefined;
}

function tick() {
  const time = document.querySelector('[data-left]');
  if (ends === undefined || !time) return;
  const seconds = Math.max(0, Math.ceil((ends - performance.now()) / SECOND));
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  time.textContent = seconds === 0 ? time.dataset.over : time.dataset.says.replace('{}', clock);
}

function lost(is) {
  const net = document.querySelector('.net');
  net.textContent = is ? net.dataset.lost : '';
}

function take(text) {
  const page = new DOMParser().parseFromString(text, 'text/html');
  become(document.querySelector('main'), page.querySelector('main'));
  document.title = page.title;
  lost(false);
  wind();
  tick();
  return page;
}

/** Asks for the page again: one question at a time, one a second at most. */
async function refresh() {
  if (asking || sending) {
    again = true;
    return;
  }
  asking = true;
  again = false;
  try {
    const response = await fetch(location.pathname, { signal: AbortSignal.timeout(8 * SECOND) });
    if (!response.ok) throw new Error(response.statusText);
    const text = await response.text();
    // What was pressed meanwhile is newer than this answer.
    if (!sending) take(text);
  } catch {
    lost(true);
  }
  setTimeout(() => {
    asking = false;
    if (again) void refresh();
  }, SECOND);
}

async function send(form, button) {
  if (sending) return;
  sending = true;
  try {
    const body = new URLSearchParams(new FormData(form, button));
    // The buttons are named «action»: form.action would be them.
    const response = await fetch(form.getAttribute('action'), {
      method: 'POST',
      // A page back, and not the data of an action.
      headers: { accept: 'text/html' },
      body,
      signal: AbortSignal.timeout(8 * SECOND),
    });
    if (response.status >= 500) throw new Error(response.statusText);
    const away = response.redirected && new URL(response.url).pathname !== location.pathname;
    if (away) {
      location.assign(response.url);
      return;
    }
    const column = button?.closest('aside');
    const page = take(await response.text());
    // What was pressed is gone with its statement: whoever reads by ear goes on from the top of the column.
    if (column && !button.isConnected) column.querySelector('h2').focus();
    // What is said of this act stays until the next one.
    for (const said of page.querySelectorAll('[data-alert]')) {
      document.getElementById(said.id)?.replaceChildren(...said.childNodes);
    }
  } catch {
    lost(true);
    again = true;
  } finally {
    sending = false;
    if (again) void refresh();
  }
}

/** The room is never told what waits for moderation: the column asks by itself. */
async function look() {
  const column = document.querySelector('[data-waiting]');
  if (!column || document.hidden) return;
  try {
    const answer = await fetch(column.dataset.waitingAt, { redirect: 'error' });
    const { waiting } = await answer.json();
    if (waiting !== Number(column.dataset.waiting)) void refresh();
  } catch {
    // The network is away, or the session has ended: the next question of the page will tell.
  }
}

function listen() {
  const stream = new EventSource(`/-/room/${code}/events`);
  stream.onmessage = refresh;
  stream.onerror = () => {
    void refresh();
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, (2 + 3 * Math.random()) * SECOND);
  };
}

document.addEventListener('submit', (event) => {
  if (!event.target.closest('[data-console]')) return;
  event.preventDefault();
  void send(event.target, event.submitter);
});
pressByKeys(() => document.querySelector('[data-keys]')?.checked);
wind();
tick();
if (code) listen();
setInterval(tick, SECOND);
setInterval(refresh, 30 * SECOND);
setInterval(look, 5 * SECOND);
