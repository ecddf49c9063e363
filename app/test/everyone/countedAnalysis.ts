import { newcombe, wilson } from '@abord/numbers';
import type { Analysis, Interval, ShapeKind, Votes } from '@abord/opinion';

/** People put into segments by hand, or by chance, instead of by the engine. */
export interface Standing {
  readonly kind: ShapeKind;
  readonly segmentIds: readonly string[];
  readonly segmentOf: Int8Array;
  readonly position: Float64Array;
  /** Stability of the groups that `segmentIds` name, or of fragile ones where there are no camps. */
  readonly groups?: Analysis['groups'];
  readonly groupOf?: Int8Array;
}

/**
 * An analysis that counts and does nothing else: Wilson's interval for shares, Newcombe's for gaps, for
 * segments of any kind. It lets the gate and the words be tried on debates that no engine would cut so.
 */
export function countedAnalysis(votes: Votes, standing: Standing): Analysis {
  const { kind, segmentIds, segmentOf, position } = standing;
  const people = votes.participants.length;
  const ends = segmentIds.filter((id) => id !== 'between');
  const statementsBy = votes.statements.map((id, statement) => {
    const all = counts(votes, statement, () => true);
    const bySegment = segmentIds.map((segment, index) => ({
      segment,
      ...counts(votes, statement, (person) => segmentOf[person] === index),
    }));
    const compared = bySegment.filter(({ segment }) => ends.includes(segment));
    const sorted = [...compared].sort((a, b) => a.share.value - b.share.value);
    const [least, most] = [sorted[0] ?? all, sorted.at(-1) ?? all];
    return {
      id,
      ...all,
      bridge: least.share,
      along: all.share,
      divide: { ...gap(most, least), q: gap(most, least).low > 0 ? 0.001 : 0.8 },
      bySegment,
    };
  });
  const segments = segmentIds.map((id, index) => ({
    id,
    size: segmentOf.filter((segment) => segment === index).length,
    distinguishing: statementsBy.flatMap((figure) => {
      const here = figure.bySegment[index];
      const elsewhere = {
        agree: figure.agree - here.agree,
        disagree: figure.disagree - here.disagree,
        pass: figure.pass - here.pass,
      };
      const difference = gap(here, elsewhere);
      if (difference.low <= 0 && difference.high >= 0) return [];
      const direction = difference.value > 0 ? (1 as const) : (-1 as const);
      return [{ statement: figure.id, direction, difference, q: 0.004 }];
    }),
  }));
  const byBridge = [...statementsBy].sort((a, b) => b.bridge.low - a.bridge.low);
  const byDivide = [...statementsBy].sort((a, b) => b.divide.low - a.divide.low);
  return {
    method: {
      engine: '@abord/opinion',
      version: '0.0.0',
      seed: 1,
      factors: 0,
      sweeps: 0,
      subsamples: 20,
      fittedOn: people,
      shapedOn: people,
    },
    people,
    statements: votes.statements.length,
    votes: votes.value.length,
    shape: kind,
    axes:
      kind === 'line' && byDivide.length > 0
        ? [{ strength: 0.8, low: [byDivide[0].id], high: [byDivide.at(-1)!.id] }]
        : [],
    segments,
    segmentOf,
    certainty: new Float64Array(people).fill(1),
    position,
    spread: new Float64Array(2 * people).fill(0.2),
    groups: standing.groups ?? [],
    groupOf: standing.groupOf ?? new Int8Array(people).fill(-1),
    statementsBy,
    commonGround: byBridge.slice(0, 5).map(({ id }) => id),
    divides: ends.length > 0 ? byDivide.slice(0, 4).map(({ id }) => id) : [],
  };
}

interface Counts {
  readonly agree: number;
  readonly disagree: number;
  readonly pass: number;
}

function counts(
  votes: Votes,
  statement: number,
  counted: (person: number) => boolean,
): Counts & { readonly share: Interval } {
  const by = { '1': 0, '-1': 0, '0': 0 };
  for (let person = 0; person < votes.participants.length; person++) {
    if (!counted(person)) continue;
    for (let vote = votes.offsets[person]; vote < votes.offsets[person + 1]; vote++) {
      if (votes.statement[vote] === statement) by[String(votes.value[vote]) as keyof typeof by]++;
    }
  }
  const [agree, disagree, pass] = [by['1'], by['-1'], by['0']];
  return { agree, disagree, pass, share: wilson(agree, agree + disagree + pass) };
}

function gap(one: Counts, other: Counts): Interval {
  const seen = ({ agree, disagree, pass }: Counts) => agree + disagree + pass;
  if (seen(one) === 0 || seen(other) === 0) return { value: 0, low: -1, high: 1 };
  return newcombe({ successes: one.agree, n: seen(one) }, { successes: other.agree, n: seen(other) });
}
