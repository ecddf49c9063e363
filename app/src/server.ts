import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { enterHouse, type House } from './house.ts';
import { bestLanguage, languages } from './language.ts';
import { endOnceRead } from './lib/entry/endOnceRead.ts';
import { handleDrawRequest, isDrawRequest } from './lib/entry/token/handleDrawRequest.ts';
import { handleInstanceRequest } from './lib/instance/handleInstanceRequest.ts';
import { handleRoomRequest, isRoomRequest } from './lib/room/handleRoomRequest.ts';
import { m } from './lib/words/messages.js';
import { isForeign, originOf } from './origin.ts';

const headers = {
  // For whatever is no page: pages bring a policy of their own in its place.
  'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), interest-cohort=()',
} as const;

/** Where readers come by https: browsers are to come by nothing else, for a year. */
const HTTPS_ONLY = 'max-age=31536000; includeSubDomains';

/** Bytes that a form may send; the host's forms take a file of statements, one of them a list of people. */
const LARGEST_FORM = 256 * 1024;
const LARGEST_FILE = 1024 * 1024;
const LARGEST_PEOPLE = 8 * 1024 * 1024;
const PEOPLE = /^\/host\/[^/?]+\/people\/list(?:\?|$)/;

/** Descriptors kept for the database, its journal, files and logs. */
const RESERVED = 128;
/** Share of the connections that streams may take, so that there is always one for a vote. */
const FOR_STREAMS = 0.9;

/**
 * The entry of every request: what the room and commands ask under `/-/`, then the pages. What a foreign
 * page sends, and what is too large, goes no further. The origin that the pages believe in is always set
 * here, never taken from a visitor's header. `site` is the folder of a built site.
 */
export async function serve(
  house: House,
  options: { port: number; token: string; site: string },
): Promise<Server> {
  process.env.PROTOCOL_HEADER = 'x-abord-proto';
  process.env.HOST_HEADER = 'x-abord-host';
  process.env.BODY_SIZE_LIMIT = String(LARGEST_PEOPLE);
  const built = pathToFileURL(join(options.site, 'handler.js'));
  const { handler } = (await import(built.href)) as { handler: RequestListener };
  const { publicUrl } = house.settings;
  const most = mostConnections();

  const server = createServer({
    maxHeaderSize: 16 * 1024,
    headersTimeout: 10_000,
    requestTimeout: 120_000,
    keepAliveTimeout: 20_000,
  });
  server.maxConnections = most;
  server.on('request', (request, response) => {
    const url = request.url ?? '';
    const origin = originOf(request, publicUrl);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (publicUrl?.protocol === 'https:') response.setHeader('strict-transport-security', HTTPS_ONLY);
    if (isForeign(request, origin)) return refuse(request, response, 403);
    if (isRoomRequest(url)) {
      return void handleRoomRequest(request, response, {
        store: house.store,
        rooms: house.rooms,
        guide: house.guide,
        secure: origin.startsWith('https:'),
        hasPlace: () => house.rooms.listeners() < most * FOR_STREAMS,
      });
    }
    if (isDrawRequest(url)) return void handleDrawRequest(request, response, house);
    if (url.startsWith('/-/')) {
      return void handleInstanceRequest(request, response, { ...house, token: options.token });
    }
    const problem = bodyProblem(request);
    if (problem) return refuse(request, response, problem);
    request.headers['x-abord-proto'] = origin.slice(0, origin.indexOf(':'));
    request.headers['x-abord-host'] = publicUrl ? publicUrl.host : request.headers.host;
    enterHouse(request, house);
    // A page that has not changed is answered without its policy: any other would replace the one that the
    // browser keeps with the page, and take its styles away.
    if (request.headers['if-none-match']) response.removeHeader('content-security-policy');
    handler(request, response);
  });

  const listening = Promise.withResolvers<void>();
  server.once('error', listening.reject);
  server.listen(options.port, listening.resolve);
  await listening.promise;
  return server;
}

/** A request that goes no further: one sentence, to a page's visitor in her language. */
function refuse(request: IncomingMessage, response: ServerResponse, status: 403 | 411 | 413): void {
  const url = request.url ?? '';
  const common = { 'cache-control': 'no-store', connection: 'close' };
  if (url.startsWith('/-/')) {
    response.writeHead(status, { ...common, 'content-type': 'application/json' });
    endOnceRead(response, JSON.stringify({ outcome: status === 403 ? 'foreign' : 'too-big' }));
    return;
  }
  const first = url.split('/')[1];
  const accepted = request.headers['accept-language'] ?? null;
  const locale = languages.find((lang) => lang === first) ?? bestLanguage(accepted);
  const sentence = {
    403: m.entry_refused_foreign,
    411: m.entry_refused_unmeasured,
    413: m.entry_refused_large,
  };
  response.writeHead(status, {
    ...common,
    'content-type': 'text/plain; charset=utf-8',
    'content-language': locale,
  });
  endOnceRead(response, `${sentence[status]({}, { locale })}\n`);
}

/** A body must say how large it is, and be no larger than forms are. */
function bodyProblem({ url = '', headers }: IncomingMessage): 411 | 413 | undefined {
  if (headers['transfer-encoding'] !== undefined) return 411;
  const largest = PEOPLE.test(url) ? LARGEST_PEOPLE : url.startsWith('/host/') ? LARGEST_FILE : LARGEST_FORM;
  return Number(headers['content-length'] ?? 0) > largest ? 413 : undefined;
}

/** As many as this process may hold open: beyond, a connection is closed at once, and the others go on. */
function mostConnections(): number {
  // Or else it looks up the names of all peers.
  Object.assign(process.report, { excludeNetwork: true });
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files: { soft: unknown } } };
  const soft = Number(userLimits?.open_files.soft);
  return Number.isFinite(soft) ? Math.max(RESERVED, soft - RESERVED) : 65_536;
}
