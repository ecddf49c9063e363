import {
  contentSeed,
  distinguish,
  fit,
  type Shape,
  scoreStatements,
  shapeOf,
  weighStatements,
} from '@abord/opinion';
import { type RoutedDebate, type RoutedLaw, routedDebate } from './route.ts';

const SIZES = [
  { people: 100, statements: 40, patience: 20 },
  { people: 300, statements: 80, patience: 30 },
  { people: 1000, statements: 150, patience: 40 },
];
const SHAPES: Record<string, Pick<RoutedLaw, 'axes' | 'camps' | 'campSd' | 'blank'>> = {
  'one axis': { axes: [1.2] },
  'two axes': { axes: [1.3, 0.6] },
  'one axis, half off it': { axes: [1.5], blank: 0.5 },
  'no axis': { axes: [0], blank: 1 },
  'three camps': { camps: [0.5, 0.3, 0.2], campSd: 1.2 },
};

interface Count {
  bridge: number;
  bridges: number;
  divide: number;
  divides: number;
  width: number;
  /** Statements said to set an end or camp apart, and the mean share of false ones. */
  apart: number;
  falseShare: number;
  debates: number;
  readonly read: Map<string, number>;
}

/**
 * `npm run bench -- coverage [SEEDS] [FIRST]`: how often the 95 % intervals of common ground and of division
 * hold the truth when each person saw what the routing showed and left when she liked. Truth: SPEC T2, from the
 * parameters that drew the debate, for the shape that was found. Beside: statements said to set an end apart,
 * and how many of them falsely; a third argument `weights` uses the probabilities of being shown.
 */
export async function main(): Promise<void> {
  const seeds = Number(process.argv[3] ?? 5);
  const first = Number(process.argv[4] ?? 1);
  console.log(`Coverage of 95 % intervals with routing on, ${seeds} debates a line, seeds from ${first}`);
  console.log('debate                            bridge  divide  width  apart  false  read as');
  const pooled = nothing();
  for (const [name, shape] of Object.entries(SHAPES)) {
    for (const size of SIZES) {
      const count = nothing();
      for (let seed = first; seed < first + seeds; seed++)
        cover(routedDebate({ ...size, ...shape, passes: 0.1 }, seed), count);
      add(pooled, count);
      print(`${name} ${size.people} × ${size.statements}`, count);
    }
  }
  print('all statements pooled', pooled);
}

function nothing(): Count {
  return {
    bridge: 0,
    bridges: 0,
    divide: 0,
    divides: 0,
    width: 0,
    apart: 0,
    falseShare: 0,
    debates: 0,
    read: new Map(),
  };
}

function add(to: Count, from: Count): void {
  to.bridge += from.bridge;
  to.bridges += from.bridges;
  to.divide += from.divide;
  to.divides += from.divides;
  to.width += from.width;
  to.apart += from.apart;
  to.falseShare += from.falseShare;
  to.debates += from.debates;
  for (const [kind, times] of from.read) to.read.set(kind, (to.read.get(kind) ?? 0) + times);
}

function print(name: string, count: Count): void {
  const { bridge, bridges, divide, divides, width, apart, falseShare, debates, read } = count;
  const percent = (part: number, all: number) =>
    all === 0 ? '    –' : ((100 * part) / all).toFixed(1).padStart(5);
  const kinds = Array.from(read, ([kind, times]) => `${kind} ${times}`).join(', ');
  console.log(
    `${name.padEnd(33)} ${percent(bridge, bridges)} % ${percent(divide, divides)} %  ${(width / bridges).toFixed(3)}  ${(apart / debates).toFixed(1).padStart(5)} ${percent(falseShare, debates)} %  ${kinds}`,
  );
}

function cover({ votes, yes, place, camp, shown, touched }: RoutedDebate, count: Count): void {
  const seed = contentSeed(votes);
  const model = fit(votes, { seed });
  const shape = shapeOf(votes, { seed, subsamples: 10, model });
  const standsAt = trueStanding(shape, model.personMean, place, camp);
  const kind = standsAt === undefined ? `${shape.kind} (other than true, left out)` : shape.kind;
  count.read.set(kind, (count.read.get(kind) ?? 0) + 1);
  if (standsAt === undefined) return;
  const m = votes.statements.length;
  const standing = { ...shape, model, ...(process.argv[5] === 'weights' && { shownProbability: shown }) };
  const evidence = weighStatements(votes, standing);
  const figures = scoreStatements(votes, standing, evidence);
  const apart = new Set(
    distinguish(votes, standing, evidence).flatMap((list) => list.map(({ statement }) => statement)),
  );
  count.debates++;
  count.apart += apart.size;
  if (apart.size > 0)
    count.falseShare += [...apart].filter((id) => Number(id) >= touched).length / apart.size;
  const ends = Math.max(1, ...standsAt.map((end) => end + 1));
  figures.forEach((figure, j) => {
    const agree = new Float64Array(ends);
    const people = new Float64Array(ends);
    standsAt.forEach((end, i) => {
      agree[end] += yes[i * m + j];
      people[end]++;
    });
    const shares = agree.map((sum, end) => sum / people[end]);
    const bridge = Math.min(...shares);
    count.bridges++;
    count.width += figure.bridge.high - figure.bridge.low;
    if (bridge >= figure.bridge.low && bridge <= figure.bridge.high) count.bridge++;
    if (ends < 2) return;
    const divide = Math.max(...shares) - bridge;
    count.divides++;
    if (divide >= figure.divide.low && divide <= figure.divide.high) count.divide++;
  });
}

/** Where each person truly stands, as numbered by the shape found; undefined where the two do not match. */
function trueStanding(
  shape: Shape,
  personMean: Float64Array,
  place: Float64Array,
  camp: Int8Array,
): number[] | undefined {
  const n = shape.segmentOf.length;
  const size = personMean.length / n;
  if (shape.kind === 'few' || shape.kind === 'cloud') return Array.from({ length: n }, () => 0);
  if (shape.kind === 'line') {
    let along = 0;
    for (let i = 0; i < n; i++) along += place[i] * personMean[i * size + 1];
    return Array.from(place, (at) => (at * along > 0 ? 1 : 0));
  }
  const found = shape.segmentIds.length - 1;
  const kinds = Math.max(...camp) + 1;
  if (camp.length === 0 || kinds !== found) return undefined;
  const names = Array.from({ length: kinds }, (_, k) => {
    const votesFor = new Float64Array(found);
    camp.forEach((c, i) => {
      if (c === k && shape.segmentOf[i] < found) votesFor[shape.segmentOf[i]]++;
    });
    return votesFor.indexOf(Math.max(...votesFor));
  });
  if (new Set(names).size !== found) return undefined;
  return Array.from(camp, (c) => names[c]);
}
