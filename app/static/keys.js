/**
 * Each key presses the button, or opens the form, that carries it in `data-key`. They rest while somebody
 * types, and wherever `wanted()` says so, since a single letter may be said by whoever dictates (WCAG 2.1.4).
 */
export function pressByKeys(wanted) {
  document.addEventListener('keydown', (event) => {
    if (!wanted() || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches('input:not([type=checkbox], [type=radio]), textarea, select')) return;
    const letter = event.key.length === 1;
    // Arrows choose among the reasons.
    if (!letter && event.target.matches('[type=radio]')) return;
    const key = letter ? event.key.toUpperCase() : event.key;
    const button = document.querySelector(`[data-key="${CSS.escape(key)}"]:not(:disabled)`);
    if (!button) return;
    event.preventDefault();
    button.click();
    const details = button.closest('details');
    if (!details) return;
    const field = details.querySelector('textarea, select, input:checked');
    if (details.open && field) field.focus();
    else button.focus();
  });
}
