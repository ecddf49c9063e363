import { normalCdf } from '@abord/numbers';
import type { Group, ShapeKind } from './analysis.ts';
import { fit } from './fit.ts';
import type { Model } from './model.ts';
import { sampleOf } from './sampleOf.ts';
import { belonging, mostProbable } from './shape/belonging.ts';
import { likelihoods } from './shape/likelihoods.ts';
import { standing } from './shape/standing.ts';
import { type Structure, sharpened, structure } from './shape/structure.ts';
import { subset } from './shape/subset.ts';
import type { Votes } from './votes.ts';

/** What the debate looks like and where each person stands in it. Arrays go by person index. */
export interface Shape {
  readonly kind: ShapeKind;
  /** Variance of the loadings on each axis that the data bear (above 0.04), strongest first; at most three. */
  readonly strength: Float64Array;
  /** people × 2: place on the first two axes of the model, and its standard deviation. */
  readonly position: Float64Array;
  readonly spread: Float64Array;
  /** A line: low, between, high. Camps: A, B… (largest first), between. Otherwise empty. */
  readonly segmentIds: readonly string[];
  /** Index in `segmentIds`, -1 where there are none. */
  readonly segmentOf: Int8Array;
  /** Probability of the end or camp where the person most probably stands; 0 without segments. */
  readonly certainty: Float64Array;
  /** people × ends (low, high) or people × camps: probability of standing there; rows sum to 1. */
  readonly membership: Float64Array;
  /** Every grouping that passes the density test, stable or fragile, largest first. */
  readonly groups: readonly Group[];
  /** Most probable group, -1 without groups; and its probability. */
  readonly groupOf: Int8Array;
  readonly groupCertainty: Float64Array;
  /** Share of the subsamples in which groups were found again; 0 where there were none to find. */
  readonly foundAgain: number;
  /** People whose votes decided about the shape: all, or a sample of a large debate. */
  readonly shapedOn: number;
}

/** SPEC S1. */
const FEWEST_PEOPLE = 40;
const FEWEST_VOTES = 7;
/** SPEC S2. */
const LARGEST_SAMPLE = 5000;
/** SPEC S4: variance of the loadings that makes an axis a line. */
const LINE_STRENGTH = 0.04;
/** SPEC S7. */
const FEWEST_IN_GROUP = 10;
/** SPEC S8, in nats. */
const NEEDED = 0.1;
const NEEDED_FOR_CAMPS = 3;
/** SPEC S9: shares of subsamples, and mean Jaccard similarity. */
const FRAGILE = 0.5;
const STABLE = 0.8;
const SAME = 0.5;
/** SPEC S10, S11. */
const SURE = 0.8;

/**
 * The shape of a debate: too few people to say, no common line, a line with two ends, or stable camps;
 * with a certainty for every person.
 *
 * `model` is the model that predicts votes (`fit(votes, { seed })` unless given, with three axes or more);
 * its axes place people on the map and on the line. `subsamples` (20) tell stable groups from fragile ones.
 * In debates of more than 5,000 people a sample of 5,000, chosen by a hash of id and seed, decides about
 * axes and groups; everybody then gets a place and a membership.
 *
 * Rules and sources: SPEC.md, section S. O(votes × sweeps), times 1 + subsamples where there are groups.
 *
 * @example
 * shapeOf(votes, { seed: contentSeed(votes) }).kind // 'line'
 */
export function shapeOf(
  votes: Votes,
  options: { readonly seed: number; readonly subsamples?: number; readonly model?: Model },
): Shape {
  const { seed, subsamples = 20 } = options;
  if (!Number.isInteger(subsamples) || subsamples < 0) {
    throw new RangeError(`shapeOf: subsamples is ${subsamples}; it must be a whole number, 0 or more`);
  }
  const people = votes.participants.length;
  if (tooFew(votes)) return blank('few', placesOf(options.model, people), people);
  const model = options.model ?? fit(votes, { seed });
  if (model.factors < 3) {
    throw new RangeError(`shapeOf: the model has ${model.factors} axes; it must have 3 or more`);
  }

  const who = sampleOf(votes, seed, LARGEST_SAMPLE);
  const sampled = who.length === people ? votes : subset(votes, who);
  const found = structure(sampled, model, NEEDED, seed);
  const places = placesOf(model, people);
  const shape: Shape = {
    ...blank('cloud', places, who.length),
    strength: found.model.strength.slice(0, found.axes).filter((s) => s > LINE_STRENGTH),
  };
  const plain: Shape = shape.strength.length > 0 ? { ...shape, kind: 'line', ...endsOf(places) } : shape;
  const { grouping } = found;
  if (grouping === undefined || grouping.groups < 2) return plain;
  const { foundAgain, stability } = standing(sampled, found, grouping.groups, subsamples, seed);
  if (foundAgain < FRAGILE) return { ...plain, foundAgain };

  const belongs = belongsOf(votes, who, sharpened(found, sampled));
  if (smallest(belongs, grouping.groups) < FEWEST_IN_GROUP) return { ...plain, foundAgain };

  const stable =
    grouping.gain >= NEEDED_FOR_CAMPS && foundAgain >= STABLE && stability.every((s) => s >= SAME);
  const { membership, ...grouped } = groupsOf(belongs, stability, stable);
  if (!stable) return { ...plain, ...grouped, foundAgain };
  const between = grouped.groups.length;
  return {
    ...shape,
    ...grouped,
    kind: 'camps',
    segmentIds: [...grouped.groups.map((g) => g.id), 'between'],
    segmentOf: grouped.groupOf.map((g, i) => (grouped.groupCertainty[i] >= SURE ? g : between)),
    certainty: grouped.groupCertainty,
    membership,
    foundAgain,
  };
}

/** An answer without segments or groups. */
function blank(kind: ShapeKind, places: Pick<Shape, 'position' | 'spread'>, shapedOn: number): Shape {
  const people = places.position.length / 2;
  return {
    ...places,
    kind,
    strength: new Float64Array(0),
    segmentIds: [],
    segmentOf: new Int8Array(people).fill(-1),
    certainty: new Float64Array(people),
    membership: new Float64Array(0),
    groups: [],
    groupOf: new Int8Array(people).fill(-1),
    groupCertainty: new Float64Array(people),
    foundAgain: 0,
    shapedOn,
  };
}

function tooFew(votes: Votes): boolean {
  let people = 0;
  for (let i = 0; i < votes.participants.length; i++) {
    const own = votes.value.subarray(votes.offsets[i], votes.offsets[i + 1]);
    if (own.length >= FEWEST_VOTES && own.some((value) => value !== 0)) people++;
  }
  return people < FEWEST_PEOPLE;
}

/** Places and doubts on the first two axes; without a model everybody is in the middle, as unsure as the prior. */
function placesOf(model: Model | undefined, people: number): Pick<Shape, 'position' | 'spread'> {
  const position = new Float64Array(people * 2);
  const spread = new Float64Array(people * 2).fill(1);
  if (model === undefined) return { position, spread };
  const size = model.factors + 1;
  const packed = (size * (size + 1)) / 2;
  for (let f = 0; f < Math.min(2, model.factors); f++) {
    const diagonal = ((f + 1) * (f + 4)) / 2;
    for (let i = 0; i < people; i++) {
      position[i * 2 + f] = model.personMean[i * size + f + 1];
      spread[i * 2 + f] = Math.sqrt(model.personCov[i * packed + diagonal]);
    }
  }
  return { position, spread };
}

const LINE = ['low', 'between', 'high'] as const;

/** The ends of the first axis: people at least 80 % certain of their side; the others stand between. */
function endsOf(places: Pick<Shape, 'position' | 'spread'>) {
  const people = places.position.length / 2;
  const segmentOf = new Int8Array(people);
  const certainty = new Float64Array(people);
  const membership = new Float64Array(people * 2);
  for (let i = 0; i < people; i++) {
    const low = normalCdf(-places.position[i * 2] / places.spread[i * 2]);
    const high = normalCdf(places.position[i * 2] / places.spread[i * 2]);
    membership[i * 2] = low;
    membership[i * 2 + 1] = high;
    certainty[i] = Math.max(low, high);
    segmentOf[i] = LINE.indexOf(low >= SURE ? 'low' : high >= SURE ? 'high' : 'between');
  }
  return { segmentIds: LINE, segmentOf, certainty, membership };
}

/** Everybody's probability of each group; people outside the sample are placed by the same grouping. */
function belongsOf(votes: Votes, who: Int32Array, found: Structure): Float64Array {
  const people = votes.participants.length;
  if (who.length === people || found.grouping === undefined) return found.belongs;
  const { groups } = found.grouping;
  const inside = new Uint8Array(people);
  for (const i of who) inside[i] = 1;
  const outside = Int32Array.from({ length: people }, (_, i) => i).filter((i) => inside[i] === 0);
  const others = subset(votes, outside);
  const theirs = belonging(likelihoods(others, found.model, found.axes === 1 ? 1 : 2, false), found.grouping);
  const belongs = new Float64Array(people * groups);
  who.forEach((i, k) => {
    belongs.set(found.belongs.subarray(k * groups, (k + 1) * groups), i * groups);
  });
  outside.forEach((i, k) => {
    belongs.set(theirs.subarray(k * groups, (k + 1) * groups), i * groups);
  });
  return belongs;
}

/** People in the smallest group. */
function smallest(belongs: Float64Array, groups: number): number {
  const size = new Float64Array(groups);
  for (const g of mostProbable(belongs, groups)) size[g]++;
  return Math.min(...size);
}

/** Groups by falling size, named A, B…; of equal ones first that with the earliest person. */
function groupsOf(belongs: Float64Array, stability: Float64Array, stable: boolean) {
  const count = stability.length;
  const people = belongs.length / count;
  const best = mostProbable(belongs, count);
  const size = new Float64Array(count);
  for (const g of best) size[g]++;
  const earliest = Float64Array.from(size, (_, g) => best.indexOf(g));
  const order = Array.from(size, (_, g) => g).sort((a, b) => size[b] - size[a] || earliest[a] - earliest[b]);
  const membership = new Float64Array(people * count);
  for (let i = 0; i < people; i++) {
    for (let rank = 0; rank < count; rank++) membership[i * count + rank] = belongs[i * count + order[rank]];
  }
  return {
    groups: order.map(
      (g, rank): Group => ({
        id: String.fromCharCode(65 + rank),
        size: size[g],
        standing: stable ? 'stable' : 'fragile',
        stability: stability[g],
      }),
    ),
    groupOf: best.map((g) => order.indexOf(g)),
    groupCertainty: Float64Array.from(best, (g, i) => belongs[i * count + g]),
    membership,
  };
}
