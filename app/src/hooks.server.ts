import { type RequestEvent, redirect } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { cookieName } from '#lib/entry/cookieName.ts';
import { useSession } from '#lib/host/access/mutations.server.ts';
import { type Hat, hatFor } from '#lib/host/access/rights.ts';
import { sessionCookie } from '#lib/host/access/sessionCookie.ts';
import { hatsIn, type Visitor, visitorOf } from '#lib/host/access/visitorOf.ts';
import type { Actor } from '#lib/host/log/mutations.server.ts';
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
  event.locals.hats = [];
  // Judged by the route that will answer, whatever the path looks like.
  if (event.route.id?.startsWith('/host')) {
    event.setHeaders({ 'cache-control': 'no-store' });
    const refused = await guard(event, event.route.id);
    if (refused) return refused;
  }
  if (event.request.method === 'POST' && !(await isForm(event.request)))
    return refusal(event.locals.lang, 400);
  const response = await resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%abord.lang%', event.locals.lang),
    preload: ({ type, path }) => type === 'css' || (type === 'font' && faces.test(path)),
  });
  return compressed(event.request, response);
};

/** Lets in whoever may see what she asks for, or send that form; all others go no further. */
async function guard(event: RequestEvent, route: string): Promise<Response | undefined> {
  const { locals, cookies, params, request, url } = event;
  const now = Date.now();
  const visitor = await visitorOf(locals.house, cookies.get(sessionCookie(url.protocol).name), now);
  const hats = visitor && (await hatsIn(locals.house, visitor, params.inquiry));
  locals.visitor = visitor;
  locals.hats = hats ?? [];
  if (visitor && !isByItself(request)) await useSession(visitor.db, visitor.session, now);
  const looks = request.method === 'GET' || request.method === 'HEAD';
  const hat = hatFor({ route, ...(!looks && { form: formOf(url) }) }, hats);
  if (hat === undefined && !visitor) redirect(303, '/host/enter');
  if (hat === undefined && looks && !route.endsWith('.json')) redirect(303, '/host?refused');
  if (hat === undefined) return refusal(locals.lang, 403);
  locals.actor = visitor && actorOf(visitor, hat);
  return undefined;
}

function actorOf({ account }: Visitor, hat: Hat | 'none'): Actor {
  return {
    ...(account && { account: { id: account.id, name: account.name } }),
    role: hat === 'keeper' || hat === 'none' ? 'host' : hat,
  };
}

/** The name of the form that is sent, as SvelteKit finds it. */
function formOf({ searchParams }: URL): string {
  const named = [...searchParams.keys()].find((name) => name.startsWith('/'));
  return named?.slice(1) ?? 'default';
}

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

function refusal(lang: Lang, status: 400 | 403): Response {
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    'content-language': lang,
    'cache-control': 'no-store',
  };
  const sentence = { 400: m.entry_refused_malformed, 403: m.access_refused }[status];
  return new Response(`${sentence({}, { locale: lang })}\n`, { status, headers });
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
