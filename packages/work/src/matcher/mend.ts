const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const SHORTEST = 4;

/**
 * The commonest known word at one typing error of an unknown one (a letter left out, put in, taken for another,
 * or two changed round), or undefined (SPEC W5). O(26 · length) look-ups.
 */
export function mend(word: string, rank: ReadonlyMap<string, number>): string | undefined {
  if (word.length < SHORTEST) return undefined;
  let best: string | undefined;
  let bestRank = Infinity;
  const consider = (candidate: string) => {
    const place = rank.get(candidate);
    if (place !== undefined && place < bestRank) {
      best = candidate;
      bestRank = place;
    }
  };
  for (let at = 0; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    for (const letter of LETTERS) {
      consider(before + letter + after);
      consider(before + letter + after.slice(1));
    }
    if (after.length > 0) consider(before + after.slice(1));
    if (after.length > 1) consider(before + after[1] + after[0] + after.slice(2));
  }
  return best;
}
