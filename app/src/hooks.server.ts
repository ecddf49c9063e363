import { redirect } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { cookieName } from '#lib/entry/cookieName.ts';
import { openSession } from '#lib/host/access/data.server.ts';
import { useSession } from '#lib/host/access/mutations.server.ts';
import { sessionCookie } from '#lib/host/access/sessionCookie.ts';
import { faultText } from '#lib/store/faultText.ts';
import { m } from '#lib/words/messages.js';
import { houseOf } from './house.ts';
import { bestLanguage, type Lang, languages } from './language.ts';

/** The faces that every reader page shows above the fold; the others wait until they are needed. */
const faces = /newsreader-latin-opsz-normal|schibsted-grotesk-latin-wght-normal/;

/** In which language the console speaks, where no path says it. */
const LANGUAGE = 'language';

export const handle: Handle = async ({ event, resolve }) => {
  event.locals.house = houseOf(event.platform!.req);
  event.locals.lang = languageOf(event);
  event.locals.host = false;
  // Judged by the route that will answer, whatever the path looks like.
  if (event.route.id?.startsWith('/host')) {
    event.setHeaders({ 'cache-control': 'no-store' });
    const { db } = event.locals.house.store;
    const cookie = sessionCookie(event.url.protocol);
    const now = Date.now();
    const session = await openSession(db, event.cookies.get(cookie.name), now);
    event.locals.host = session !== undefined;
    if (session && !isByItself(event.request)) await useSession(db, session, now);
    if (!event.locals.host && !event.route.id.startsWith('/host/enter')) redirect(303, '/host/enter');
  }
  if (event.request.method === 'POST' && !(await isForm(event.request))) return refusal(event.locals.lang);
  const response = await resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%abord.lang%', event.locals.lang),
    preload: ({ type, path }) => type === 'css' || (type === 'font' && faces.test(path)),
  });
  return compressed(event.request, response);
};

/** Can the body be read as a form? Pages take nothing else, and would fall over it. */
async function isForm(request: Request): Promise<boolean> {
  return request
    .clone()
    .formData()
    .then(
      () => true,
      () => false,
    );
}

function refusal(lang: Lang): Response {
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    'content-language': lang,
    'cache-control': 'no-store',
  };
  return new Response(`${m.entry_refused_malformed({}, { locale: lang })}\n`, { status: 400, headers });
}

/**
 * The language in the path; where the path has none, the one asked for by `?lang=`, which the console
 * remembers, else the browser's.
 */
function languageOf({ url, cookies, request, route }: Parameters<Handle>[0]['event']): Lang {
  const known = (said: string | null | undefined) => languages.find((lang) => lang === said);
  const inPath = known(url.pathname.split('/')[1]);
  if (inPath) return inPath;
  const asked = known(url.searchParams.get('lang'));
  const console = route.id?.startsWith('/host');
  const secure = url.protocol === 'https:';
  const cookie = cookieName(LANGUAGE, secure);
  if (asked && console) {
    const options = { httpOnly: true, secure, sameSite: 'lax', path: '/' } as const;
    cookies.set(cookie, asked, { ...options, maxAge: 365 * 86_400 });
  }
  const remembered = console ? known(cookies.get(cookie)) : undefined;
  return asked ?? remembered ?? bestLanguage(request.headers.get('accept-language'));
}

/** What an open page asks for without anybody's doing does not keep a session alive. */
function isByItself({ method, headers }: Request): boolean {
  return method === 'GET' && (headers.get('sec-fetch-mode') ?? 'navigate') !== 'navigate';
}

/** Pages and files for a bad network: gzip for whoever understands it. Assets are compressed when built. */
function compressed(request: Request, response: Response): Response {
  if (!response.body || !/^(text\/html|application\/json)/.test(response.headers.get('content-type') ?? '')) {
    return response;
  }
  const headers = new Headers(response.headers);
  headers.append('vary', 'accept-encoding');
  if (!/\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')) {
    return new Response(response.body, { status: response.status, headers });
  }
  headers.set('content-encoding', 'gzip');
  headers.delete('content-length');
  const body = response.body.pipeThrough(new CompressionStream('gzip'));
  return new Response(body, { status: response.status, headers });
}

/** What went wrong unforeseen is for the operator's log, without what people said; a reader sees none of it. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  if (kind !== 'unknown') return;
  console.error(`${event.request.method} ${event.route.id ?? '?'}: ${faultText(error)}`);
};
