import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { houseOf } from './house.ts';
import { bestLanguage, languages } from './language.ts';

/** The faces that every reader page shows above the fold; the others wait until they are needed. */
const faces = /newsreader-latin-opsz-normal|schibsted-grotesk-latin-wght-normal/;

export const handle: Handle = ({ event, resolve }) => {
  const first = event.url.pathname.split('/')[1];
  event.locals.house = houseOf(event.platform!.req);
  event.locals.lang =
    languages.find((lang) => lang === first) ?? bestLanguage(event.request.headers.get('accept-language'));
  return resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%abord.lang%', event.locals.lang),
    preload: ({ type, path }) => type === 'css' || (type === 'font' && faces.test(path)),
  });
};

/** What went wrong is for the operator's log; a reader never sees an internal message. */
export const handleError: HandleServerError = ({ error, status, event }) => {
  if (status !== 404) console.error(`${event.request.method} ${event.route.id ?? '?'}:`, error);
  return { message: '' };
};
