import { kindOf, type Tally } from './tally.ts';

/**
 * Counts one more vote, one vote changed, or one vote withdrawn, in place and in constant time.
 *
 * `before` and `after` are the person's vote on this statement (1, -1, 0), undefined where there was or
 * will be none; `segment` is the person's, -1 for none. Throws a RangeError for a vote withdrawn that was
 * never counted. SPEC T1.
 *
 * @example
 * countVote(counts, { statement: 4, segment: 0, before: undefined, after: 1 })
 */
export function countVote(
  counted: Tally,
  change: {
    readonly statement: number;
    readonly segment: number;
    readonly before: 1 | -1 | 0 | undefined;
    readonly after: 1 | -1 | 0 | undefined;
  },
): void {
  const { statement, segment, before, after } = change;
  if (!(statement >= 0 && statement < counted.statements && segment >= -1 && segment < counted.segments))
    throw new RangeError(`countVote: statement ${statement} or segment ${segment} is not in this tally`);
  const places = [statement * 3];
  if (segment >= 0) places.push(((segment + 1) * counted.statements + statement) * 3);
  for (const place of places) {
    if (before !== undefined && counted.counts[place + kindOf(before)] === 0)
      throw new RangeError(`countVote: no such vote was counted on statement ${statement}`);
    if (before !== undefined) counted.counts[place + kindOf(before)]--;
    if (after !== undefined) counted.counts[place + kindOf(after)]++;
  }
}
