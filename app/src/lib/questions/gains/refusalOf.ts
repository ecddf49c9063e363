import type { Refusal } from '@abord/effect';
import { InputError } from '#lib/files/InputError.ts';

/** What the engine refuses of a file's content, said of the file; any other error as it is. */
export function refusalOf(
  error: unknown,
  file: string,
  names: Readonly<Record<'outcome' | 'treatment' | 'cluster' | 'cohort' | 'time', string>>,
  lines: readonly number[] = [],
): unknown {
  if (!(error instanceof RangeError) || error.cause === undefined) return error;
  const refusal = error.cause as Refusal;
  const column = (term: string) => (term === 'treatment' || term === 'outcome' ? names[term] : term);
  switch (refusal.code) {
    case 'one-cluster':
      return new InputError('cluster-single', { file, column: names.cluster });
    case 'constant':
      return new InputError('column-constant', { file, column: column(refusal.term) });
    case 'confounded': {
      const others = refusal.with.filter((term) => term !== 'intercept' && !term.startsWith('fixed '));
      return others.length === 0
        ? new InputError('column-constant', { file, column: column(refusal.term) })
        : new InputError('column-confounded', {
            file,
            column: column(refusal.term),
            others: others.map(column).join(', '),
          });
    }
    case 'rests-on-one':
      return new InputError('effect-alone', { file, column: column(refusal.term) });
    case 'too-few':
      return new InputError('rows-few', { file, rows: refusal.rows, parameters: refusal.parameters });
    case 'two-cohorts':
      return new InputError('cohort-second', { file, line: lines[refusal.row], column: names.cohort });
    case 'period-twice':
      return new InputError('period-twice', { file, line: lines[refusal.row] });
    case 'one-period':
      return new InputError('period-single', { file, column: names.time });
    case 'no-start':
      return new InputError('start-missing', { file });
    case 'no-control':
      return new InputError('control-missing', { file });
  }
}
