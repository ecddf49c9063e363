import { InputError } from '#lib/files/InputError.ts';
import { m } from '#lib/words/messages.js';
import { command } from './command.ts';

const usage =
  'abord effect FILE --outcome C --treatment C [--covariate C]… [--fixed C]… [--cluster C] [--log] [--draws N] [--seed N] [--json]';

/** `abord effect FILE`: the effect of a treatment in a file that the caller brings; nothing is kept. */
export const effect = command({
  usage,
  options: {
    outcome: { type: 'string' },
    treatment: { type: 'string' },
    covariate: { type: 'string', multiple: true, default: [] },
    fixed: { type: 'string', multiple: true, default: [] },
    cluster: { type: 'string' },
    log: { type: 'boolean', default: false },
    draws: { type: 'string', default: '9999' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
  operands: [1, 1],
  about: (locale) => m.cli_effect_about({}, { locale }),
  aboutOptions: (locale) => ({
    outcome: m.cli_option_outcome({}, { locale }),
    treatment: m.cli_option_treatment({}, { locale }),
    covariate: m.cli_option_covariate({}, { locale }),
    fixed: m.cli_option_fixed({}, { locale }),
    cluster: m.cli_option_cluster({}, { locale }),
    log: m.cli_option_log({}, { locale }),
    draws: m.cli_option_draws({}, { locale }),
    seed: m.cli_option_effect_seed({}, { locale }),
    json: m.cli_option_json({}, { locale }),
  }),
  async run({ values, operands: [file], locale }) {
    const { outcome, treatment, covariate, cluster } = values;
    if (outcome === undefined || treatment === undefined) {
      const option = outcome === undefined ? '--outcome' : '--treatment';
      throw new InputError('option-value-missing', { option, command: 'effect' });
    }
    const wholeOf = (option: string, value: string, least: number, most: number): number => {
      const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
      if (!(number >= least && number <= most))
        throw new InputError('option-value-wrong', { option, value, command: 'effect' });
      return number;
    };
    const { effectOn } = await import('./effectOn.ts');
    await effectOn(file, {
      columns: {
        outcome,
        treatment,
        covariates: covariate!,
        fixed: values.fixed!,
        log: values.log!,
        ...(cluster !== undefined && { cluster }),
      },
      draws: wholeOf('--draws', values.draws!, 99, 1_000_000),
      seed: wholeOf('--seed', values.seed!, 0, 2 ** 32 - 1),
      json: values.json!,
      locale,
    });
  },
});
