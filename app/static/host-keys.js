// The queue of moderation: says when more has come in, and takes keys, which can be turned off.

import { pressByKeys } from './keys.js';

const KEPT = 'abord-keys';
const use = document.getElementById('use-keys');

document.getElementById('keys').hidden = false;
use.checked = sessionStorage.getItem(KEPT) !== 'off';
use.addEventListener('change', () => sessionStorage.setItem(KEPT, use.checked ? 'on' : 'off'));
pressByKeys(() => use.checked);

const fresh = document.getElementById('fresh');
/** Milliseconds between two looks at what waits. */
const EVERY = 5_000;

setInterval(async () => {
  if (document.hidden || !fresh.hidden) return;
  try {
    const answer = await fetch(`${location.pathname}/waiting.json`, { redirect: 'error' });
    const { waiting } = await answer.json();
    fresh.hidden = waiting <= Number(fresh.dataset.waiting);
  } catch {
    // The network is away, or the session has ended: the next look, or the next button, will tell.
  }
}, EVERY);
