/** Rank over the rationals of the indicators of some sets, by fraction-free elimination (Bareiss). */
export function rankOf(sets: readonly (readonly number[])[], people: number): number {
  const rows = sets.map((members) => {
    const row = Array.from({ length: people }, () => 0n);
    for (const person of members) row[person] = 1n;
    return row;
  });
  let rank = 0;
  let previous = 1n;
  for (let column = 0; column < people && rank < rows.length; column++) {
    const at = rows.findIndex((row, index) => index >= rank && row[column] !== 0n);
    if (at < 0) continue;
    [rows[rank], rows[at]] = [rows[at], rows[rank]];
    const pivot = rows[rank];
    for (let row = rank + 1; row < rows.length; row++) {
      const factor = rows[row][column];
      rows[row] = rows[row].map((value, index) => (value * pivot[column] - factor * pivot[index]) / previous);
    }
    previous = pivot[column];
    rank++;
  }
  return rank;
}
