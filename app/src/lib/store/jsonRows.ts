/** Rows that one statement takes in: below it the overhead shows, above it nothing more is won. */
const PART = 5_000;

/**
 * Rows as JSON objects `{"0":[…],"1":[…]}`, each for one parameter of one statement, whatever their
 * number: `… from json_each(${part}) as entry`, where `entry.value ->> 0` is the first column as text.
 *
 * An object and not an array, because `json_each` is then spelt the same in SQLite and PostgreSQL.
 */
export function* jsonRows(rows: Iterable<readonly unknown[]>): Generator<string> {
  let part: (readonly unknown[])[] = [];
  for (const row of rows) {
    part.push(row);
    if (part.length === PART) {
      yield JSON.stringify({ ...part });
      part = [];
    }
  }
  if (part.length) yield JSON.stringify({ ...part });
}
