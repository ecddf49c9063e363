import { m } from '#lib/words/messages.js';
import { command } from './command.ts';

/** `abord import polis PATH`: a debate held on Polis becomes an inquiry. */
export const importCommand = command({
  usage: 'abord import polis PATH [--title T] [--data DIR] [--database-url URL] [--json]',
  options: {
    title: { type: 'string' },
    data: { type: 'string', default: './abord-data' },
    'database-url': { type: 'string' },
    json: { type: 'boolean' },
  },
  operands: [2, 2],
  about: (locale) => m.cli_import_about({}, { locale }),
  aboutOptions: (locale) => ({
    title: m.cli_option_title({}, { locale }),
    data: m.cli_option_data({}, { locale }),
    'database-url': m.cli_option_database_url({}, { locale }),
    json: m.cli_option_json({}, { locale }),
  }),
  async run({ values, operands: [source, path], locale }) {
    const { importFrom } = await import('./importFrom.ts');
    await importFrom(source, path, { ...values, data: values.data!, locale });
  },
});
