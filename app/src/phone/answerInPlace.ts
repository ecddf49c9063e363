import type { Answered, Outbox, Told } from './outbox.ts';

/** Answers without a reload: the next statement stands there at once, the vote leaves behind it. */
export function answerInPlace(box: Outbox): void {
  const form = document.querySelector<HTMLFormElement>('form[data-vote]');
  if (!form) return;
  if (form.dataset.vote === 'room') answerInRoom(form, box);
  else answerAtOwnPace(form, box);
}

const chosenOf = (event: SubmitEvent) => (event.submitter as HTMLButtonElement | null)?.value;

function press(form: HTMLFormElement, value: string | undefined): void {
  for (const button of form.querySelectorAll<HTMLButtonElement>('[name=value]')) {
    button.ariaPressed = String(button.value === value);
  }
}

function answerInRoom(form: HTMLFormElement, box: Outbox): void {
  const statement = fieldOf(form, 'statement').value;
  form.addEventListener('submit', (event) => {
    const value = chosenOf(event);
    if (value === undefined) return;
    event.preventDefault();
    press(form, value);
    box.put({ code: form.dataset.code ?? '', statement, value: Number(value) });
  });
  // Said once the server has it, not before.
  onAnswer(form, ({ statement: of, answer }) => {
    const status = document.querySelector('[data-status]');
    if (of === statement && answer === 'taken' && status) status.textContent = form.dataset.kept ?? '';
  });
}

/** A statement as it comes with the page, or later. */
interface Card {
  readonly statement: string;
  readonly number: string;
  readonly origin: string;
  readonly text: readonly Node[];
  /** Probability with which it was chosen; nothing where it comes in the host's order. */
  shown?: string | undefined;
  /** It has been on the screen. */
  seen?: boolean;
  chosen?: string;
}

function answerAtOwnPace(form: HTMLFormElement, box: Outbox): void {
  const { base = '', code = '', words = '', all, pause } = form.dataset;
  const saying = form.querySelector<HTMLElement>('[data-saying]');
  if (!saying) return;
  let at = Number(form.dataset.at);
  const pressed = form.querySelector<HTMLButtonElement>('[aria-pressed=true]')?.value;
  let current: Card = {
    statement: fieldOf(form, 'statement').value,
    number: fieldOf(form, 'number').value,
    origin: form.querySelector<HTMLElement>('[data-origin]')?.hidden ? '' : 'participant',
    text: [...saying.childNodes],
    shown: fieldOf(form, 'shown').value,
    seen: true,
    ...(pressed !== undefined && { chosen: pressed }),
  };
  let upcoming = cards();
  const answered: Card[] = [];
  const previous = document.querySelector<HTMLAnchorElement>('[data-previous]');

  function show(card: Card): void {
    current = card;
    card.seen = true;
    fieldOf(form, 'statement').value = card.statement;
    fieldOf(form, 'number').value = card.number;
    fieldOf(form, 'shown').value = card.shown ?? '';
    // Should the script fail after this, the form is another act of voting.
    fieldOf(form, 'key').value = `${fieldOf(form, 'key').value.slice(0, 40)}.${at}`;
    saying?.replaceChildren(...card.text);
    toggle(form, '[data-origin]', card.origin === 'participant');
    toggle(form, '[data-again]', card.chosen !== undefined);
    press(form, card.chosen);
    const progress = form.querySelector('[data-progress]');
    if (progress) progress.textContent = words.replace('{place}', String(at));
    document.title = document.title.replace(/^.* – /, `${words.replace('{place}', String(at))} – `);
    form.querySelectorAll('.ticks i').forEach((tick, place) => {
      tick.className = place < at - 1 ? 'done' : place === at - 1 ? 'now' : '';
    });
    if (previous) previous.hidden = answered.length === 0;
    saying?.focus();
    scrollTo(0, 0);
  }

  form.addEventListener('submit', (event) => {
    const value = chosenOf(event);
    if (value === undefined) return;
    event.preventDefault();
    const before = current.chosen;
    current.chosen = value;
    press(form, value);
    const shown = Number(fieldOf(form, 'shown').value);
    const counted = before === undefined;
    const stop = counted && (at === Number(pause) || at >= Number(all));
    const [next] = upcoming;
    const ahead = upcoming.filter((card) => card === next || card.seen).map(({ statement }) => statement);
    box.put({
      ...{ code, statement: current.statement, value: Number(value) },
      ...(shown > 0 && { shown }),
      ...(next && !stop && { next: { lang: document.documentElement.lang, ahead: ahead.slice(0, 20) } }),
    });
    if (!next || stop) {
      void leave(stop ? `${base}/end` : `${base}/vote`);
      return;
    }
    upcoming.shift();
    answered.push(current);
    if (counted || at < Number(all)) at++;
    show(next);
  });

  previous?.addEventListener('click', (event) => {
    const card = answered.pop();
    if (!card) return;
    event.preventDefault();
    upcoming.unshift(current);
    at--;
    show(card);
  });

  /** To another page once all is safe; without a network, here, and saying so. */
  async function leave(to: string): Promise<void> {
    if (await box.empty(4_000)) location.assign(to);
    else {
      toggle(document, '[data-offline-end]', true);
      if (await box.empty(86_400_000)) location.assign(to);
    }
  }

  /** What she has seen stays where it is; then what is worth most to know by now; then the rest. */
  function follow(next: readonly Told[]): void {
    const met = [current, ...answered, ...upcoming.filter(({ seen }) => seen)];
    const fresh = next.map(cardOf).filter((card) => !met.some((one) => isSame(one, card)));
    const rest = upcoming.filter(({ seen }) => !seen);
    for (const card of rest) card.shown = undefined;
    upcoming = [
      ...upcoming.filter(({ seen }) => seen),
      ...fresh,
      ...rest.filter((card) => !fresh.some((one) => isSame(one, card))),
    ];
  }

  /** As the saying on the screen is written: between its quotation marks. */
  function cardOf({ text, lang, ...told }: Told): Card {
    const copy = current.text.map((node) => node.cloneNode(true));
    for (const node of copy) {
      if (!(node instanceof HTMLElement)) continue;
      node.textContent = text;
      node.lang = lang ?? '';
      if (lang === undefined) node.removeAttribute('lang');
    }
    return { ...told, text: copy, number: String(told.number), shown: String(told.shown) };
  }

  onAnswer(form, ({ answer, next }) => {
    if (answer === 'unknown-ballot') location.assign(base);
    if (next) follow(next);
  });
}

const isSame = (a: Card, b: Card) => a.statement === b.statement;

function cards(): Card[] {
  const template = document.querySelector<HTMLTemplateElement>('template[data-upcoming]');
  return [...(template?.content.querySelectorAll<HTMLElement>('[data-statement]') ?? [])].map((card) => ({
    statement: card.dataset.statement ?? '',
    number: card.dataset.number ?? '',
    origin: card.dataset.origin ?? '',
    shown: card.dataset.shown,
    text: [...card.childNodes],
  }));
}

/** Hears what became of votes for as long as the form is on the page; a refusal is said in its words. */
function onAnswer(form: HTMLFormElement, hear: (said: Answered) => void): void {
  const listen = (event: Event) => {
    if (!form.isConnected) return removeEventListener('abord-answer', listen);
    const said: Answered = (event as CustomEvent).detail;
    const place = document.querySelector<HTMLElement>('[data-refusal]');
    if (place) {
      const { closed, gone, ballot, malformed } = place.dataset;
      const words: Record<string, string | undefined> = {
        taken: '',
        closed,
        'unknown-statement': gone,
        'unknown-inquiry': gone,
        'unknown-ballot': ballot,
      };
      const sentence = words[said.answer] ?? malformed ?? '';
      place.querySelector('p')?.replaceChildren(sentence);
      place.hidden = sentence === '';
    }
    hear(said);
  };
  addEventListener('abord-answer', listen);
}

function fieldOf(form: HTMLFormElement, name: string): HTMLInputElement {
  return form.elements.namedItem(name) as HTMLInputElement;
}

function toggle(root: ParentNode, selector: string, shown: boolean): void {
  const element = root.querySelector<HTMLElement>(selector);
  if (element) element.hidden = !shown;
}
