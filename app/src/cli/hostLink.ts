import { m } from '#lib/words/messages.js';
import { command } from './command.ts';

/** `abord host-link`: a new way into the console, for whoever may use the machine on which it runs. */
export const hostLink = command({
  usage: 'abord host-link [--end-sessions] [--data DIR] [--database-url URL [--roster-url URL]] [--json]',
  options: {
    'end-sessions': { type: 'boolean' },
    data: { type: 'string', default: './abord-data' },
    'database-url': { type: 'string' },
    'roster-url': { type: 'string' },
    json: { type: 'boolean' },
  },
  operands: [0, 0],
  about: (locale) => m.cli_host_link_about({}, { locale }),
  aboutOptions: (locale) => ({
    'end-sessions': m.cli_option_end_sessions({}, { locale }),
    data: m.cli_option_data({}, { locale }),
    'database-url': m.cli_option_database_url({}, { locale }),
    'roster-url': m.page_start_roster_url({}, { locale }),
    json: m.cli_option_json({}, { locale }),
  }),
  async run({ values, locale }) {
    const { makeHostLink } = await import('./makeHostLink.ts');
    const { path, url } = await makeHostLink({
      folder: values.data!,
      databaseUrl: values['database-url'],
      rosterUrl: values['roster-url'],
      endsSessions: values['end-sessions'] ?? false,
    });
    const address = url === undefined ? path : new URL(path, url).href;
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ link: address })}\n`
        : url === undefined
          ? `${m.cli_host_link_later({ address }, { locale })}\n`
          : `${address}\n`,
    );
  },
});
