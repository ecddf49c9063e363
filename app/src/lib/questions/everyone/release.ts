import type { Analysis, Interval, ShapeKind, Votes } from '@abord/opinion';
import {
  type Draft,
  type DraftCell,
  type DraftTable,
  minimumBehind,
  type NotWeighed,
  type Release,
  type RoundedShare,
  roundedShares,
  weighedShare,
} from '@abord/release';
import { byValueTables } from './byValue.ts';
import type { Debate, Texts } from './debate.ts';
import { type Depth, depthOf } from './depthOf.ts';
import { marksOf } from './marksOf.ts';
import { fromTheOthers, type Part, smallestAgreement, widestGap } from './overEnds.ts';
import type { Weights } from './weightsOf.ts';

/** A share of people (or a difference of shares) with its 95 % interval; hundredths, rounded outwards. */
export type Share = { readonly value: number; readonly low: number; readonly high: number };

/** How people voted, as the gate says it: shares rounded by the number of people, each with its interval. */
export type Answers = Readonly<Record<'agree' | 'disagree' | 'pass', RoundedShare>>;

/** What is said of nobody: texts, closed lists, method. */
export type EveryoneFacts = {
  readonly title: Texts;
  readonly description: Texts;
  readonly organisation: Texts;
  readonly simulated: boolean;
  readonly entry: Debate['entry'];
  readonly source?: { readonly name: string; readonly url?: string; readonly licence?: string };
  readonly days?: { readonly from: string; readonly to: string };
  /** People invited, where the organisation knows. */
  readonly headcount?: number;
  /** Closed lists, in entry modes that may show profiles; empty otherwise. */
  readonly attributes: readonly {
    readonly key: string;
    readonly label: Texts;
    readonly values: readonly { readonly key: string; readonly label: Texts; readonly headcount?: number }[];
  }[];
  /** Statements put to the vote and analysed, by number. */
  readonly statements: readonly { readonly number: number; readonly texts: Texts }[];
  /** Statements left out, and what was left out on the way in, by reason. */
  readonly leftOut: {
    readonly refused: number;
    readonly waiting: number;
    readonly meta: number;
    readonly entering: Readonly<Record<string, number>>;
  };
  /** Whether shares are weighted where they may be, and why not; absent in entry modes that know no profiles. */
  readonly weighing?: { readonly weighed: boolean; readonly reason?: NotWeighed };
  readonly method: {
    readonly engine: string;
    readonly version: string;
    readonly seed: number;
    readonly factors: number;
    readonly sweeps: number;
    readonly subsamples: number;
    readonly fittedOn: number;
    readonly shapedOn: number;
  };
};

/** The figures of each released table; a cell also carries `id` and `people`. */
export type EveryoneTables = {
  /** One cell: everybody who voted. */
  readonly debate: { readonly shape: ShapeKind; readonly axes: number };
  /** Ends `low` and `high` and the people `between` them, or camps `A`, `B`…: who surely stands there. */
  readonly segments: { readonly segment: string; readonly share: number; readonly stability?: number };
  /** Groupings that passed the density test and do not stand up often enough to be shown. */
  readonly fragile: { readonly group: string; readonly stability: number };
  /** Of all who saw a statement, how they voted. */
  readonly statements: {
    readonly statement: number;
    readonly answers: Answers;
    /** The share who agree with each group's voice in proportion to its headcount, where that may be said. */
    readonly weighted?: Share;
  };
  readonly bySegment: { readonly statement: number; readonly segment: string; readonly answers: Answers };
  /** By the values of one closed list, `by:site`, or of two crossed, `by:site:shift`: their keys, in that order. */
  readonly [by: `by:${string}`]: {
    readonly statement: number;
    readonly values: readonly string[];
    readonly answers: Answers;
  };
  /** Smallest agreement over the ends or camps, and the largest gap between them. */
  readonly across: {
    readonly statement: number;
    readonly bridge: Share;
    readonly divide: Share & { readonly q: number };
  };
  /** The statements at the top that cannot be told apart, best first by lower bound; none where votes are too few. */
  readonly commonGround: { readonly statement: number; readonly rank: number };
  readonly divides: { readonly statement: number; readonly rank: number };
  /** Statements that set a segment apart from everybody else. */
  readonly standsFor: {
    readonly segment: string;
    readonly statement: number;
    readonly rank: number;
    readonly direction: 1 | -1;
    readonly difference: Share;
    readonly q: number;
  };
  /** Statements that order people along an axis: those that this end of it agrees with more. */
  readonly orders: {
    readonly axis: number;
    readonly end: 'low' | 'high';
    readonly statement: number;
    readonly rank: number;
  };
  /** A mark of the map: the mean place of its people, on a grid of 0.05; `y` where there is a second axis. */
  readonly marks: { readonly segment: string; readonly x: number; readonly y?: number };
  /** Depth lines, drawn from the marks alone. */
  readonly depth: Depth;
};

/** The released figures of the question « Comment embarquer tout le monde ? ». */
export type EveryoneRelease = Release<EveryoneFacts, EveryoneTables>;

/**
 * Declares to the gate everything that the answer would like to show: tables of figures, each cell with
 * the people behind it. Pure: the same debate and analysis give the same draft.
 *
 * `votes` are those that `analysis` was computed from (see `debateVotes`), `weights` those of the same people.
 * Throws a RangeError when a figure of the analysis was not computed from exactly
 * the people that its cell holds. Linear in the votes.
 */
export function declareEveryone(
  debate: Debate,
  votes: Votes,
  profiles: readonly Readonly<Record<string, string>>[],
  analysis: Analysis,
  weights?: Weights,
): Draft {
  const reader = debate.entry === 'imported' ? 'outside' : 'inside';
  const byProfile = debate.entry === 'codes' || debate.entry === 'token';
  const everyone = Int32Array.from(votes.participants, (_, person) => person);
  const voters = votersOf(votes, analysis);
  const drawn = analysis.shape === 'line' || analysis.shape === 'camps';
  const number = (id: string) => Number(id);

  const debateTable: DraftTable = {
    key: 'debate',
    kind: 'figure',
    cells: [
      {
        id: 'all',
        about: 'heard',
        people: everyone,
        figures: { shape: analysis.shape, axes: drawn ? analysis.axes.length : 0 },
      },
    ],
  };

  const members = analysis.segments.map((_, segment) =>
    everyone.filter((person) => analysis.segmentOf[person] === segment),
  );
  const stabilityOf = new Map(analysis.groups.map((group) => [group.id, group.stability]));
  const segments: DraftTable = {
    key: 'segments',
    kind: 'group',
    // Where nobody stands between the ends or camps there is no such cell: an empty one would cost its neighbour.
    cells: analysis.segments.flatMap(({ id }, segment) => {
      if (id === 'between' && members[segment].length === 0) return [];
      const stability = analysis.shape === 'camps' ? stabilityOf.get(id) : undefined;
      return {
        id,
        about: 'segment',
        people: members[segment],
        within: 'everyone',
        figures: {
          segment: id,
          share: hundredth(members[segment].length / everyone.length),
          ...(stability !== undefined && { stability: hundredthBelow(stability) }),
        },
      };
    }),
    wholes: { everyone },
  };

  const fragile: DraftTable = {
    key: 'fragile',
    kind: 'group',
    cells: analysis.groups.flatMap((group, index) =>
      group.standing === 'fragile'
        ? [
            {
              id: group.id,
              about: 'fragile group',
              people: everyone.filter((person) => analysis.groupOf[person] === index),
              figures: { group: group.id, stability: hundredthBelow(group.stability) },
            },
          ]
        : [],
    ),
  };

  const statements: DraftTable = {
    key: 'statements',
    kind: 'figure',
    cells: analysis.statementsBy.map((figure, index) => ({
      id: figure.id,
      about: `statement ${figure.id}`,
      people: checked(voters.all[index], figure, `statement ${figure.id}`),
      answers: answersOf(figure),
      figures: {
        statement: number(figure.id),
        ...(isLarge(partOf(figure)) &&
          weightedShare(votes, index, voters.all[index], weights, debate.figureMinimum)),
      },
    })),
  };

  const bySegment: DraftTable = {
    key: 'bySegment',
    kind: 'group',
    cells: analysis.statementsBy.flatMap((figure, index) =>
      figure.bySegment.flatMap((part) => {
        const segment = analysis.segments.findIndex(({ id }) => id === part.segment);
        if (part.segment === 'between' && members[segment].length === 0) return [];
        return {
          id: `${figure.id}/${part.segment}`,
          about: `statement ${figure.id}`,
          people: checked(
            voters.bySegment[segment][index],
            part,
            `statement ${figure.id} in ${part.segment}`,
          ),
          answers: answersOf(part),
          within: `statements/${figure.id}`,
          needs: [`segments/${part.segment}`, `statements/${figure.id}`],
          figures: { statement: number(figure.id), segment: part.segment },
        };
      }),
    ),
  };

  const byValue = byProfile
    ? byValueTables(
        debate,
        profiles,
        votes.statements.map((id, index) => ({
          statement: number(id),
          people: voters.all[index],
          values: voters.values[index],
        })),
      )
    : [];

  const compared = analysis.segments.map(({ id }) => id).filter((id) => id !== 'between');
  const acrossNeeds = (id: string) => [
    `statements/${id}`,
    ...compared.map((segment) => `bySegment/${id}/${segment}`),
  ];
  const across: DraftTable = {
    key: 'across',
    kind: 'figure',
    cells:
      compared.length === 0
        ? []
        : analysis.statementsBy.map((figure, index) => ({
            id: figure.id,
            about: `statement ${figure.id}`,
            people: voters.all[index],
            needs: acrossNeeds(figure.id),
            figures: {
              statement: number(figure.id),
              ...overEnds(figure, compared),
            },
          })),
  };

  const place = new Map(analysis.statementsBy.map((figure, index) => [figure.id, index]));
  const listed = (key: 'commonGround' | 'divides'): DraftTable => ({
    key,
    kind: 'figure',
    cells: (analysis.shape === 'few' ? [] : analysis[key]).map((id, rank) => ({
      id,
      about: `statement ${id}`,
      people: voters.all[place.get(id)!],
      needs: compared.length === 0 ? [`statements/${id}`] : [`across/${id}`],
      figures: { statement: number(id), rank: rank + 1 },
    })),
  });

  const standsFor: DraftTable = {
    key: 'standsFor',
    kind: 'figure',
    cells: analysis.segments.flatMap((segment) =>
      segment.distinguishing.flatMap((figure, rank) => {
        const difference = apart(analysis.statementsBy[place.get(figure.statement)!], segment.id, figure);
        if (difference === undefined) return [];
        return [
          {
            id: `${segment.id}/${figure.statement}`,
            about: `statement ${figure.statement}`,
            people: voters.all[place.get(figure.statement)!],
            needs: [`bySegment/${figure.statement}/${segment.id}`],
            figures: {
              segment: segment.id,
              statement: number(figure.statement),
              rank: rank + 1,
              direction: figure.direction,
              difference,
              q: levelAbove(figure.q),
            },
          },
        ];
      }),
    ),
  };

  const orders: DraftTable = {
    key: 'orders',
    kind: 'figure',
    cells: (drawn ? analysis.axes : []).flatMap((axis, index) =>
      (['low', 'high'] as const).flatMap((end) =>
        axis[end].map((id, rank) => ({
          id: `${index}/${end}/${id}`,
          about: `statement ${id}`,
          people: voters.all[place.get(id)!],
          needs: [`statements/${id}`],
          figures: { axis: index, end, statement: number(id), rank: rank + 1 },
        })),
      ),
    ),
  };

  const cells = drawn ? marksOf(analysis, members, minimumBehind('group', reader, debate.figureMinimum)) : [];
  const marks: DraftTable = {
    key: 'marks',
    kind: 'mark',
    cells,
    wholes: Object.fromEntries(
      analysis.segments.flatMap(({ id }, segment) =>
        cells.some((cell) => cell.within === id) ? [[id, members[segment]] as const] : [],
      ),
    ),
  };

  const depth: DraftTable = {
    key: 'depth',
    kind: 'figure',
    cells: cells.length === 0 ? [] : [depthCell(cells, analysis)],
  };

  return {
    question: 'everyone',
    population: everyone.length,
    reader,
    ...(debate.figureMinimum !== undefined && { figureMinimum: debate.figureMinimum }),
    facts: factsOf(debate, analysis, byProfile, weights),
    tables: [
      debateTable,
      segments,
      fragile,
      statements,
      bySegment,
      ...byValue,
      across,
      listed('commonGround'),
      listed('divides'),
      standsFor,
      orders,
      marks,
      depth,
    ],
  };
}

function factsOf(
  debate: Debate,
  analysis: Analysis,
  byProfile: boolean,
  weights: Weights | undefined,
): EveryoneFacts {
  const inState = (state: Debate['statements'][number]['state']) =>
    debate.statements.filter((statement) => statement.state === state);
  return {
    title: debate.title,
    description: debate.description,
    organisation: debate.organisation,
    simulated: debate.simulated,
    entry: debate.entry,
    ...(debate.source && { source: debate.source }),
    ...(debate.days && { days: debate.days }),
    ...(debate.headcount !== undefined && { headcount: debate.headcount }),
    attributes: byProfile ? debate.attributes : [],
    statements: inState('accepted')
      .map(({ number, texts }) => ({ number, texts }))
      .sort((a, b) => a.number - b.number),
    leftOut: {
      refused: inState('refused').length,
      waiting: inState('waiting').length,
      meta: inState('meta').length,
      entering: debate.refused,
    },
    ...(weights && {
      weighing: { weighed: weights.weighed, ...(!weights.weighed && { reason: weights.reason }) },
    }),
    method: { ...analysis.method },
  };
}

function depthCell(cells: readonly DraftCell[], analysis: Analysis): DraftCell {
  const people = cells.flatMap((cell) => Array.from(cell.people)).sort((a, b) => a - b);
  const places = cells.map(({ figures, people: { length } }) => ({
    x: figures.x as number,
    y: (figures.y as number | undefined) ?? 0,
    people: length,
  }));
  return {
    id: 'all',
    about: 'place',
    people,
    needs: cells.map((cell) => `marks/${cell.id}`),
    figures: depthOf(places, analysis.shape === 'line'),
  };
}

/** Of those who voted on a statement, as weighted; nothing where it would tell how few of a group agreed. */
function weightedShare(
  votes: Votes,
  statement: number,
  people: Int32Array,
  weights: Weights | undefined,
  figureMinimum: number | undefined,
): { readonly weighted?: Share } {
  if (!weights?.weighed || people.length === 0) return {};
  const gave = Uint8Array.from(people, (person) => {
    for (let vote = votes.offsets[person]; vote < votes.offsets[person + 1]; vote++) {
      if (votes.statement[vote] === statement) return votes.value[vote] === 1 ? 1 : 0;
    }
    return 0;
  });
  const share = weighedShare(
    {
      weights: Float64Array.from(people, (person) => weights.weights[person]),
      gave,
      groups: weights.groups.map((places) => Int32Array.from(people, (person) => places[person])),
    },
    { reader: 'inside', ...(figureMinimum !== undefined && { figureMinimum }) },
  );
  return share ? { weighted: share } : {};
}

interface Voters {
  /** Statement index → people who voted on it. */
  readonly all: readonly Int32Array[];
  /** Statement index → how they voted. */
  readonly values: readonly Int8Array[];
  /** Segment index → statement index → people of the segment who voted on it. */
  readonly bySegment: readonly (readonly Int32Array[])[];
}

function votersOf(votes: Votes, analysis: Analysis): Voters {
  const lists = (): number[][] => votes.statements.map(() => []);
  const all = lists();
  const values = lists();
  const bySegment = analysis.segments.map(lists);
  for (let person = 0; person < votes.participants.length; person++) {
    const segment = analysis.segmentOf[person];
    for (let vote = votes.offsets[person]; vote < votes.offsets[person + 1]; vote++) {
      const statement = votes.statement[vote];
      all[statement].push(person);
      values[statement].push(votes.value[vote]);
      if (segment >= 0) bySegment[segment][statement].push(person);
    }
  }
  const packed = (sets: readonly number[][]) => sets.map((people) => Int32Array.from(people));
  return {
    all: packed(all),
    values: values.map((votes) => Int8Array.from(votes)),
    bySegment: bySegment.map(packed),
  };
}

function checked(
  people: Int32Array,
  counts: { readonly agree: number; readonly disagree: number; readonly pass: number },
  name: string,
): Int32Array {
  if (counts.agree + counts.disagree + counts.pass !== people.length) {
    throw new RangeError(
      `the figures of ${name} do not come from the ${people.length} people who voted on it`,
    );
  }
  return people;
}

/**
 * What is said over the ends or camps: as the engine estimates it where each of them is large enough for shares
 * to the point, otherwise worked out from the shares that are shown of them.
 */
function overEnds(
  figure: Analysis['statementsBy'][number],
  compared: readonly string[],
): { readonly bridge: Share; readonly divide: Share & { readonly q: number } } {
  const q = levelAbove(figure.divide.q);
  const counted = figure.bySegment.filter(({ segment }) => compared.includes(segment));
  const parts = counted.flatMap((part) => partOf(part) ?? []);
  // Where nobody of an end saw it the gate hides that end, and this with it.
  if (parts.length < counted.length || parts.every(isLarge)) {
    return { bridge: shareOf(figure.bridge), divide: { ...shareOf(figure.divide), q } };
  }
  return { bridge: smallestAgreement(parts), divide: { ...widestGap(parts), q } };
}

/** How far a segment is from everybody else, in the direction found; nothing where what is shown leaves a doubt. */
function apart(
  figure: Analysis['statementsBy'][number],
  segment: string,
  found: { readonly direction: 1 | -1; readonly difference: Interval },
): Share | undefined {
  const counts = figure.bySegment.find((one) => one.segment === segment)!;
  const [part, whole] = [partOf(counts), partOf(figure)];
  const others = partOf({
    agree: figure.agree - counts.agree,
    disagree: figure.disagree - counts.disagree,
    pass: figure.pass - counts.pass,
  });
  if (!part || !whole || !others) return undefined;
  if (isLarge(part) && isLarge(others)) return shareOf(found.difference);
  const difference = fromTheOthers(part, whole);
  return found.direction * (found.direction === 1 ? difference.low : difference.high) > 0
    ? difference
    : undefined;
}

/** Nothing where nobody saw the statement. */
function partOf(counts: Record<'agree' | 'disagree' | 'pass', number>): Part | undefined {
  const people = counts.agree + counts.disagree + counts.pass;
  return people === 0 ? undefined : { agree: roundedShares(answersOf(counts)).agree, people };
}

/** Are there so many that shares are shown to the point? */
const isLarge = (part: Part | undefined): boolean => part?.agree.step === 0.01;

function answersOf({ agree, disagree, pass }: Record<'agree' | 'disagree' | 'pass', number>) {
  return { agree, disagree, pass };
}

function shareOf({ value, low, high }: Interval): Share {
  return { value: hundredth(value), low: hundredthBelow(low), high: hundredthAbove(high) };
}

/** Far above the noise of floating point, far below a hundredth. */
const noise = 1e-9;
const hundredth = (value: number): number => Math.round(value * 100) / 100;
const hundredthBelow = (value: number): number => Math.floor(value * 100 + noise) / 100;
const hundredthAbove = (value: number): number => Math.ceil(value * 100 - noise) / 100;

/** The first of some usual levels that a q does not exceed: closer it would tell of single votes. */
const levelAbove = (q: number): number => [0.001, 0.01, 0.05].find((level) => q <= level) ?? 1;
