import { keepShelf, readShelf, type Shelf } from './tokenShelf.ts';

// Brings the token that this browser keeps to the door, and forgets it once its ballot is there.

const TOKEN = /[\w-]{43}\.[\w-]{342,683}/;
const door = document.querySelector<HTMLElement>('[data-door]');
if (door) begin(door, door.dataset.door!);

function begin(door: HTMLElement, inquiry: string): void {
  const shared = document.querySelector('[data-kiosk]') !== null;
  let shelf: Shelf = shared ? {} : readShelf(inquiry);
  const keep = (kept: Shelf) => {
    shelf = kept;
    if (!shared) keepShelf(inquiry, kept);
  };
  const another = (token: string) => {
    const { key: _, sent: __, ...rest } = shelf;
    keep({ ...rest, token });
  };
  const carried = TOKEN.exec(location.hash)?.[0];
  if (carried !== undefined) {
    if (carried !== shelf.token) another(carried);
    history.replaceState(history.state, '', location.pathname + location.search);
  }
  if ('known' in door.dataset) {
    const { token: _, key: __, sent, ...rest } = shelf;
    if (sent) keep(rest);
    return;
  }
  if (shelf.token !== undefined) here(door);
  const field = door.querySelector<HTMLTextAreaElement>('[name=token]');
  const key = door.querySelector<HTMLInputElement>('[name=key]');
  if (!field || !key) return;
  if (shelf.token !== undefined) {
    field.value = shelf.token;
    if (shelf.key !== undefined) key.value = shelf.key;
  }
  field.form!.addEventListener('submit', () => {
    const token = TOKEN.exec(field.value.replace(/\s/g, ''))?.[0];
    if (token === undefined) return;
    // Another one that was pasted has a key of its own.
    if (token !== shelf.token) another(token);
    keep({ ...shelf, key: key.value, sent: true });
  });
}

/** Says that it is here; the field is shown only where it was refused, so that another can be pasted. */
function here(door: HTMLElement): void {
  for (const line of door.querySelectorAll<HTMLElement>('[data-here]')) line.hidden = false;
  if ('refused' in door.dataset) return;
  for (const part of door.querySelectorAll<HTMLElement>('[data-paste]')) part.hidden = true;
}
