// The wall moves by itself: an event of the room, or ten seconds of silence, and it asks for its own page
// again and takes what has changed. It is drawn on the server alone; without this file it reloads.

import { become } from './become.js';

const SECOND = 1000;
const wall = document.querySelector('[data-wall]');
const said = document.querySelector('.net');

let asking = false;
let again = false;
let answered = new Date();
let ends;

/** The clock of the page, in seconds that this machine counts; its own hour is never asked. */
function wind() {
  const time = document.querySelector('[data-left]');
  const left = Number(time?.dataset.left);
  ends = time && time.dataset.paused !== 'true' ? performance.now() + left : undefined;
  if (time) show(time, left);
}

const two = (value) => String(value).padStart(2, '0');

function show(time, left) {
  const seconds = Math.max(0, Math.ceil(left / SECOND));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60)];
  time.textContent = hours
    ? `${hours}:${two(minutes % 60)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
  const label = time.parentElement.querySelector('[data-over]');
  if (seconds === 0 && label) label.textContent = label.dataset.over;
}

function tick() {
  if (ends === undefined) return;
  const time = document.querySelector('[data-left]');
  if (time) show(time, ends - performance.now());
}

function lost() {
  const words = navigator.onLine ? said.dataset.lost : said.dataset.offline;
  const time = said.dataset.time
    .replace('{hours}', answered.getHours())
    .replace('{minutes}', two(answered.getMinutes()));
  const text = words.replace('{time}', time);
  if (said.textContent !== text) said.textContent = text;
}

/** The page as it is now; nothing while nobody answers. */
async function ask() {
  try {
    const response = await fetch(location.href, { signal: AbortSignal.timeout(8 * SECOND) });
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}

function take(page) {
  const sheets = (of) => [...of.querySelectorAll('link[rel=stylesheet]')].map((link) => link.href).join();
  // Pages of a newer version bring their own style.
  if (sheets(page) !== sheets(document)) location.reload();
  become(document.querySelector('main'), page.querySelector('main'));
  document.title = page.title;
  answered = new Date();
  said.textContent = '';
  wind();
}

/** Asks for the page again: one question at a time, one a second at most. */
async function refresh() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  again = false;
  const text = await ask();
  if (text === undefined) lost();
  else take(new DOMParser().parseFromString(text, 'text/html'));
  setTimeout(() => {
    asking = false;
    if (again) void refresh();
  }, SECOND);
}

function listen() {
  const stream = new EventSource(`/-/room/${wall.dataset.wall}/events`);
  stream.onmessage = refresh;
  stream.onerror = () => {
    void refresh();
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, (2 + 3 * Math.random()) * SECOND);
  };
}

document.documentElement.dataset.live = '';
wind();
listen();
setInterval(tick, SECOND);
setInterval(() => {
  if (Date.now() - answered > 10 * SECOND) void refresh();
}, SECOND);
addEventListener('offline', lost);
addEventListener('online', refresh);
