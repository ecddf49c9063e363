import { choleskySolve } from '@abord/numbers';
import type { Model } from '../model.ts';
import type { Votes } from '../votes.ts';
import type { Likelihoods } from './likelihoods.ts';
import { type Mixture, shares } from './mixture.ts';

/**
 * The model once more, now that people are known to stand in groups: each person's place from her votes
 * and the groups' mixture instead of the common normal prior, then one Newton step for the level and the
 * two loadings of each statement. Places gathered at their groups blur the loadings less, and sharper
 * loadings place people better. The third axis stays as it is. O(votes).
 */
export function sharpen(votes: Votes, model: Model, data: Likelihoods, mixture: Mixture): Model {
  const people = votes.participants.length;
  const statements = votes.statements.length;
  const personMean = model.personMean.slice();
  const spread = placeIn(data, mixture, personMean);
  const score = new Float64Array(statements * 3);
  const square = new Float64Array(statements * 9);
  for (let i = 0; i < people; i++) {
    const u1 = personMean[i * 4 + 1];
    const u2 = personMean[i * 4 + 2];
    for (let v = votes.offsets[i]; v < votes.offsets[i + 1]; v++) {
      if (votes.value[v] === 0) continue;
      const j = votes.statement[v];
      const w1 = model.statementMean[j * 4 + 1];
      const w2 = model.statementMean[j * 4 + 2];
      const logit =
        personMean[i * 4] +
        model.statementMean[j * 4] +
        u1 * w1 +
        u2 * w2 +
        personMean[i * 4 + 3] * model.statementMean[j * 4 + 3];
      const p = 1 / (1 + Math.exp(-logit));
      const residual = (votes.value[v] > 0 ? 1 : 0) - p;
      const c = votes.weight[i] * p * (1 - p);
      const r = votes.weight[i] * residual;
      score[j * 3] += r;
      // Doubt about the place pulls loadings back: −p(1 − p) · Cov(u) · w.
      score[j * 3 + 1] += r * u1 - c * (spread[i * 3] * w1 + spread[i * 3 + 1] * w2);
      score[j * 3 + 2] += r * u2 - c * (spread[i * 3 + 1] * w1 + spread[i * 3 + 2] * w2);
      square[j * 9] += c;
      square[j * 9 + 3] += c * u1;
      square[j * 9 + 4] += c * (u1 * u1 + spread[i * 3]);
      square[j * 9 + 6] += c * u2;
      square[j * 9 + 7] += c * (u1 * u2 + spread[i * 3 + 1]);
      square[j * 9 + 8] += c * (u2 * u2 + spread[i * 3 + 2]);
    }
  }
  const statementMean = model.statementMean.slice();
  const statementCov = model.statementCov.slice();
  for (let j = 0; j < statements; j++) {
    const own = square.subarray(j * 9, j * 9 + 9);
    const pull = score.subarray(j * 3, j * 3 + 3);
    const prior = [1 / model.levelVariance, 1 / model.strength[0], 1 / model.strength[1]];
    for (let r = 0; r < 3; r++) {
      own[r * 4] += prior[r];
      pull[r] -= prior[r] * (statementMean[j * 4 + r] - (r === 0 ? model.levelMean : 0));
    }
    const step = choleskySolve(own, pull);
    for (let r = 0; r < 3; r++) {
      statementMean[j * 4 + r] += step[r];
      const column = choleskySolve(
        own,
        [0, 1, 2].map((k) => (k === r ? 1 : 0)),
      );
      for (let c = 0; c <= r; c++) statementCov[j * 10 + (r * (r + 1)) / 2 + c] = column[c];
    }
  }
  return { ...model, personMean, statementMean, statementCov };
}

/** Writes each person's mean place under the mixture into `personMean`; returns its covariance, people × 3. */
function placeIn(data: Likelihoods, mixture: Mixture, personMean: Float64Array): Float64Array {
  const share = shares(data, mixture);
  const [v00, v10, v11] = mixture.covariance;
  const determinant = v00 * v11 - v10 * v10;
  const q00 = v11 / determinant;
  const q10 = -v10 / determinant;
  const q11 = v00 / determinant;
  const spread = new Float64Array(data.people * 3);
  for (let i = 0; i < data.people; i++) {
    const a00 = data.precision[i * 3] + q00;
    const a10 = data.precision[i * 3 + 1] + q10;
    const a11 = data.precision[i * 3 + 2] + q11;
    const inverse = 1 / (a00 * a11 - a10 * a10);
    let m0 = 0;
    let m1 = 0;
    let s00 = a11 * inverse;
    let s10 = -a10 * inverse;
    let s11 = a00 * inverse;
    for (let k = 0; k < mixture.count; k++) {
      const c0 = mixture.components[k * 3 + 1];
      const c1 = mixture.components[k * 3 + 2];
      const b0 = data.information[i * 2] + q00 * c0 + q10 * c1;
      const b1 = data.information[i * 2 + 1] + q10 * c0 + q11 * c1;
      const u0 = (a11 * b0 - a10 * b1) * inverse;
      const u1 = (a00 * b1 - a10 * b0) * inverse;
      const r = share[i * mixture.count + k];
      m0 += r * u0;
      m1 += r * u1;
      s00 += r * u0 * u0;
      s10 += r * u0 * u1;
      s11 += r * u1 * u1;
    }
    personMean[i * 4 + 1] = m0;
    personMean[i * 4 + 2] = m1;
    spread[i * 3] = s00 - m0 * m0;
    spread[i * 3 + 1] = s10 - m0 * m1;
    spread[i * 3 + 2] = s11 - m1 * m1;
  }
  return spread;
}
