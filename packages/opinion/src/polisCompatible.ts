import { polisExtremity } from './statements/polisExtremity.ts';
import { tally } from './tally.ts';
import type { Votes } from './votes.ts';

const SIGNIFICANT = 1.2816;
const LISTED = 5;

/** Polis's figures of one statement in one group (notation of its own report: n, p, r; a, d, s; t test). */
export interface PolisStatement {
  readonly statement: string;
  readonly na: number;
  readonly nd: number;
  /** Votes on it, passes included. */
  readonly ns: number;
  readonly pa: number;
  readonly pd: number;
  readonly pat: number;
  readonly pdt: number;
  readonly ra: number;
  readonly rd: number;
  readonly rat: number;
  readonly rdt: number;
}

/** A statement that Polis would list for a group or for everybody. */
export interface PolisListed {
  readonly statement: string;
  readonly direction: 'agree' | 'disagree';
  readonly successes: number;
  readonly trials: number;
  readonly probability: number;
  readonly test: number;
}

export interface PolisRepresentative extends PolisListed {
  readonly repness: number;
  readonly repnessTest: number;
  readonly bestAgree: boolean;
}

export interface PolisFigures {
  readonly groups: readonly {
    readonly id: string;
    readonly size: number;
    readonly statements: readonly PolisStatement[];
    readonly representative: readonly PolisRepresentative[];
  }[];
  readonly consensus: { readonly agree: readonly PolisListed[]; readonly disagree: readonly PolisListed[] };
  readonly statements: readonly {
    readonly statement: string;
    /** Product over groups of (na + 1) / (ns + 2), and the same for disagreement. */
    readonly groupInformedAgree: number;
    readonly groupInformedDisagree: number;
    readonly extremity: number;
    readonly importance: number;
    readonly priority: number;
  }[];
}

/**
 * Polis's own figures, given the same groups: for importing old conversations and for fair comparisons, never
 * for Abord's answers. Sign here as everywhere in Abord: 1 agrees.
 *
 * `groupOf` gives each person's group as an index in `ids`, -1 for people outside. `moderated` and `meta` are
 * statement ids that Polis would leave out of its map and its lists. `extremity` may be given, one a
 * statement; it is computed from the votes otherwise. Formulas: SPEC C1 to C7, after Polis at 08e03eb (2024).
 * O(votes + groups · statements), and the map.
 *
 * @example
 * polisCompatible(votes, { ids: ['0', '1'], groupOf: [0, 0, 1] }).groups[0].statements[0].pa // (na + 1) / (ns + 2)
 */
export function polisCompatible(
  votes: Votes,
  groups: {
    readonly ids: readonly string[];
    readonly groupOf: ArrayLike<number>;
    readonly moderated?: readonly string[];
    readonly meta?: readonly string[];
    readonly extremity?: ArrayLike<number>;
  },
): PolisFigures {
  const { ids, groupOf } = groups;
  const m = votes.statements.length;
  if (groups.extremity !== undefined && groups.extremity.length !== m)
    throw new RangeError(`polisCompatible: there must be one extremity for each of ${m} statements`);
  const meta = new Set(groups.meta);
  const hidden = new Set([...(groups.moderated ?? []), ...meta]);
  const left = new Set(votes.statements.flatMap((id, j) => (hidden.has(id) ? [j] : [])));
  const { counts } = tally(votes, groupOf, ids.length);
  const countsOf = (group: number, j: number): Counts => {
    const [na, nd, np] = counts.subarray(((group + 1) * m + j) * 3);
    return { na, nd, ns: na + nd + np };
  };
  const clustered = votes.statements.map((_, j) => ids.map((_, g) => countsOf(g, j)).reduce(add, nobody));
  const extremity = groups.extremity ?? polisExtremity(votes, left);

  return {
    groups: ids.map((id, g) => {
      const statements = votes.statements.map((statement, j) => {
        const inside = countsOf(g, j);
        return figures(statement, inside, subtract(clustered[j], inside));
      });
      return {
        id,
        size: Array.from(groupOf).filter((group) => group === g).length,
        statements,
        representative: representative(statements.filter((_, j) => !left.has(j))),
      };
    }),
    consensus: consensus(
      votes.statements.flatMap((statement, j) =>
        left.has(j) ? [] : [figures(statement, countsOf(-1, j), nobody)],
      ),
    ),
    statements: votes.statements.map((statement, j) => {
      const inGroups = ids.map((_, g) => countsOf(g, j));
      const importance = importanceOf(clustered[j], extremity[j]);
      const novelty = 1 + 8 * 2 ** (-clustered[j].ns / 5);
      return {
        statement,
        groupInformedAgree: inGroups.reduce((product, { na, ns }) => (product * (na + 1)) / (ns + 2), 1),
        groupInformedDisagree: inGroups.reduce((product, { nd, ns }) => (product * (nd + 1)) / (ns + 2), 1),
        extremity: extremity[j],
        importance,
        priority: meta.has(statement) ? 49 : (importance * novelty) ** 2,
      };
    }),
  };
}

interface Counts {
  readonly na: number;
  readonly nd: number;
  readonly ns: number;
}

const nobody: Counts = { na: 0, nd: 0, ns: 0 };
const add = (a: Counts, b: Counts): Counts => ({ na: a.na + b.na, nd: a.nd + b.nd, ns: a.ns + b.ns });
const subtract = (a: Counts, b: Counts): Counts => ({ na: a.na - b.na, nd: a.nd - b.nd, ns: a.ns - b.ns });

function figures(statement: string, { na, nd, ns }: Counts, rest: Counts): PolisStatement {
  const pa = (na + 1) / (ns + 2);
  const pd = (nd + 1) / (ns + 2);
  return {
    statement,
    na,
    nd,
    ns,
    pa,
    pd,
    pat: againstHalf(na, ns),
    pdt: againstHalf(nd, ns),
    ra: pa / ((rest.na + 1) / (rest.ns + 2)),
    rd: pd / ((rest.nd + 1) / (rest.ns + 2)),
    rat: againstRest(na, ns, rest.na, rest.ns),
    rdt: againstRest(nd, ns, rest.nd, rest.ns),
  };
}

function againstHalf(successes: number, n: number): number {
  return 2 * Math.sqrt(n + 1) * ((successes + 1) / (n + 1) - 0.5);
}

function againstRest(x: number, n: number, restX: number, restN: number): number {
  const pooled = (x + restX + 2) / (n + restN + 2);
  if (pooled === 1) return 0;
  const difference = (x + 1) / (n + 1) - (restX + 1) / (restN + 1);
  return difference / Math.sqrt(pooled * (1 - pooled) * (1 / (n + 1) + 1 / (restN + 1)));
}

function importanceOf({ na, nd, ns }: Counts, extremity: number): number {
  const passes = ns - na - nd;
  return (1 - (passes + 1) / (ns + 2)) * (1 + extremity) * ((na + 1) / (ns + 2));
}

/** The statements Polis lists for one group, in its order. SPEC C4. */
function representative(statements: readonly PolisStatement[]): PolisRepresentative[] {
  const sufficient: PolisStatement[] = [];
  let best: PolisStatement | undefined;
  let bestAgree: PolisStatement | undefined;
  for (const figure of statements) {
    const { rat, pat, rdt, pdt } = figure;
    if ((rat > SIGNIFICANT && pat > SIGNIFICANT) || (rdt > SIGNIFICANT && pdt > SIGNIFICANT))
      sufficient.push(figure);
    if (sufficient.length === 0 && (!best || Math.max(rat, rdt) > Math.max(best.rat, best.rdt)))
      best = figure;
    if (agreesBetter(figure, bestAgree)) bestAgree = figure;
  }
  const head = bestAgree ?? best;
  if (sufficient.length === 0) return head ? [listed(head, head === bestAgree)] : [];
  const ranked = sufficient
    .filter((figure) => figure !== bestAgree)
    .map((figure) => listed(figure, false))
    .sort((a, b) => metric(b) - metric(a));
  const top = (bestAgree ? [listed(bestAgree, true), ...ranked] : ranked).slice(0, LISTED);
  return [
    ...top.filter(({ direction }) => direction === 'agree'),
    ...top.filter(({ direction }) => direction === 'disagree'),
  ];
}

function agreesBetter(figure: PolisStatement, best: PolisStatement | undefined): boolean {
  const { na, nd, ra, rat, pa, pat } = figure;
  if (na === 0 && nd === 0) return false;
  if (best && best.ra > 1) return ra * rat * pa * pat > best.ra * best.rat * best.pa * best.pat;
  if (best) return pa * pat > best.pa * best.pat;
  return pat > SIGNIFICANT || (ra > 1 && pa > 0.5);
}

function listed(figure: PolisStatement, bestAgree: boolean): PolisRepresentative {
  const agree = figure.rat > figure.rdt;
  return {
    statement: figure.statement,
    direction: agree ? 'agree' : 'disagree',
    successes: agree ? figure.na : figure.nd,
    trials: figure.ns,
    probability: agree ? figure.pa : figure.pd,
    test: agree ? figure.pat : figure.pdt,
    repness: agree ? figure.ra : figure.rd,
    repnessTest: agree ? figure.rat : figure.rdt,
    bestAgree,
  };
}

function metric({ repness, repnessTest, probability, test }: PolisRepresentative): number {
  return repness * repnessTest * probability * test;
}

/** What everybody agrees, everybody disagrees with, in Polis's sense. SPEC C5. */
function consensus(statements: readonly PolisStatement[]): PolisFigures['consensus'] {
  const top = (direction: 'agree' | 'disagree'): PolisListed[] =>
    statements
      .map(({ statement, na, nd, ns, pa, pd, pat, pdt }) =>
        direction === 'agree'
          ? { statement, direction, successes: na, trials: ns, probability: pa, test: pat }
          : { statement, direction, successes: nd, trials: ns, probability: pd, test: pdt },
      )
      .filter(({ probability, test }) => probability > 0.5 && test > SIGNIFICANT)
      .sort((a, b) => b.probability * b.test - a.probability * a.test)
      .slice(0, LISTED);
  return { agree: top('agree'), disagree: top('disagree') };
}
