import { expandVotes } from './expandVotes.ts';
import { addScaled, pairUp, type RecordLayout } from './record.ts';
import type { Votes } from './votes.ts';

/** What one person's turn in a sweep needs beside the votes; reused from person to person. */
export interface Workspace {
  readonly layout: RecordLayout;
  /** The person's record, and its pairing with a statement's (see record.ts). */
  readonly record: Float64Array;
  readonly pairing: Float64Array;
  /** Sums over the person's votes, laid out as a record. */
  readonly gathered: Float64Array;
  /** ω and η of each of the person's votes. */
  readonly curvatures: Float64Array;
  readonly targets: Float64Array;
}

/** The two loops over a person's votes, entries `start` to `end` of the votes. */
export interface Steps {
  /**
   * Expands the log-likelihood of each vote around the present posteriors (see expandVotes.ts) and gathers
   * what the statements' records say of the person.
   */
  hear(votes: Votes, start: number, end: number, records: Float64Array, blend: number, work: Workspace): void;
  /** Adds the person's record, times her weight, to the sums of the statements she voted on. */
  tell(votes: Votes, start: number, end: number, weight: number, sums: Float64Array, work: Workspace): void;
}

/** The loops for any number of factors; writtenSteps.ts has them written out for the usual ones. */
export const plainSteps: Steps = {
  hear({ statement, value }, start, end, records, blend, work) {
    const { pairing, gathered, curvatures, targets } = work;
    const { means, stride } = work.layout;
    for (let v = start; v < end; v++) {
      if (value[v] === 0) continue;
      const at = statement[v] * stride;
      curvatures[v - start] = pairUp(pairing, 0, records, at, means);
      targets[v - start] = records[at + 1] + pairUp(pairing, means, records, at + means, stride - means);
    }
    expandVotes(value, start, end, blend, curvatures, targets);
    gathered.fill(0);
    for (let v = start; v < end; v++) {
      if (value[v] === 0) continue;
      const at = statement[v] * stride;
      addScaled(gathered, 0, curvatures[v - start], records, at, means);
      addScaled(gathered, means, targets[v - start], records, at + means, stride - means);
    }
  },
  tell({ statement, value }, start, end, weight, sums, work) {
    const { record, curvatures, targets } = work;
    const { means, stride } = work.layout;
    for (let v = start; v < end; v++) {
      if (value[v] === 0) continue;
      const at = statement[v] * stride;
      addScaled(sums, at, weight * curvatures[v - start], record, 0, means);
      addScaled(sums, at + means, weight * targets[v - start], record, means, stride - means);
    }
  },
};
