import type { Factor } from './factor.ts';

const WHOLE = /^(?:0|-?[1-9]\d{0,14})$/;

/**
 * A factor from its written values: one code a row, and the label of each code. Labels that are whole numbers
 * come first, by number, then the others by UTF-16 code unit, so that codes do not depend on the order of rows.
 *
 * O(rows + levels log levels).
 *
 * @example
 * factorOf(['b', 'a', 'b']) // { codes: [1, 0, 1], levels: 2, labels: ['a', 'b'] }
 */
export function factorOf(
  values: ArrayLike<string> | ArrayLike<number>,
): Factor & { readonly codes: Int32Array; readonly labels: readonly string[] } {
  const seen = new Map<string | number, number>();
  const codes = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (Number.isNaN(value)) throw new RangeError(`the level is NaN in row ${row}`);
    let code = seen.get(value);
    if (code === undefined) {
      code = seen.size;
      seen.set(value, code);
    }
    codes[row] = code;
  }
  const named = Array.from(seen.keys(), (value, code) => {
    const label = String(value);
    return { label, code, number: WHOLE.test(label) ? Number(label) : Infinity };
  });
  named.sort((a, b) => a.number - b.number || (a.label < b.label ? -1 : a.label > b.label ? 1 : 0));
  const place = new Int32Array(named.length);
  named.forEach(({ code }, rank) => {
    place[code] = rank;
  });
  for (let row = 0; row < codes.length; row++) codes[row] = place[codes[row]];
  return { codes, levels: named.length, labels: named.map(({ label }) => label) };
}
