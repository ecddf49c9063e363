import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { houseOf } from './house.ts';
import { bestLanguage, languages } from './language.ts';

/** The faces that every reader page shows above the fold; the others wait until they are needed. */
const faces = /newsreader-latin-opsz-normal|schibsted-grotesk-latin-wght-normal/;

export const handle: Handle = async ({ event, resolve }) => {
  const first = event.url.pathname.split('/')[1];
  event.locals.house = houseOf(event.platform!.req);
  event.locals.lang =
    languages.find((lang) => lang === first) ?? bestLanguage(event.request.headers.get('accept-language'));
  const response = await resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%abord.lang%', event.locals.lang),
    preload: ({ type, path }) => type === 'css' || (type === 'font' && faces.test(path)),
  });
  return compressed(event.request, response);
};

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

/** What went wrong unforeseen is for the operator's log; a reader never sees an internal message. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  if (kind === 'unknown') console.error(`${event.request.method} ${event.route.id ?? '?'}:`, error);
};
