/**
 * Types the code of a card that was scanned: it stands behind the # of the address, which no server sees,
 * and leaves it at once, so that the history of the browser does not keep it either.
 */
export function takeCard(): void {
  const field = document.querySelector<HTMLInputElement>('[data-card]');
  const code = location.hash.slice(1);
  if (!field || !/^[A-Z0-9]{16}$/.test(code)) return;
  field.value = code.match(/.{4}/g)!.join(' ');
  // Where people come by token the field is folded away: whoever scans a card sees that it was read.
  const fold = field.closest('details');
  if (fold) fold.open = true;
  history.replaceState(history.state, '', location.pathname + location.search);
}
