import { m } from '#lib/words/messages.js';
import { command } from './command.ts';

/** `abord opinion PATH`: the engine's own result on a file that the caller brings; nothing is kept. */
export const opinion = command({
  usage: 'abord opinion PATH [--members] [--polis] [--seed N] [--predict FILE] [--json]',
  options: {
    members: { type: 'boolean', default: false },
    polis: { type: 'boolean', default: false },
    seed: { type: 'string' },
    predict: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
  operands: [1, 1],
  about: (locale) => m.cli_opinion_about({}, { locale }),
  aboutOptions: (locale) => ({
    members: m.cli_option_members({}, { locale }),
    polis: m.cli_option_polis({}, { locale }),
    seed: m.cli_option_seed({}, { locale }),
    predict: m.cli_option_predict({}, { locale }),
    json: m.cli_option_json({}, { locale }),
  }),
  async run({ values, operands: [path], locale }) {
    const { opinionOn } = await import('./opinionOn.ts');
    await opinionOn(path, { ...values, locale });
  },
});
