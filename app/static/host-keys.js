// @ts-check
// The queue of moderation: says when more has come in, and takes keys.
//
// Keys of moderation: each presses the button, or opens the form, that carries its letter. They can be
// turned off, since a single letter may be said by whoever dictates (WCAG 2.1.4), and they rest while
// somebody types.

const KEPT = 'abord-keys';
const use = /** @type {HTMLInputElement} */ (document.getElementById('use-keys'));
const panel = /** @type {HTMLElement} */ (document.getElementById('keys'));

panel.hidden = false;
use.checked = sessionStorage.getItem(KEPT) !== 'off';
use.addEventListener('change', () => sessionStorage.setItem(KEPT, use.checked ? 'on' : 'off'));

document.addEventListener('keydown', (event) => {
  if (!use.checked || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  const at = /** @type {Element} */ (event.target);
  if (at.matches('input:not([type=checkbox], [type=radio]), textarea, select')) return;
  const key = event.key.toLowerCase();
  if (!/^[a-z]$/.test(key)) return;
  const button = /** @type {HTMLElement | null} */ (document.querySelector(`[data-key="${key}"]`));
  if (!button) return;
  event.preventDefault();
  button.click();
  const details = button.closest('details');
  if (!details) return;
  const field = details.querySelector('textarea, select, input:checked');
  if (details.open && field instanceof HTMLElement) field.focus();
  else button.focus();
});

const fresh = /** @type {HTMLElement} */ (document.getElementById('fresh'));
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
