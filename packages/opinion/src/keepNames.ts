const LEAST_SHARED = 1 / 3;

/**
 * Names for the groups of a new map, so that a group keeps its name from map to map as long as its
 * members stay together. Kept apart from the analysis: what the votes say never depends on history.
 *
 * `before` and `now` say which group each person is in, by ids; people who are in only one of the maps
 * do not count. Groups are matched one to one where the sum of their Jaccard similarities is greatest;
 * a name is kept only above a third. The others get the first letters of the alphabet that neither map
 * has used. Returns the new name of each group of `now`, in order of first appearance.
 *
 * Throws a RangeError beyond 8 groups in a map (every matching is tried) and where letters run out.
 * O(people + matchings).
 *
 * @example
 * keepNames(new Map([['ann', 'A'], ['bob', 'B']]), new Map([['ann', 'B'], ['bob', 'A']]))
 * // Map { 'B' → 'A', 'A' → 'B' }
 */
export function keepNames(
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): Map<string, string> {
  const old = [...new Set(before.values())].sort();
  const fresh = [...new Set(now.values())];
  if (old.length > 8 || fresh.length > 8) throw new RangeError('keepNames: a map has at most 8 groups');
  const matching = bestMatching(similarities(before, now, old, fresh));
  const taken = new Set([...old]);
  const names = new Map<string, string>();
  fresh.forEach((group, g) => {
    if (matching[g] >= 0) names.set(group, old[matching[g]]);
  });
  for (const group of fresh) {
    if (names.has(group)) continue;
    const letter = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].find((l) => !taken.has(l));
    if (letter === undefined) throw new RangeError('keepNames: no letter is left for a new group');
    taken.add(letter);
    names.set(group, letter);
  }
  return new Map(fresh.map((group) => [group, names.get(group)!]));
}

/** Jaccard similarity of each new group (rows) with each old one, among people in both maps. */
function similarities(
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
  old: readonly string[],
  fresh: readonly string[],
): number[][] {
  const shared = fresh.map(() => old.map(() => 0));
  for (const [person, group] of now) {
    const was = before.get(person);
    if (was !== undefined) shared[fresh.indexOf(group)][old.indexOf(was)]++;
  }
  const inFresh = shared.map((row) => row.reduce((a, b) => a + b, 0));
  const inOld = old.map((_, o) => shared.reduce((sum, row) => sum + row[o], 0));
  return shared.map((row, g) =>
    row.map((both, o) => (both === 0 ? 0 : both / (inFresh[g] + inOld[o] - both))),
  );
}

/** For each row the column that it is matched with, or -1; the first of equally good matchings. */
function bestMatching(similarity: readonly (readonly number[])[]): number[] {
  let best: number[] = similarity.map(() => -1);
  let highest = 0;
  const chosen: number[] = [];
  const used = new Set<number>();
  const extend = (sum: number): void => {
    const row = chosen.length;
    if (row === similarity.length) {
      if (sum > highest) {
        highest = sum;
        best = [...chosen];
      }
      return;
    }
    for (let column = 0; column < similarity[row].length; column++) {
      if (used.has(column) || similarity[row][column] <= LEAST_SHARED) continue;
      used.add(column);
      chosen.push(column);
      extend(sum + similarity[row][column]);
      chosen.pop();
      used.delete(column);
    }
    chosen.push(-1);
    extend(sum);
    chosen.pop();
  };
  extend(0);
  return best;
}
