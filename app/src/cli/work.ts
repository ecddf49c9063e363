import { InputError } from '#lib/files/InputError.ts';
import { m } from '#lib/words/messages.js';
import { command } from './command.ts';

const usage = 'abord work TEXT | --file FILE [--scheme isco|esco|rome|onet] [--top N] [--data DIR] [--json]';
const schemes = ['isco', 'esco', 'rome', 'onet'] as const;

/** `abord work TEXT`: which occupations a job in somebody's own words may be. */
export const work = command({
  usage,
  options: {
    file: { type: 'string' },
    scheme: { type: 'string', default: 'isco' },
    top: { type: 'string', default: '5' },
    data: { type: 'string', default: './abord-data' },
    json: { type: 'boolean', default: false },
  },
  operands: [0, 1],
  about: (locale) => m.cli_work_about({}, { locale }),
  aboutOptions: (locale) => ({
    file: m.cli_option_work_file({}, { locale }),
    scheme: m.cli_option_scheme({}, { locale }),
    top: m.cli_option_top({}, { locale }),
    data: m.cli_option_data({}, { locale }),
    json: m.cli_option_json({}, { locale }),
  }),
  async run({ values, operands: [text], locale }) {
    const scheme = schemes.find((known) => known === values.scheme);
    const wrong = (option: string, value: string) =>
      new InputError('option-value-wrong', { option, value, command: 'work' });
    if (!scheme) throw wrong('--scheme', values.scheme!);
    const top = Number(values.top);
    if (!/^\d+$/.test(values.top!) || top < 1 || top > 50) throw wrong('--top', values.top!);
    if (text !== undefined && values.file !== undefined) {
      throw new InputError('operand-surplus', { operand: text, usage });
    }
    if (text !== undefined ? text.trim() === '' : values.file === undefined) {
      throw new InputError('operand-missing', { usage });
    }
    // Asked for with --lang, it is the language of the text too; otherwise both are tried.
    const language = 'lang' in values ? locale : undefined;
    const { workOn } = await import('./workOn.ts');
    await workOn({
      ...(text === undefined ? { file: values.file! } : { text }),
      ...(language && { language }),
      scheme,
      top,
      data: values.data!,
      json: values.json!,
      locale,
    });
  },
});
