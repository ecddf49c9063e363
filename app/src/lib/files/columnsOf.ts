import { InputError } from './InputError.ts';

/**
 * Where the named columns stand in a header. Order and further columns are free; names are exact.
 *
 * @returns positions in the order of `required` and then `optional` (-1 where an optional one is absent)
 * @throws InputError if a required column is missing or any of them comes twice
 */
export function columnsOf(
  file: string,
  line: number,
  header: readonly string[],
  required: readonly string[],
  optional: readonly string[] = [],
): readonly number[] {
  const names = [...required, ...optional];
  for (const column of names) {
    if (header.indexOf(column) !== header.lastIndexOf(column)) {
      throw new InputError('header-twice', { file, line, column });
    }
  }
  if (!required.every((column) => header.includes(column))) {
    throw new InputError('header-wrong', {
      file,
      line,
      expected: required.join(','),
      found: header.join(','),
    });
  }
  return names.map((column) => header.indexOf(column));
}
