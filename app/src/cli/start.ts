import { randomBytes } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { InputError } from '#lib/files/InputError.ts';
import { sentence } from '#lib/files/sentence.ts';
import { faultText } from '#lib/store/faultText.ts';
import { m } from '#lib/words/messages.js';
import { command } from './command.ts';

/** `abord start`: one instance on one data folder, or one node on a shared PostgreSQL database. */
export const start = command({
  usage: 'abord start [--port 3000] [--public-url URL] [--data DIR] [--database-url URL [--roster-url URL]]',
  options: {
    port: { type: 'string', default: '3000' },
    'public-url': { type: 'string' },
    data: { type: 'string', default: './abord-data' },
    'database-url': { type: 'string' },
    'roster-url': { type: 'string' },
  },
  operands: [0, 0],
  about: (locale) => m.page_start_about({}, { locale }),
  aboutOptions: (locale) => ({
    port: m.page_start_port({}, { locale }),
    'public-url': m.page_start_public_url({}, { locale }),
    data: m.cli_option_data({}, { locale }),
    'database-url': m.cli_option_database_url({}, { locale }),
    'roster-url': m.page_start_roster_url({}, { locale }),
  }),
  async run({ values, locale }) {
    const port = portOf(values.port!);
    const publicUrl = publicUrlOf(values['public-url']);
    const rosterUrl = rosterUrlOf(values['roster-url'], values['database-url']);
    // The whole server, which --help does without.
    const { serveUntilStopped } = await import('./serveUntilStopped.ts');
    const told = new Set<string>();
    const say = (line: string) => process.stdout.write(`${line}\n`);
    await serveUntilStopped({
      port,
      publicUrl,
      data: values.data!,
      databaseUrl: values['database-url'],
      rosterUrl,
      token: randomBytes(24).toString('base64url'),
      onBuild: () => say(m.page_start_building({}, { locale })),
      onReady(hostLink) {
        const near = localAddress();
        const here = publicUrl?.href ?? `http://localhost:${port}/`;
        say(m.page_start_ready({ address: here }, { locale }));
        if (!publicUrl && near) say(m.page_start_near({ address: `http://${near}:${port}/` }, { locale }));
        if (hostLink) say(m.page_start_host({ address: new URL(hostLink, here).href }, { locale }));
        say(m.page_start_stop({}, { locale }));
      },
      onUnanswered(inquiry, error) {
        console.error(`${inquiry}:`, sentence(error, locale) ?? error);
      },
      onLetterFault(error) {
        console.error(`the letters stopped: ${faultText(error)}`);
      },
      onReferenceFault(error) {
        const line = sentence(error, locale) ?? faultText(error);
        // Once: a line for each would say when somebody looked for her job.
        if (!told.has(line)) console.error(line);
        told.add(line);
      },
      onFault(error) {
        console.error(m.keeping_fault({ fault: faultText(error) }, { locale }));
      },
    });
  },
});

function portOf(value: string): number {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (!(port >= 1 && port <= 65_535)) {
    throw new InputError('option-value-wrong', { option: '--port', value, command: 'start' });
  }
  return port;
}

function publicUrlOf(value: string | undefined): URL | undefined {
  if (value === undefined) return undefined;
  const url = URL.parse(value);
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/') {
    throw new InputError('option-value-wrong', { option: '--public-url', value, command: 'start' });
  }
  return url;
}

/** Names and ballots are never in one database. */
function rosterUrlOf(value: string | undefined, databaseUrl: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (databaseUrl === undefined || placeOf(value) === placeOf(databaseUrl)) {
    // Its password would be on the screen, and in whatever keeps what is said there.
    const shown = value.replace(/\/\/.*@/s, '//…@');
    throw new InputError('option-value-wrong', { option: '--roster-url', value: shown, command: 'start' });
  }
  return value;
}

/** Server and database that an address leads to, whatever its user and options. */
function placeOf(address: string): string {
  const url = URL.parse(address);
  return url ? `${url.hostname}:${url.port || 5432}${url.pathname}` : address;
}

/** The machine's address on the local network, for phones in the same room. */
function localAddress(): string | undefined {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find((address) => address.family === 'IPv4' && !address.internal)?.address;
}
