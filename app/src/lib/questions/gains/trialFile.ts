import { factorOf, type Records } from '@abord/effect';
import { InputError } from '#lib/files/InputError.ts';
import { isEmpty, numberIn, readColumns } from '#lib/files/readColumns.ts';

/** Which columns of a file say what of a trial. */
export interface TrialColumns {
  readonly outcome: string;
  readonly treatment: string;
  readonly covariates: readonly string[];
  readonly fixed: readonly string[];
  readonly cluster?: string;
  /** Takes the logarithm of the outcome. */
  readonly log: boolean;
}

export interface TrialFile {
  readonly records: Records;
  /** Rows with an empty cell in a column that is used, by treatment where that is known. */
  readonly leftOut: { readonly rows: number; readonly treated: number; readonly untreated: number };
}

const yes = /^(?:true|vrai|yes|oui)$/i;
const no = /^(?:false|faux|no|non)$/i;

/**
 * Reads a trial of a CSV file, one row a task.
 *
 * @throws InputError for a missing column, a text in a column of numbers, an outcome without a logarithm, and a
 * file without a full row
 */
export async function readTrialFile(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  columns: TrialColumns,
): Promise<TrialFile> {
  const { outcome, treatment, covariates, fixed, cluster } = columns;
  const numbers = [outcome, treatment, ...covariates];
  const twice = numbers.find((name, place) => numbers.indexOf(name) !== place);
  if (twice !== undefined) throw new InputError('column-used-twice', { file, column: twice });
  const names = [...new Set([...numbers, ...fixed, ...(cluster === undefined ? [] : [cluster])])];
  const { lines, cells, decimalComma } = await readColumns(bytes, file, names);
  const rows = Array.from(lines.keys());
  const full = rows.filter((row) => names.every((name) => !isEmpty(cells.get(name)![row])));

  const numberAt = (name: string, row: number): number => {
    const cell = cells.get(name)![row];
    const value = numberIn(cell, decimalComma);
    if (value === undefined)
      throw new InputError('number-wrong', { file, line: lines[row], column: name, value: cell });
    return value;
  };
  const treatmentAt = (row: number): number => {
    const cell = cells.get(treatment)![row];
    if (yes.test(cell)) return 1;
    return no.test(cell) ? 0 : numberAt(treatment, row);
  };
  const outcomeAt = (row: number): number => {
    const value = numberAt(outcome, row);
    if (!columns.log) return value;
    if (value > 0) return Math.log(value);
    const cell = cells.get(outcome)![row];
    throw new InputError('log-impossible', { file, line: lines[row], column: outcome, value: cell });
  };
  const levels = (name: string) => factorOf(full.map((row) => cells.get(name)![row]));

  const records: Records = {
    outcome: full.map(outcomeAt),
    treatment: full.map(treatmentAt),
    terms: covariates.map((name) => ({ name, values: full.map((row) => numberAt(name, row)) })),
    fixed: fixed.map(levels),
    ...(cluster !== undefined && { cluster: levels(cluster) }),
  };
  if (full.length === 0) throw new InputError('rows-missing', { file });
  const kept = new Set(full);
  const left = rows.filter((row) => !kept.has(row));
  const arm = (treated: boolean) =>
    left.filter((row) => !isEmpty(cells.get(treatment)![row]) && treatmentAt(row) > 0 === treated).length;
  return { records, leftOut: { rows: left.length, treated: arm(true), untreated: arm(false) } };
}
