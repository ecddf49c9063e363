import { InputError } from '#lib/files/InputError.ts';
import { m } from '#lib/words/messages.js';
import { command } from './command.ts';

const usage = 'abord references (add PATH | list | learn) [--only FILE] [--data DIR] [--json]';

/** `abord references add PATH`, `list`, `learn`: published lists of jobs, for everybody in the house. */
export const references = command({
  usage,
  options: {
    only: { type: 'string' },
    data: { type: 'string', default: './abord-data' },
    json: { type: 'boolean', default: false },
  },
  operands: [1, 2],
  about: (locale) => m.cli_references_about({}, { locale }),
  aboutOptions: (locale) => ({
    only: m.cli_option_only({}, { locale }),
    data: m.cli_option_data({}, { locale }),
    json: m.cli_option_json({}, { locale }),
  }),
  async run({ values, operands: [action, path], locale }) {
    const wanted = { only: values.only, data: values.data!, json: values.json!, locale };
    if (action === 'add') {
      if (path === undefined) throw new InputError('operand-missing', { usage });
      const { addToReferences } = await import('./addToReferences.ts');
      await addToReferences(path, wanted);
      return;
    }
    if (action !== 'list' && action !== 'learn')
      throw new InputError('operand-wrong', { operand: action!, usage });
    if (path !== undefined) throw new InputError('operand-surplus', { operand: path, usage });
    if (action === 'list') {
      const { listReferences } = await import('./listReferences.ts');
      listReferences(wanted);
    } else {
      const { learnReferences } = await import('./learnReferences.ts');
      await learnReferences(wanted);
    }
  },
});
