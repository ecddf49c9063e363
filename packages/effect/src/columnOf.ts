/** A copy of a list of finite numbers, one a row; anything else is refused with its row. O(rows). */
export function columnOf(name: string, values: ArrayLike<number>, rows: number): Float64Array {
  if (values.length !== rows) throw new RangeError(`${name} has ${values.length} values for ${rows} rows`);
  const copy = new Float64Array(values);
  // Zero times a finite number is zero; anything else is looked for.
  let zero = 0;
  for (let row = 0; row < rows; row++) zero += 0 * copy[row];
  if (zero === 0) return copy;
  const wrong = copy.findIndex((value) => !Number.isFinite(value));
  throw new RangeError(`${name} is ${copy[wrong]} in row ${wrong}`);
}
