import type { Votes } from '../votes.ts';

/** Imagined votes at the common rate of passing that every statement starts with. */
const IMAGINED = 4;
/** Expected passes at her own statements' rates that every person starts with. */
const EXPECTED = 2;

/**
 * How likely statements are to be answered rather than passed. A pass is modelled apart from the vote: the
 * statement's rate of passes times the person's propensity (1 for the average), both shrunk. SPEC T2.
 */
export interface Answering {
  readonly passRate: Float64Array;
  readonly propensity: Float64Array;
}

/** Counts people, not weights: the rate belongs to the statement, whoever stands for more. */
export function answeringOf(votes: Votes): Answering {
  const { offsets, statement, value } = votes;
  const seen = new Float64Array(votes.statements.length);
  const passed = new Float64Array(votes.statements.length);
  let all = 0;
  for (let v = 0; v < value.length; v++) {
    seen[statement[v]]++;
    if (value[v] !== 0) continue;
    passed[statement[v]]++;
    all++;
  }
  const common = (all + 0.5) / (value.length + 1);
  const passRate = passed.map((count, j) => (count + IMAGINED * common) / (seen[j] + IMAGINED));
  const propensity = new Float64Array(votes.participants.length);
  for (let i = 0; i < propensity.length; i++) {
    let passes = EXPECTED;
    let due = EXPECTED;
    for (let v = offsets[i]; v < offsets[i + 1]; v++) {
      if (value[v] === 0) passes++;
      due += passRate[statement[v]];
    }
    propensity[i] = passes / due;
  }
  return { passRate, propensity };
}

export function answerRate({ passRate, propensity }: Answering, person: number, statement: number): number {
  return Math.max(0.02, 1 - passRate[statement] * propensity[person]);
}
