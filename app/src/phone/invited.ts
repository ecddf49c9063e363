import { qr } from '#lib/entry/qr.ts';
import { blindToken } from '#lib/entry/token/blindToken.ts';
import { fingerprintOf, keyFingerprint } from '#lib/entry/token/keyFingerprint.ts';
import type { TokenPublicKey } from '#lib/entry/token/tokenPublicKey.ts';
import { unblind } from '#lib/entry/token/unblind.ts';
import { keepShelf, readShelf } from './tokenShelf.ts';

// Draws a token: only on the page of the invitation, whose parts (`data-step`) it shows one at a time.

const page = document.querySelector<HTMLElement>('[data-invited]');
if (page) void begin(page);

async function begin(page: HTMLElement): Promise<void> {
  const { invited: code = '', inquiry = '', key, door = '' } = page.dataset;
  // The secret stands behind the #, which no server sees: the page in the other language needs it too.
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[hreflang]')) link.hash = location.hash;
  addEventListener('hashchange', () => location.reload());
  if (document.querySelector('[data-kiosk]')) return show(page, 'kiosk');
  if (!isSecureContext || !crypto.subtle) return show(page, 'insecure');
  const shelf = readShelf(inquiry);
  if (shelf.token !== undefined) return done(page, shelf.token, door);
  if (!key) return;
  const publicKey: TokenPublicKey = JSON.parse(key);

  const [secret = '', print = ''] = location.hash.slice(1).split('.');
  const printed = fingerprintOf(print);
  if (secret === '' && printed) {
    if (!keepShelf(inquiry, { ...shelf, poster: printed })) return show(page, 'storage');
    forgetAddress();
    return show(page, 'poster');
  }
  if (!/^[a-z2-9]{26}$/.test(secret)) return show(page, 'none');
  if (!keepShelf(inquiry, { ...shelf, sent: false }) || !keepShelf(inquiry, shelf))
    return show(page, 'storage');

  const fingerprint = await keyFingerprint(publicKey);
  for (const place of page.querySelectorAll('[data-fingerprint]'))
    place.replaceChildren(...groupsOf(fingerprint));
  const poster = shelf.poster ?? printed;
  if (poster !== undefined && poster !== fingerprint) return show(page, 'wrong');
  const known = shelf.poster ? 'poster' : printed ? 'letter' : '';
  for (const line of page.querySelectorAll<HTMLElement>('[data-known]')) {
    line.hidden = line.dataset.known !== known;
  }
  const draw = () =>
    drawn({ page, code, inquiry, publicKey, poster: poster ?? fingerprint, secret, door }).catch(() =>
      show(page, 'again'),
    );
  for (const button of page.querySelectorAll<HTMLElement>('[data-draw]')) button.onclick = draw;
  for (const button of page.querySelectorAll<HTMLElement>('[data-differs]')) {
    button.onclick = () => show(page, 'wrong');
  }
  show(page, 'compare');
}

interface Draw {
  readonly page: HTMLElement;
  readonly code: string;
  readonly inquiry: string;
  readonly publicKey: TokenPublicKey;
  readonly poster: string;
  readonly secret: string;
  readonly door: string;
}

/** Asks for the signature of a token that is kept first: whatever is lost on the way, the same is asked again. */
async function drawn({ page, code, inquiry, publicKey, poster, secret, door }: Draw): Promise<void> {
  show(page, 'working');
  const shelf = readShelf(inquiry);
  if (shelf.token !== undefined) return done(page, shelf.token, door);
  const waiting = shelf.drawing?.[secret] ?? (await blindToken(publicKey, poster, inquiry));
  if (!keepShelf(inquiry, { ...shelf, drawing: { ...shelf.drawing, [secret]: waiting } })) {
    return show(page, 'storage');
  }
  const reply = await fetch('/-/draw', {
    method: 'POST',
    // No cookie: what draws a token and what spends it have nothing in common.
    credentials: 'omit',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, secret, blinded: waiting.blinded }),
  });
  if (reply.status === 403) return show(page, 'refused');
  if (reply.status === 409) return show(page, 'closed');
  if (!reply.ok) return show(page, 'again');
  const { signature } = (await reply.json()) as { signature: string };
  const token = await unblind(publicKey, inquiry, waiting.pending, signature).catch(() => undefined);
  if (token === undefined) return show(page, 'unsigned');
  // What would lead from the person to her token is forgotten: the secret, and what undid the blinding.
  const { [secret]: _, ...drawing } = shelf.drawing ?? {};
  keepShelf(inquiry, { token, ...(Object.keys(drawing).length > 0 && { drawing }) });
  forgetAddress();
  done(page, token, door);
}

/** Shows that it is there, and how it can be carried elsewhere. */
function done(page: HTMLElement, token: string, door: string): void {
  const address = `${location.origin}${door}#${token}`;
  const { size, path } = qr(address);
  const square = page.querySelector('[data-qr]')!;
  square.setAttribute('viewBox', `-4 -4 ${size + 8} ${size + 8}`);
  square.querySelector('path')!.setAttribute('d', path);
  page.querySelector<HTMLTextAreaElement>('[data-link]')!.value = address;
  const file = page.querySelector<HTMLAnchorElement>('[data-file]')!;
  file.href = `data:text/plain;charset=utf-8,${encodeURIComponent(`${address}\n`)}`;
  const copy = page.querySelector<HTMLElement>('[data-copy]')!;
  copy.onclick = async () => {
    await navigator.clipboard.writeText(address);
    page.querySelector<HTMLElement>('[data-copied]')!.hidden = false;
  };
  show(page, 'done');
}

/** As on the poster: two groups a line, and a space between them for whoever listens. */
function groupsOf(fingerprint: string): (HTMLElement | string)[] {
  return fingerprint.split(' ').flatMap((group) => {
    const span = document.createElement('span');
    span.textContent = group;
    return [span, ' '];
  });
}

function show(page: HTMLElement, step: string): void {
  for (const part of page.querySelectorAll<HTMLElement>('[data-step]')) {
    part.hidden = part.dataset.step !== step;
    if (!part.hidden) part.querySelector<HTMLElement>('[tabindex="-1"]')?.focus();
  }
}

/** The history of the browser keeps no secret that has served. */
function forgetAddress(): void {
  history.replaceState(history.state, '', location.pathname + location.search);
}
