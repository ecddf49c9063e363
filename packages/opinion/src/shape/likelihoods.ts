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

/** Newton steps that bring a person whom the fit has not placed near enough to her place. */
const STEPS = 2;

/**
 * Second-order expansion of each person's logistic likelihood around her place.
 *
 * `own`: the model was fitted on these votes and has a place for each person. Then nobody is judged by
 * loadings that her own votes helped to make: her pull is taken out of each statement's mean to first
 * order (mean − covariance · (1, place) · residual). Otherwise noise in her votes comes back as evidence
 * for an extreme place. Without `own` people are new to the model and are placed here. O(votes × D²).
 */
export function likelihoods(votes: Votes, model: Model, axes: 1 | 2, own: boolean): Likelihoods {
  const people = votes.participants.length;
  const size = model.factors + 1;
  const precision = new Float64Array(people * 3);
  const information = new Float64Array(people * 2);
  const expansion = { square: new Float64Array(size * size), score: new Float64Array(size) };
  const { square, score } = expansion;
  for (let i = 0; i < people; i++) {
    let place: Float64Array;
    if (own) {
      place = model.personMean.subarray(i * size, (i + 1) * size);
      expandWithout(votes, model, i, place, expansion);
    } else {
      place = new Float64Array(size);
      for (let step = 0; step < STEPS; step++) {
        expand(votes, model, i, place, expansion);
        for (let r = 0; r < size; r++) square[r * size + r] += r === 0 ? 1 / model.leniencyVariance : 1;
        place = choleskySolve(square, score);
      }
      expand(votes, model, i, place, expansion);
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

/** The expansion of person i's votes around `place` (leniency, axes), statements at their means. */
function expand(
  votes: Votes,
  model: Model,
  i: number,
  place: Float64Array,
  { square, score }: Expansion,
): void {
  const size = place.length;
  const { statementMean } = model;
  square.fill(0);
  score.fill(0);
  for (let v = votes.offsets[i]; v < votes.offsets[i + 1]; v++) {
    if (votes.value[v] === 0) continue;
    const mean = votes.statement[v] * size;
    let logit = place[0] + statementMean[mean];
    for (let r = 1; r < size; r++) logit += statementMean[mean + r] * place[r];
    const p = 1 / (1 + Math.exp(-logit));
    const residual = (votes.value[v] > 0 ? 1 : 0) - p;
    const curvature = p * (1 - p);
    score[0] += residual;
    square[0] += curvature;
    for (let r = 1; r < size; r++) {
      const loading = statementMean[mean + r];
      const bent = curvature * loading;
      score[r] += residual * loading;
      square[r * size] += bent;
      for (let c = 1; c <= r; c++) square[r * size + c] += bent * statementMean[mean + c];
    }
  }
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
