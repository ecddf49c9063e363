import { choleskySolve } from '@abord/numbers';
import type { Model } from '../model.ts';
import type { Votes } from '../votes.ts';

/**
 * What each person's votes alone say of their place on the first two axes: up to a constant, the
 * log-likelihood of person i is −½ u′P u + h′u, leniency and the other axes integrated out under their
 * priors, without any prior on u, so that a mixture can put its own in its place.
 */
export interface Likelihoods {
  readonly people: number;
  readonly axes: 1 | 2;
  /** people × 3: P(0,0), P(1,0), P(1,1); zeros beyond the axes in use. */
  readonly precision: Float64Array;
  /** people × 2: h. */
  readonly information: Float64Array;
  readonly weight: Float64Array;
}

/**
 * Second-order expansion of each person's logistic likelihood around her place.
 *
 * `own`: the model was fitted on these votes and has a place for each person. Then nobody is judged by
 * loadings that her own votes helped to make: her pull is taken out of each statement's mean to first
 * order (mean − covariance · (1, place) · residual). Otherwise noise in her votes comes back as evidence
 * for an extreme place. Without `own` people are new to the model and are placed
 * here, by one Newton step from the middle. The model has three axes. O(votes).
 */
export function likelihoods(votes: Votes, model: Model, axes: 1 | 2, own: boolean): Likelihoods {
  const people = votes.participants.length;
  const size = model.factors + 1;
  const precision = new Float64Array(people * 3);
  const information = new Float64Array(people * 2);
  const expansion = { square: new Float64Array(size * size), score: new Float64Array(size) };
  const { square, score } = expansion;
  const middle = new Float64Array(size);
  for (let i = 0; i < people; i++) {
    if (own) {
      expandWithout(votes, model, i, model.personMean.subarray(i * size, (i + 1) * size), expansion);
    } else {
      expand(votes, model, i, middle, expansion);
      for (let r = 0; r < size; r++) square[r * size + r] += r === 0 ? 1 / model.leniencyVariance : 1;
      expand(votes, model, i, choleskySolve(square, score), expansion);
    }
    for (let o = 0; o < size; o++) if (o < 1 || o > axes) integrateOut(o, model, expansion);
    precision[i * 3] = Math.max(0, square[size + 1]);
    precision[i * 3 + 1] = square[2 * size + 1];
    precision[i * 3 + 2] = Math.max(0, square[2 * size + 2]);
    information[i * 2] = score[1];
    information[i * 2 + 1] = score[2];
  }
  return { people, axes, precision, information, weight: votes.weight };
}

/** Log-likelihood −½ x′ square x + score′ x over leniency and axes, full and symmetric. */
interface Expansion {
  readonly square: Float64Array;
  readonly score: Float64Array;
}

/**
 * The expansion of person i's votes around `place` (leniency, three axes), statements at their means.
 * Written out: in a large debate nearly everybody is new to the model.
 */
function expand(
  votes: Votes,
  model: Model,
  i: number,
  place: Float64Array,
  { square, score }: Expansion,
): void {
  const { statementMean } = model;
  const [x0, x1, x2, x3] = place;
  let g0 = 0;
  let g1 = 0;
  let g2 = 0;
  let g3 = 0;
  let s00 = 0;
  let s10 = 0;
  let s11 = 0;
  let s20 = 0;
  let s21 = 0;
  let s22 = 0;
  let s30 = 0;
  let s31 = 0;
  let s32 = 0;
  let s33 = 0;
  for (let v = votes.offsets[i]; v < votes.offsets[i + 1]; v++) {
    const y = votes.value[v];
    if (y === 0) continue;
    const mean = votes.statement[v] * 4;
    const w1 = statementMean[mean + 1];
    const w2 = statementMean[mean + 2];
    const w3 = statementMean[mean + 3];
    const p = 1 / (1 + Math.exp(-(x0 + statementMean[mean] + x1 * w1 + x2 * w2 + x3 * w3)));
    const residual = (y > 0 ? 1 : 0) - p;
    const c0 = p * (1 - p);
    const c1 = c0 * w1;
    const c2 = c0 * w2;
    const c3 = c0 * w3;
    g0 += residual;
    g1 += residual * w1;
    g2 += residual * w2;
    g3 += residual * w3;
    s00 += c0;
    s10 += c1;
    s11 += c1 * w1;
    s20 += c2;
    s21 += c2 * w1;
    s22 += c2 * w2;
    s30 += c3;
    s31 += c3 * w1;
    s32 += c3 * w2;
    s33 += c3 * w3;
  }
  score.set([g0, g1, g2, g3]);
  square.set([s00, 0, 0, 0, s10, s11, 0, 0, s20, s21, s22, 0, s30, s31, s32, s33]);
  complete(place, { square, score });
}

/** The same, the person's own pull on each statement taken out. */
function expandWithout(
  votes: Votes,
  model: Model,
  i: number,
  place: Float64Array,
  { square, score }: Expansion,
): void {
  const size = place.length;
  const packed = (size * (size + 1)) / 2;
  const { statementMean, statementCov } = model;
  const x = place.slice();
  x[0] = 1;
  const loading = new Float64Array(size);
  square.fill(0);
  score.fill(0);
  for (let v = votes.offsets[i]; v < votes.offsets[i + 1]; v++) {
    if (votes.value[v] === 0) continue;
    const mean = votes.statement[v] * size;
    const cov = votes.statement[v] * packed;
    const agrees = votes.value[v] > 0 ? 1 : 0;
    let logit = place[0];
    let spread = 0;
    loading.fill(0);
    for (let r = 0, k = cov; r < size; r++) {
      logit += statementMean[mean + r] * x[r];
      for (let c = 0; c < r; c++, k++) {
        loading[r] += statementCov[k] * x[c];
        loading[c] += statementCov[k] * x[r];
      }
      loading[r] += statementCov[k++] * x[r];
    }
    for (let r = 0; r < size; r++) spread += loading[r] * x[r];
    const residual = agrees - 1 / (1 + Math.exp(-logit));
    const p = 1 / (1 + Math.exp(-(logit - spread * residual)));
    for (let r = 1; r < size; r++) loading[r] = statementMean[mean + r] - loading[r] * residual;
    loading[0] = 1;
    for (let r = 0; r < size; r++) {
      const bent = p * (1 - p) * loading[r];
      score[r] += (agrees - p) * loading[r];
      for (let c = 0; c <= r; c++) square[r * size + c] += bent * loading[c];
    }
  }
  complete(place, { square, score });
}

/** Fills the upper triangle and moves the origin of the expansion from the place to zero. */
function complete(place: Float64Array, { square, score }: Expansion): void {
  const size = place.length;
  for (let r = 0; r < size; r++)
    for (let c = r + 1; c < size; c++) square[r * size + c] = square[c * size + r];
  for (let r = 0; r < size; r++) for (let c = 0; c < size; c++) score[r] += square[r * size + c] * place[c];
}

/** Integrates coordinate o out under its prior; its row and column become zero. */
function integrateOut(o: number, model: Model, { square, score }: Expansion): void {
  const size = score.length;
  const own = square[o * size + o] + (o === 0 ? 1 / model.leniencyVariance : 1);
  for (let r = 0; r < size; r++) {
    if (r === o) continue;
    const ratio = square[r * size + o] / own;
    score[r] -= ratio * score[o];
    for (let c = 0; c < size; c++) if (c !== o) square[r * size + c] -= ratio * square[o * size + c];
  }
  for (let r = 0; r < size; r++) {
    square[r * size + o] = 0;
    square[o * size + r] = 0;
  }
  score[o] = 0;
}
