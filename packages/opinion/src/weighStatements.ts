import { invertPacked } from './invertPacked.ts';
import type { Model } from './model.ts';
import { type Answering, answeringOf, answerRate } from './statements/answering.ts';
import { apart } from './statements/apart.ts';
import { honestSpread } from './statements/honestSpread.ts';
import {
  flattening,
  type Loadings,
  loadingsOf,
  logistic,
  logitMean,
  logitVariance,
} from './statements/prediction.ts';
import { type Stances, stancesInCamps, stancesOfAll, stancesOnLine } from './statements/stances.ts';
import { strideOrder } from './statements/strideOrder.ts';
import type { Votes } from './votes.ts';

/** People and the ends of the line, or the camps, they stand at: what `shapeOf` says of them. */
export interface Standing {
  /** Ids in order; `between` is no end. `low` and `high` are the ends of the model's first axis. */
  readonly segmentIds: readonly string[];
  /** Index in `segmentIds` of the segment each person is counted in, -1 for none. */
  readonly segmentOf: ArrayLike<number>;
  /** people × camps: probability of standing there. The ends of a line are read from the model. */
  readonly membership: ArrayLike<number>;
  readonly model: Model;
  /**
   * One a vote: the probability with which `nextStatement` showed it. Absent, the model alone answers for who
   * was asked what.
   */
  readonly shownProbability?: ArrayLike<number>;
}

/** For each end or camp (for everybody, where there are none) and statement: who would say yes, and how sure. */
export interface Evidence {
  readonly ends: readonly string[];
  /** max(1, ends) × statements: share who would say yes had everybody there been asked. */
  readonly share: Float64Array;
  /** The same by the model alone: strictly between 0 and 1. */
  readonly expected: Float64Array;
  /** statements × ends × ends: covariance of the errors of `share`. */
  readonly covariance: Float64Array;
  /** People who stand there: sum of weights times membership. */
  readonly people: Float64Array;
  /** ends × statements (empty where there are no ends): does it set this end apart? Two-sided p, and the test's z, positive if it agrees more. */
  readonly p: Float64Array;
  readonly z: Float64Array;
}

/** Predictions at most for the mean over everybody, and among them for its error; beyond, people are sampled. */
const PREDICTED = 60_000;
const PREDICTED_CLOSELY = 15_000;
/** People of each end at least who are predicted, and predicted closely, however few the predictions may be. */
const FEWEST_PREDICTED = 100;
const FEWEST_CLOSELY = 40;
/** People at most whose votes are set beside the model's expectation; the votes of the others are counted. */
const HEARD = 5_000;
/** People at most whose covariance is worked out anew; the others get the average correction. */
const SPREAD = 500;
/** Votes at most on each statement that tell how large the errors are. */
const HEARD_CLOSELY = 120;
/** And at least so many of them by people of each end. */
const FEWEST_HEARD = 30;
/** Error variance where nobody stands: anything from 0 to 1 is possible. */
const UNKNOWN = 1e6;
/** Level and this many axes carry the doubt about a statement; the others average out over an end. */
const DOUBTFUL_AXES = 2;

/**
 * Weighs what votes and model say of each statement at each end of the line or in each camp: the share of the
 * people standing there who would say yes had everybody there been asked, and the covariance of its error.
 *
 * People do not see statements at random: routing and leaving decide. So the share is the mean of the model's
 * prediction over everybody, plus the mean difference between votes and predictions among those asked: right if
 * the model is, or if those asked are like the others (with `shownProbability`: once weighted by the inverse of
 * their chance to be asked). The error counts the doubt about where each person stands and how she would
 * answer, the votes, level and loadings, and that these move people and predictions along. SPEC T2 and T3.
 *
 * `scoreStatements` and `distinguish` read the result. O(votes · factors²) and at most 60,000 predictions an
 * end. Throws a RangeError when memberships or probabilities do not fit.
 *
 * @example
 * weighStatements(votes, { ...shapeOf(votes, { seed, model }), model }).share // ends × statements
 */
export function weighStatements(votes: Votes, standing: Standing): Evidence {
  const ends = standing.segmentIds.filter((id) => id !== 'between');
  const people = votes.participants.length;
  const line = ends[0] === 'low';
  if (ends.length > 1 && !line && standing.membership.length !== people * ends.length)
    throw new RangeError(
      `weighStatements: ${people} people and ${ends.length} camps need ${people * ends.length} memberships, got ${standing.membership.length}`,
    );
  if (standing.shownProbability && standing.shownProbability.length !== votes.value.length)
    throw new RangeError(
      `weighStatements: ${votes.value.length} votes need as many probabilities, got ${standing.shownProbability.length}`,
    );
  const loadings = loadingsOf(standing.model);
  const answering = answeringOf(votes);
  const order = strideOrder(people);
  const heard = first(order, SPREAD);
  const model = honestSpread(votes, standing.model, loadings, heard);
  const stances =
    ends.length < 2
      ? stancesOfAll(model)
      : line
        ? stancesOnLine(model)
        : stancesInCamps(model, ends.length, standing.membership, votes.weight);
  const everybody = predictEverybody(votes, stances, loadings, answering, order);
  const asked = hearVotes(votes, standing, stances, loadings, answering, order, everybody.expected);
  const tests = apart(votes, model, stances, loadings, order.subarray(0, HEARD), line);
  return { ends, ...close(model, stances.ends, everybody, asked), ...tests };
}

/** Model means over everybody, and what they owe to doubt about people. Arrays are ends × statements. */
interface Everybody {
  readonly expected: Float64Array;
  /** ends × statements × ends: covariance of the errors of the mean predictions. */
  readonly covariance: Float64Array;
  /** ends × statements × S: how the mean moves with level and loadings. */
  readonly slope: Float64Array;
  readonly people: Float64Array;
}

function predictEverybody(
  votes: Votes,
  stances: Stances,
  loadings: Loadings,
  answering: Answering,
  order: Uint32Array,
): Everybody {
  const m = votes.statements.length;
  const E = stances.ends;
  const { size } = loadings;
  const S = Math.min(size, 1 + DOUBTFUL_AXES);
  const { standing: stands, membership, mean, variance } = stances;
  const people = new Float64Array(E);
  const drawn = new Float64Array(E);
  const closely = new Float64Array(E);
  const yes = new Float64Array(E * m);
  const within = new Float64Array(E * m);
  const slope = new Float64Array(E * m * S);
  // For ends s, t: Σ c, Σ c q_s, Σ c q_t, Σ c q_s q_t with c the covariance of standing at s and at t.
  const mixing = new Float64Array(E * m * E * 4);
  // Σ c, Σ c q, Σ c q² with c the squared weight of standing there.
  const spread = new Float64Array(E * m * 3);
  const q = new Float64Array(E);
  const counted = new Uint32Array(E);
  for (let k = 0; k < order.length; k++) {
    const i = order[k];
    const w = votes.weight[i];
    for (let s = 0; s < E; s++) people[s] += w * stands[i * E + s];
    const own = mostProbable(stands, i * E, E);
    const seen = counted[own]++;
    if (k * m >= PREDICTED && seen >= FEWEST_PREDICTED) continue;
    stances.read(i);
    for (let s = 0; s < E; s++) drawn[s] += w * membership[s];
    if (k * m >= PREDICTED_CLOSELY && seen >= FEWEST_CLOSELY) {
      for (let s = 0; s < E; s++) {
        const c = w * membership[s];
        if (c === 0) continue;
        for (let j = 0; j < m; j++) {
          const flat = flattening(logitVariance(loadings, j, variance, s * size));
          yes[s * m + j] +=
            c * answerRate(answering, i, j) * logistic(flat * logitMean(loadings, j, mean, s * size));
        }
      }
      continue;
    }
    for (let s = 0; s < E; s++) closely[s] += w * membership[s];
    for (let j = 0; j < m; j++) {
      const answered = answerRate(answering, i, j);
      for (let s = 0; s < E; s++) {
        const ms = membership[s];
        q[s] = 0;
        if (ms === 0) continue;
        const at = s * m + j;
        const flat = flattening(logitVariance(loadings, j, variance, s * size));
        const p = logistic(flat * logitMean(loadings, j, mean, s * size));
        const c = w * ms;
        const bent = answered * p * (1 - p);
        q[s] = answered * p;
        yes[at] += c * q[s];
        within[at] += w * c * answered * bent * (1 - flat);
        const g = c * flat * bent;
        slope[at * S] += g;
        for (let d = 1; d < S; d++) slope[at * S + d] += g * mean[s * size + d];
        spread[at * 3] += c * c;
        spread[at * 3 + 1] += c * c * q[s];
        spread[at * 3 + 2] += c * c * q[s] * q[s];
        for (let t = 0; t <= s; t++) {
          const both = w * w * (s === t ? ms * (1 - ms) : -ms * membership[t]);
          if (both === 0) continue;
          const o = (at * E + t) * 4;
          mixing[o] += both;
          mixing[o + 1] += both * q[s];
          mixing[o + 2] += both * q[t];
          mixing[o + 3] += both * q[s] * q[t];
        }
      }
    }
  }
  const expected = yes.map((sum, at) => (sum > 0 ? sum / drawn[Math.floor(at / m)] : 0.5));
  const covariance = new Float64Array(E * m * E);
  for (let s = 0; s < E; s++)
    for (let j = 0; j < m; j++) {
      const at = s * m + j;
      if (closely[s] === 0) {
        covariance[at * E + s] = UNKNOWN;
        continue;
      }
      for (let d = 0; d < S; d++) slope[at * S + d] /= closely[s];
      for (let t = 0; t <= s; t++) {
        const [both, withS, withT, withBoth] = mixing.subarray((at * E + t) * 4);
        const [a, b] = [expected[at], expected[t * m + j]];
        let sum = withBoth - b * withS - a * withT + a * b * both;
        if (s === t) sum += within[at];
        if (closely[t] > 0)
          covariance[at * E + t] = sum / Math.sqrt(people[s] * closely[s] * people[t] * closely[t]);
      }
      const [one, first, second] = spread.subarray(at * 3);
      covariance[at * E + s] +=
        ((1 - drawn[s] / people[s]) * (second - 2 * expected[at] * first + expected[at] ** 2 * one)) /
        (closely[s] * drawn[s]);
    }
  return { expected, covariance, slope, people };
}

/** Votes beside the model's expectation, among those asked. Arrays are ends × statements. */
interface Asked {
  /** Σ design weights, their squares, and of these times yes. */
  readonly weight: Float64Array;
  readonly squares: Float64Array;
  readonly yes: Float64Array;
  /** Among the people heard: Σ design weights; times the expected yes. */
  readonly heard: Float64Array;
  readonly expected: Float64Array;
  /** Spread of the expectation among the people heard, where not everybody is. */
  readonly sampling: Float64Array;
  /** ends × statements × S: how the difference, and the mean over everybody, move with level and loadings. */
  readonly slope: Float64Array;
  readonly carried: Float64Array;
  /** ends × statements × S: covariance of the difference with the score of level and loadings. */
  readonly shared: Float64Array;
  /** ends × statements × ends: covariance of the differences. */
  readonly noise: Float64Array;
  /** statements × S(S + 1)/2: information of the votes heard about level and loadings. */
  readonly information: Float64Array;
}

function hearVotes(
  votes: Votes,
  standing: Standing,
  stances: Stances,
  loadings: Loadings,
  answering: Answering,
  order: Uint32Array,
  everybody: Float64Array,
): Asked {
  const { offsets, statement, value } = votes;
  const { shownProbability } = standing;
  const { size } = loadings;
  const m = votes.statements.length;
  const E = stances.ends;
  const S = Math.min(size, 1 + DOUBTFUL_AXES);
  const P = (S * (S + 1)) / 2;
  const { standing: stands, membership, mean, variance } = stances;
  const weight = new Float64Array(E * m);
  const squares = new Float64Array(E * m);
  const yes = new Float64Array(E * m);
  const heard = new Float64Array(E * m);
  const expected = new Float64Array(E * m);
  const sampling = new Float64Array(E * m);
  const slope = new Float64Array(E * m * S);
  const carried = new Float64Array(E * m * S);
  const shared = new Float64Array(E * m * S);
  const noise = new Float64Array(E * m * E);
  const information = new Float64Array(m * P);
  const flat = new Float64Array(E);
  const p = new Float64Array(E);
  const doubt = new Float64Array(E);
  const centre = new Float64Array(S);
  const pull = new Float64Array(S);

  const close = new Float64Array(E * m);
  const votesHeard = new Float64Array(m);
  const votesClose = new Uint32Array(m);
  const ownClose = new Uint32Array(E * m);
  const closeWeight = new Float64Array(m);
  for (let k = 0; k < order.length; k++) {
    const i = order[k];
    const from = offsets[i];
    const to = offsets[i + 1];
    if (from === to) continue;
    if (k < HEARD) stances.read(i);
    const own = mostProbable(stands, i * E, E);
    const w = votes.weight[i];
    for (let v = from; v < to; v++) {
      const j = statement[v];
      const design = shownProbability === undefined ? w : w * designWeight(shownProbability[v], to - from);
      const said = value[v] === 1 ? 1 : 0;
      for (let s = 0; s < E; s++) {
        const c = design * stands[i * E + s];
        if (c === 0) continue;
        weight[s * m + j] += c;
        squares[s * m + j] += c * c;
        yes[s * m + j] += c * said;
      }
      if (k >= HEARD) continue;
      const answered = answerRate(answering, i, j);
      for (let s = 0; s < E; s++) {
        const c = design * membership[s];
        p[s] = 0;
        if (c === 0) continue;
        const at = s * m + j;
        doubt[s] = logitVariance(loadings, j, variance, s * size);
        flat[s] = flattening(doubt[s]);
        p[s] = logistic(flat[s] * logitMean(loadings, j, mean, s * size));
        heard[at] += c;
        expected[at] += c * answered * p[s];
      }
      votesHeard[j] += w;
      if (votesClose[j] >= HEARD_CLOSELY && ownClose[own * m + j] >= FEWEST_HEARD) continue;
      votesClose[j]++;
      ownClose[own * m + j]++;
      closeWeight[j] += w;

      let mixed = 0;
      let square = 0;
      let bent = 0;
      centre.fill(0);
      pull.fill(0);
      for (let s = 0; s < E; s++) {
        const ms = membership[s];
        if (ms === 0) continue;
        const ps = p[s];
        mixed += ms * ps;
        square += ms * ps * ps;
        bent += ms * (2 * flat[s] - 1) * ps * (1 - ps);
        const e = ms * (said - ps);
        centre[0] += ms;
        pull[0] += e;
        for (let d = 1; d < S; d++) {
          const place = mean[s * size + d];
          centre[d] += ms * place;
          pull[d] += e * place;
        }
      }
      // What the answer could still teach: its variance less what doubt about the person takes away.
      const learnt = Math.max(0.1 * mixed * (1 - mixed), bent - Math.max(0, square - mixed * mixed));
      if (value[v] !== 0)
        for (let r = 0, o = j * P; r < S; r++)
          for (let c = 0; c <= r; c++, o++) information[o] += w * learnt * centre[r] * centre[c];

      for (let s = 0; s < E; s++) {
        const ms = membership[s];
        if (ms === 0) continue;
        const at = s * m + j;
        const ps = p[s];
        const c = design * ms;
        const qs = answered * ps;
        const steep = flat[s] * ps * (1 - ps);
        close[at] += c;
        sampling[at] += c * c * (qs - everybody[at]) ** 2;
        for (let t = 0; t <= s; t++) {
          const both = mixed * (1 - ps) * (1 - p[t]) + (1 - mixed) * ps * p[t];
          noise[at * E + t] +=
            c *
            design *
            membership[t] *
            answered *
            (answered * flat[s] * flat[t] * both + (1 - answered) * mixed);
        }
        if (value[v] === 0) {
          for (let d = 0; d < S; d++)
            slope[at * S + d] -= c * answered * steep * (d === 0 ? 1 : mean[s * size + d]);
          continue;
        }
        const follow = answered * steep * steep * doubt[s];
        for (let d = 0; d < S; d++) {
          const place = d === 0 ? 1 : mean[s * size + d];
          const swing = (said - ps) * place - pull[d];
          slope[at * S + d] += c * (swing * (said - qs) + (follow - answered * steep) * place);
          carried[at * S + d] += w * ms * (swing * (qs - everybody[at]) - follow * place);
          shared[at * S + d] += c * w * learnt * centre[d];
        }
      }
    }
  }
  // What was heard closely stands for all that was heard.
  for (let j = 0; j < m; j++) {
    if (closeWeight[j] === votesHeard[j]) continue;
    const scale = votesHeard[j] / closeWeight[j];
    for (let k = j * P; k < (j + 1) * P; k++) information[k] *= scale;
    for (let s = 0; s < E; s++) {
      const at = s * m + j;
      const raise = close[at] > 0 ? heard[at] / close[at] : scale;
      sampling[at] *= raise;
      for (let d = at * S; d < (at + 1) * S; d++) {
        slope[d] *= raise;
        carried[d] *= close[at] > 0 ? weight[at] / close[at] : scale;
        shared[d] *= raise;
      }
      for (let t = 0; t <= s; t++) {
        const other = close[t * m + j] > 0 ? heard[t * m + j] / close[t * m + j] : scale;
        noise[at * E + t] *= Math.sqrt(raise * other);
      }
    }
  }
  return { weight, squares, yes, heard, expected, sampling, slope, carried, shared, noise, information };
}

/** Inverse of the chance to have been shown a statement in so many draws; at most 20. */
function designWeight(probability: number, draws: number): number {
  return Math.min(20, 1 / (1 - (1 - Math.min(probability, 1)) ** draws));
}

function close(
  model: Model,
  E: number,
  everybody: Everybody,
  asked: Asked,
): Pick<Evidence, 'share' | 'expected' | 'covariance' | 'people'> {
  const m = everybody.expected.length / E;
  const S = everybody.slope.length / everybody.expected.length;
  const P = (S * (S + 1)) / 2;
  const { expected, people } = everybody;
  const share = new Float64Array(E * m);
  const covariance = new Float64Array(m * E * E);
  const doubt = new Float64Array(P);
  const slope = new Float64Array(E * S);
  const moved = new Float64Array(E * S);
  const faith = new Float64Array(E);
  for (let j = 0; j < m; j++) {
    for (let s = 0; s < E; s++) {
      const at = s * m + j;
      const n = asked.weight[at] === 0 ? 0 : asked.weight[at] ** 2 / asked.squares[at];
      faith[s] = asked.heard[at] > 0 ? n / (n + 1) : 0;
      share[at] = expected[at];
      if (faith[s] > 0)
        share[at] += faith[s] * (asked.yes[at] / asked.weight[at] - asked.expected[at] / asked.heard[at]);
    }
    doubt.set(asked.information.subarray(j * P, (j + 1) * P));
    for (let d = 0; d < S; d++)
      doubt[(d * (d + 3)) / 2] += 1 / (d === 0 ? model.levelVariance : model.strength[d - 1]);
    invertPacked(doubt, S);
    for (let s = 0; s < E; s++) {
      const at = s * m + j;
      for (let d = 0; d < S; d++) {
        slope[s * S + d] =
          everybody.slope[at * S + d] + asked.carried[at * S + d] / Math.max(people[s], 1e-9);
        if (faith[s] > 0) slope[s * S + d] += (faith[s] * asked.slope[at * S + d]) / asked.heard[at];
      }
      for (let r = 0; r < S; r++) {
        moved[s * S + r] = 0;
        for (let d = 0; d < S; d++)
          moved[s * S + r] += doubt[r > d ? (r * (r + 1)) / 2 + d : (d * (d + 1)) / 2 + r] * slope[s * S + d];
      }
    }
    for (let s = 0; s < E; s++) {
      const at = s * m + j;
      for (let t = 0; t <= s; t++) {
        const other = t * m + j;
        let sum = everybody.covariance[at * E + t];
        for (let d = 0; d < S; d++) sum += slope[s * S + d] * moved[t * S + d];
        if (faith[s] > 0 && faith[t] > 0) {
          const all = Math.sqrt(asked.weight[at] * asked.weight[other]);
          const sample = Math.sqrt(asked.heard[at] * asked.heard[other]);
          const weights = faith[s] * faith[t];
          sum += (weights * asked.noise[at * E + t]) / (sample * all);
          for (let d = 0; d < S; d++)
            sum +=
              (faith[s] * moved[t * S + d] * asked.shared[at * S + d]) / asked.heard[at] +
              (faith[t] * moved[s * S + d] * asked.shared[other * S + d]) / asked.heard[other];
          if (s === t)
            sum +=
              (weights * (1 - asked.heard[at] / asked.weight[at]) * asked.sampling[at]) /
              asked.heard[at] ** 2;
        }
        covariance[(j * E + s) * E + t] = sum;
        covariance[(j * E + t) * E + s] = sum;
      }
    }
  }
  return { share, expected, covariance, people };
}

/** 1 for the first so many of an order. */
function first(order: Uint32Array, limit: number): Uint8Array {
  const chosen = new Uint8Array(order.length);
  for (const i of order.subarray(0, limit)) chosen[i] = 1;
  return chosen;
}

function mostProbable(standing: Float64Array, from: number, ends: number): number {
  let best = 0;
  for (let s = 1; s < ends; s++) if (standing[from + s] > standing[from + best]) best = s;
  return best;
}
