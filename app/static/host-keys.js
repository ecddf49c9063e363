// @ts-check
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
