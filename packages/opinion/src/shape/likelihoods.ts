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
 * Second-order expansion of each person's logistic likelihood around the fitted place.
 *
 * Nobody is judged by loadings that their own votes helped to make: where `own` says that the model was
 * fitted on these votes, the person's pull is taken out of each statement's mean to first order
 * (mean − covariance · x · residual, x = (1, place)). Otherwise noise in a person's votes comes back as
 * evidence for an extreme place. O(votes × D²).
 */
export function likelihoods(votes: Votes, model: Model, axes: 1 | 2, own: boolean): Likelihoods {
  const people = votes.participants.length;
  const size = model.factors + 1;
  const packed = (size * (size + 1)) / 2;
  const { offsets, statement, value } = votes;
  const { personMean, statementMean, statementCov } = model;
  const precision = new Float64Array(people * 3);
  const information = new Float64Array(people * 2);
  const x = new Float64Array(size);
  const pull = new Float64Array(size);
  const square = new Float64Array(size * size);
  const score = new Float64Array(size);
  for (let i = 0; i < people; i++) {
    square.fill(0);
    score.fill(0);
    x[0] = 1;
    for (let f = 1; f < size; f++) x[f] = personMean[i * size + f];
    const leniency = personMean[i * size];
    for (let v = offsets[i]; v < offsets[i + 1]; v++) {
      if (value[v] === 0) continue;
      const mean = statement[v] * size;
      const cov = statement[v] * packed;
      const agrees = value[v] > 0 ? 1 : 0;
      let logit = leniency;
      let spread = 0;
      for (let r = 0; r < size; r++) {
        logit += statementMean[mean + r] * x[r];
        let sum = 0;
        for (let c = 0; c < size; c++) {
          sum += statementCov[cov + (r >= c ? (r * (r + 1)) / 2 + c : (c * (c + 1)) / 2 + r)] * x[c];
        }
        pull[r] = sum;
        spread += sum * x[r];
      }
      const residual = own ? agrees - 1 / (1 + Math.exp(-logit)) : 0;
      const alone = 1 / (1 + Math.exp(-(logit - spread * residual)));
      const curvature = alone * (1 - alone);
      for (let r = 1; r < size; r++) pull[r] = statementMean[mean + r] - pull[r] * residual;
      pull[0] = 1;
      for (let r = 0; r < size; r++) {
        score[r] += (agrees - alone) * pull[r];
        for (let c = 0; c <= r; c++) square[r * size + c] += curvature * pull[r] * pull[c];
      }
    }
    for (let r = 0; r < size; r++)
      for (let c = r + 1; c < size; c++) square[r * size + c] = square[c * size + r];
    x[0] = leniency;
    for (let r = 0; r < size; r++) for (let c = 0; c < size; c++) score[r] += square[r * size + c] * x[c];
    // Integrate out, one coordinate at a time, leniency and the other axes.
    for (let o = 0; o < size; o++) {
      if (o >= 1 && o <= axes) continue;
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
    precision[i * 3] = Math.max(0, square[size + 1]);
    information[i * 2] = score[1];
    precision[i * 3 + 1] = square[2 * size + 1];
    precision[i * 3 + 2] = Math.max(0, square[2 * size + 2]);
    information[i * 2 + 1] = score[2];
  }
  return { people, axes, precision, information, weight: votes.weight };
}
