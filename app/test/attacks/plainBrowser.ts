import type { Answer } from './ask.ts';
import type { Stage } from './stage.ts';

/** A form of a page, as a browser without scripts sees it. */
export interface Form {
  readonly method: string;
  readonly action: string;
  /** Names and values that it sends whatever is pressed; the latter entities undone. */
  readonly fields: readonly (readonly [string, string])[];
  readonly buttons: readonly {
    readonly label: string;
    readonly name?: string;
    readonly value: string;
    readonly action?: string;
  }[];
}

/** Somebody's phone without scripts: it keeps cookies, fills in forms, presses buttons, follows redirects. */
export interface PlainBrowser {
  readonly page: Answer;
  readonly path: string;
  readonly cookies: ReadonlyMap<string, string>;
  /** Every Set-Cookie that it was sent, as it was sent. */
  readonly setCookies: readonly string[];
  /** What it sends as Cookie. */
  readonly cookie: string;
  open(path: string): Promise<Answer>;
  forms(): readonly Form[];
  /**
   * Presses the first button whose words, name and value (`value=1`) or address (`?/send`) fit. Throws
   * where there is none, with what the page has.
   */
  press(button: RegExp, fields?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Sends again what the last press has sent. */
  replay(): Promise<Answer>;
}

export function plainBrowser(
  stage: Pick<Stage, 'url' | 'ask'>,
  { origin = stage.url, language = 'en' }: { readonly origin?: string; readonly language?: string } = {},
): PlainBrowser {
  const cookies = new Map<string, string>();
  const setCookies: string[] = [];
  const cookieNow = () => [...cookies].map((pair) => pair.join('=')).join('; ');
  let page: Answer = { status: 0, headers: {}, cookies: [], text: '' };
  let path = '/';
  let sent: { readonly path: string; readonly body: string } | undefined;

  async function go(method: string, to: string, body = ''): Promise<Answer> {
    const cookie = cookieNow();
    const post = {
      origin,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    };
    page = await stage.ask({
      method,
      path: to,
      headers: {
        accept: 'text/html',
        'accept-language': language,
        ...(method === 'POST' && post),
        ...(cookie && { cookie }),
      },
      body,
    });
    path = to;
    for (const line of page.cookies) keep(line);
    const { location } = page.headers;
    return page.status >= 300 && page.status < 400 && location ? go('GET', local(location)) : page;
  }

  function keep(line: string): void {
    setCookies.push(line);
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
    if (/max-age=0(;|$)/i.test(line) || value === '') cookies.delete(name);
    else cookies.set(name, value);
  }

  function local(address: string): string {
    const { pathname, search } = new URL(address, new URL(path, 'http://here'));
    return pathname + search;
  }

  return {
    get page() {
      return page;
    },
    get path() {
      return path;
    },
    cookies,
    setCookies,
    get cookie() {
      return cookieNow();
    },
    open: (to) => go('GET', to),
    forms: () => formsOf(page.text),
    async press(button, fields = {}) {
      const forms = formsOf(page.text);
      for (const form of forms) {
        const found = form.buttons.find(({ label, name, value, action = form.action }) =>
          [label, name && `${name}=${value}`, action].some((words) => words && button.test(words)),
        );
        if (!found) continue;
        const all = new Map([...form.fields, ...Object.entries(fields)]);
        if (found.name) all.set(found.name, found.value);
        const query = new URLSearchParams([...all]).toString();
        const to = local(found.action ?? form.action);
        if (form.method === 'get') return go('GET', `${to.split('?')[0]}?${query}`);
        sent = { path: to, body: query };
        return go('POST', to, query);
      }
      const there = forms.flatMap(({ buttons }) =>
        buttons.map(({ label, name, value }) => `${label} (${name}=${value})`),
      );
      throw new Error(`${path} (${page.status}) has no button ${button}, but: ${there.join(', ') || 'none'}`);
    },
    async replay() {
      return go('POST', sent!.path, sent!.body);
    },
  };
}

const TAG = '((?:"[^"]*"|[^>"])*)';

function formsOf(html: string): Form[] {
  return [...html.matchAll(new RegExp(`<form\\b${TAG}>([\\s\\S]*?)</form>`, 'g'))].map(([, tag, inside]) => {
    const form = attributesOf(tag);
    const inputs = matches(inside, `<input\\b${TAG}>`).map(([, tag]) => attributesOf(tag));
    const fields = inputs
      .filter(({ type = 'text' }) => !/^(submit|button|file)$/.test(type))
      .filter(({ type = '', checked }) => !/^(radio|checkbox)$/.test(type) || checked !== undefined)
      .map(({ name, value = '' }) => [name, value] as const);
    const areas = matches(inside, `<textarea\\b${TAG}>([\\s\\S]*?)</textarea>`).map(
      ([, tag, text]) => [attributesOf(tag).name, plain(text)] as const,
    );
    const selects = matches(inside, `<select\\b${TAG}>([\\s\\S]*?)</select>`).flatMap(([, tag, inside]) => {
      const options = matches(inside, `<option\\b${TAG}>`).map(([, tag]) => attributesOf(tag));
      const chosen = options.find(({ selected }) => selected !== undefined) ?? options[0];
      return chosen ? [[attributesOf(tag).name, chosen.value ?? ''] as const] : [];
    });
    const buttons = matches(inside, `<button\\b${TAG}>([\\s\\S]*?)</button>`)
      .map(([, tag, text]) => ({ ...attributesOf(tag), label: wordsOf(text) }) as Record<string, string>)
      .filter(({ type = 'submit', disabled }) => type === 'submit' && disabled === undefined)
      .map(({ label, name, value = '', formaction }) => ({
        label,
        value,
        ...(name !== undefined && { name }),
        ...(formaction !== undefined && { action: formaction }),
      }));
    return {
      method: (form.method ?? 'get').toLowerCase(),
      action: form.action ?? '',
      fields: [...fields, ...areas, ...selects].filter(([name]) => name !== undefined),
      buttons,
    };
  });
}

function matches(text: string, pattern: string): RegExpMatchArray[] {
  return [...text.matchAll(new RegExp(pattern, 'g'))];
}

function attributesOf(tag: string): Record<string, string> {
  return Object.fromEntries(
    [...tag.matchAll(/([^\s=/]+)(?:="([^"]*)")?/g)].map(([, name, value = '']) => [name, plain(value)]),
  );
}

/** What a page says, without its tags. */
export function wordsOf(html: string): string {
  return plain(html.replace(/<(style|script)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->|<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

function plain(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;|&#x27;/g, "'")
    .replace(/&nbsp;/g, '\u00A0')
    .replace(/&amp;/g, '&');
}
