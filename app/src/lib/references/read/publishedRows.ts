import { InputError } from '#lib/files/InputError.ts';
import type { Reading } from './FileKind.ts';

/**
 * A file that was published once and never changed has the rows that it had then: with fewer it was cut between
 * two of them, where no line shows it; with more it is another file.
 *
 * @throws InputError where the rows read and those refused are not as many
 */
export function publishedRows<Row>(reading: Reading<Row>, file: string, expected: number): Reading<Row> {
  const found = reading.rows.length + reading.refused.length;
  if (found !== expected) throw new InputError('rows-other', { file, expected, found });
  return reading;
}
