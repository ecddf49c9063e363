import { InputError } from '#lib/files/InputError.ts';
import { m } from '#lib/words/messages.js';
import { command } from './command.ts';

const controls = ['never', 'notyet'] as const;
const required = ['outcome', 'unit', 'time', 'cohort'] as const;

/** `abord rollout FILE`: the effect of a staggered roll-out in a file that the caller brings; nothing is kept. */
export const rollout = command({
  usage: 'abord rollout FILE --outcome C --unit C --time C --cohort C [--control never|notyet] [--json]',
  options: {
    outcome: { type: 'string' },
    unit: { type: 'string' },
    time: { type: 'string' },
    cohort: { type: 'string' },
    control: { type: 'string', default: 'never' },
    json: { type: 'boolean', default: false },
  },
  operands: [1, 1],
  about: (locale) => m.cli_rollout_about({}, { locale }),
  aboutOptions: (locale) => ({
    outcome: m.cli_option_outcome({}, { locale }),
    unit: m.cli_option_unit({}, { locale }),
    time: m.cli_option_time({}, { locale }),
    cohort: m.cli_option_cohort({}, { locale }),
    control: m.cli_option_control({}, { locale }),
    json: m.cli_option_json({}, { locale }),
  }),
  async run({ values, operands: [file], locale }) {
    const missing = required.find((name) => values[name] === undefined);
    if (missing !== undefined)
      throw new InputError('option-value-missing', { option: `--${missing}`, command: 'rollout' });
    const control = controls.find((known) => known === values.control);
    if (control === undefined) {
      const value = values.control!;
      throw new InputError('option-value-wrong', { option: '--control', value, command: 'rollout' });
    }
    const { outcome, unit, time, cohort } = values;
    const { rolloutOn } = await import('./rolloutOn.ts');
    await rolloutOn(file, {
      columns: { outcome: outcome!, unit: unit!, time: time!, cohort: cohort! },
      control,
      json: values.json!,
      locale,
    });
  },
});
