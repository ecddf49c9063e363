import { createServer, type RequestListener, type Server } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { enterHouse, type House } from './house.ts';
import { handleInstanceRequest } from './lib/instance/handleInstanceRequest.ts';
import { handleRoomRequest, isRoomRequest } from './lib/room/handleRoomRequest.ts';

const headers = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), interest-cohort=()',
} as const;

/**
 * The entry of every request: what commands ask of a running instance under `/-/`, then the pages.
 * The origin that the pages believe in is always set here, never taken from a visitor's header. `site` is
 * the folder of a built site.
 */
export async function serve(
  house: House,
  options: { port: number; token: string; site: string },
): Promise<Server> {
  process.env.PROTOCOL_HEADER = 'x-abord-proto';
  process.env.HOST_HEADER = 'x-abord-host';
  const built = pathToFileURL(join(options.site, 'handler.js'));
  const { handler } = (await import(built.href)) as { handler: RequestListener };
  const { publicUrl } = house.settings;

  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    request.headers['x-abord-proto'] = publicUrl ? publicUrl.protocol.slice(0, -1) : 'http';
    request.headers['x-abord-host'] = publicUrl ? publicUrl.host : request.headers.host;
    enterHouse(request, house);
    if (isRoomRequest(request.url ?? '')) {
      void handleRoomRequest(request, response, house);
    } else if (request.url?.startsWith('/-/')) {
      void handleInstanceRequest(request, response, { ...house, token: options.token });
    } else {
      handler(request, response);
    }
  });

  const listening = Promise.withResolvers<void>();
  server.once('error', listening.reject);
  server.listen(options.port, listening.resolve);
  await listening.promise;
  return server;
}
