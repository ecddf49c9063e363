import { InputError } from '#lib/files/InputError.ts';
import { m } from '#lib/words/messages.js';
import { command } from './command.ts';

/** `abord pathways CODE`: where somebody could go from an occupation, with which skills and on which evidence. */
export const pathways = command({
  usage: 'abord pathways CODE [--top N] [--data DIR] [--json]',
  options: {
    top: { type: 'string', default: '10' },
    data: { type: 'string', default: './abord-data' },
    json: { type: 'boolean', default: false },
  },
  operands: [1, 1],
  about: (locale) => m.cli_pathways_about({}, { locale }),
  aboutOptions: (locale) => ({
    top: m.cli_option_pathways_top({}, { locale }),
    data: m.cli_option_data({}, { locale }),
    json: m.cli_option_json({}, { locale }),
  }),
  async run({ values, operands: [code], locale }) {
    const top = Number(values.top);
    if (!/^\d+$/.test(values.top!) || top > 100) {
      throw new InputError('option-value-wrong', {
        option: '--top',
        value: values.top!,
        command: 'pathways',
      });
    }
    const { pathwaysFrom } = await import('./pathwaysFrom.ts');
    await pathwaysFrom(code!, { top, data: values.data!, json: values.json!, locale });
  },
});
