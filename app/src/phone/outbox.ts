/** A vote on its way: what `POST /-/vote` takes. */
export interface Letter {
  readonly code: string;
  readonly statement: string;
  readonly value: number;
  /** Probability with which the statement was shown, where it is known. */
  readonly shown?: number;
  readonly key: string;
  readonly replaces?: readonly string[];
  /** Asks what comes after it, in this language, beyond the statements that are on this phone's screen. */
  readonly next?: { readonly lang: string; readonly ahead: readonly string[] };
}

/** What became of a vote: dispatched on the window as the detail of `abord-answer`. */
export interface Answered extends Omit<Letter, 'next'> {
  /** `taken`, or why not. */
  readonly answer: string;
  /** What to ask next, where this was asked and nothing has been answered since. */
  readonly next?: readonly Told[];
}

/** A statement as the server tells it: see `Card` in nextCards.server.ts. */
export interface Told {
  readonly statement: string;
  readonly number: number;
  readonly origin: string;
  readonly text: string;
  readonly lang?: string;
  readonly shown: number;
}

/** Votes that wait until the network takes them. */
export interface Outbox {
  /** Puts a vote on its way; it stands in for those on the same statement that have not been answered. */
  put(vote: Omit<Letter, 'key' | 'replaces'>): void;
  /** Settles when nothing waits any more, or after `patience` milliseconds. */
  empty(patience: number): Promise<boolean>;
}

const SHELF = 'abord-outbox';
const REPLACED = 20;

/**
 * Votes are sent one after the other, and again with the same key until the server answers. They wait in
 * this browser's storage, so that they survive a closed page; `kept: false` keeps nothing.
 */
export function outbox({ kept }: { readonly kept: boolean }): Outbox {
  let memory: readonly Letter[] = [];
  let sending = false;
  let failures = 0;
  let lost = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function read(): readonly Letter[] {
    if (!kept) return memory;
    try {
      return JSON.parse(localStorage.getItem(SHELF) ?? '[]');
    } catch {
      return memory;
    }
  }
  function write(letters: readonly Letter[]): void {
    memory = letters;
    if (!kept) return;
    try {
      if (letters.length) localStorage.setItem(SHELF, JSON.stringify(letters));
      else localStorage.removeItem(SHELF);
    } catch {
      // No storage: memory it is, for as long as the page is open.
    }
  }

  async function send(): Promise<void> {
    clearTimeout(timer);
    if (sending) return;
    sending = true;
    for (let letter = read()[0]; letter; letter = read()[0]) {
      // Only what comes after the last of them is of use.
      const { next: asked, ...vote } = letter;
      const { answer, next } = await post(read().length === 1 ? letter : vote);
      if (answer === 'again') break;
      write(read().filter(({ key }) => key !== letter.key));
      failures = 0;
      const detail: Answered = { ...vote, answer, ...(next && read().length === 0 && { next }) };
      dispatchEvent(new CustomEvent('abord-answer', { detail }));
    }
    sending = false;
    show();
    if (read().length) {
      failures++;
      timer = setTimeout(send, Math.min(30_000, 1_000 * 2 ** failures) * (0.5 + Math.random() / 2));
    }
  }

  /** What the server says of it: taken, refused and why, or to be sent again. */
  async function post(letter: Letter): Promise<Pick<Answered, 'answer' | 'next'>> {
    try {
      const response = await fetch('/-/vote', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(letter),
        signal: AbortSignal.timeout(15_000),
      });
      if (response.status === 429 || response.status >= 500) return { answer: 'again' };
      const { outcome, next } = await response.json();
      return { answer: response.ok ? 'taken' : String(outcome), next };
    } catch {
      return { answer: 'again' };
    }
  }

  function show(): void {
    const place = document.querySelector<HTMLElement>('[data-network]');
    const line = place?.querySelector('p');
    if (!place || !line) return;
    const waiting = read().length;
    if (waiting) {
      lost = true;
      const { one = '', many = '' } = place.dataset;
      line.textContent = waiting === 1 ? one : many.replace('{shown}', String(waiting));
    } else if (lost) {
      lost = false;
      line.textContent = place.dataset.sent ?? '';
    } else return;
    place.classList.add('blank');
    if (waiting === 0) place.querySelector('svg')?.remove();
  }

  addEventListener('online', () => void send());
  void send();

  return {
    put(vote) {
      const before = read();
      const replaces = before
        .filter(({ code, statement }) => code === vote.code && statement === vote.statement)
        .flatMap(({ key, replaces = [] }) => [...replaces, key])
        .slice(-REPLACED);
      const letter = { ...vote, key: newKey(), ...(replaces.length && { replaces }) };
      write([...before.filter(({ key }) => !replaces.includes(key)), letter]);
      void send();
    },
    async empty(patience) {
      const until = Date.now() + patience;
      while (read().length && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
      return read().length === 0;
    },
  };
}

/** 128 random bits; `randomUUID` is there on https only. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
