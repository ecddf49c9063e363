import { invertPacked } from '../invertPacked.ts';
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
 * for an extreme place. Without `own` people are new to the model and are placed here, by one Newton step
 * from the middle. The model has three axes. O(votes).
 */
export function likelihoods(votes: Votes, model: Model, axes: 1 | 2, own: boolean): Likelihoods {
  const people = votes.participants.length;
  const precision = new Float64Array(people * 3);
  const information = new Float64Array(people * 2);
  const expansion = { score: new Float64Array(4), square: new Float64Array(10) };
  const place = new Float64Array(4);
  const middle = own ? undefined : expansionsAtMiddle(model);
  for (let i = 0; i < people; i++) {
    if (middle === undefined) {
      for (let r = 0; r < 4; r++) place[r] = model.personMean[i * 4 + r];
      expandWithout(votes, model, i, place, expansion);
    } else {
      expandAtMiddle(votes, middle, i, expansion);
      step(expansion, model.leniencyVariance, place);
      expand(votes, model, i, place, expansion);
    }
    writeMarginal(expansion, place, model.leniencyVariance, axes, i, precision, information);
  }
  return { people, axes, precision, information, weight: votes.weight };
}

/** Gradient and negative curvature (packed) of a log-likelihood over leniency and three axes. */
interface Expansion {
  readonly score: Float64Array;
  readonly square: Float64Array;
}

/**
 * What a vote says of somebody in the middle of leniency and axes depends on statement and answer alone:
 * for each statement, disagree and agree, the score (4 numbers) and the curvature (10, packed).
 */
function expansionsAtMiddle({ statementMean }: Model): Float64Array {
  const statements = statementMean.length / 4;
  const table = new Float64Array(statements * 28);
  for (let j = 0; j < statements; j++) {
    const loading = [1, ...statementMean.subarray(j * 4 + 1, j * 4 + 4)];
    const p = 1 / (1 + Math.exp(-statementMean[j * 4]));
    for (const agrees of [0, 1]) {
      const at = j * 28 + agrees * 14;
      for (let r = 0, k = at + 4; r < 4; r++) {
        table[at + r] = (agrees - p) * loading[r];
        for (let c = 0; c <= r; c++) table[k++] = p * (1 - p) * loading[r] * loading[c];
      }
    }
  }
  return table;
}

function expandAtMiddle(votes: Votes, table: Float64Array, i: number, { score, square }: Expansion): void {
  score.fill(0);
  square.fill(0);
  for (let v = votes.offsets[i]; v < votes.offsets[i + 1]; v++) {
    if (votes.value[v] === 0) continue;
    const at = votes.statement[v] * 28 + (votes.value[v] > 0 ? 14 : 0);
    for (let k = 0; k < 4; k++) score[k] += table[at + k];
    for (let k = 0; k < 10; k++) square[k] += table[at + 4 + k];
  }
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
  { score, square }: Expansion,
): void {
  const { statementMean } = model;
  const x0 = place[0];
  const x1 = place[1];
  const x2 = place[2];
  const x3 = place[3];
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
  square.set([s00, s10, s11, s20, s21, s22, s30, s31, s32, s33]);
}

/**
 * The same, the person's own pull on each statement taken out: with d = cov · (1, x₁, x₂, x₃), the mean
 * moves by −d · residual and the logit by −(1, x₁, x₂, x₃) · d · residual.
 */
function expandWithout(
  votes: Votes,
  model: Model,
  i: number,
  place: Float64Array,
  { score, square }: Expansion,
): void {
  const { statementMean, statementCov } = model;
  const x0 = place[0];
  const x1 = place[1];
  const x2 = place[2];
  const x3 = place[3];
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
    const cov = votes.statement[v] * 10;
    const v10 = statementCov[cov + 1];
    const v20 = statementCov[cov + 3];
    const v21 = statementCov[cov + 4];
    const v30 = statementCov[cov + 6];
    const v31 = statementCov[cov + 7];
    const v32 = statementCov[cov + 8];
    const d0 = statementCov[cov] + v10 * x1 + v20 * x2 + v30 * x3;
    const d1 = v10 + statementCov[cov + 2] * x1 + v21 * x2 + v31 * x3;
    const d2 = v20 + v21 * x1 + statementCov[cov + 5] * x2 + v32 * x3;
    const d3 = v30 + v31 * x1 + v32 * x2 + statementCov[cov + 9] * x3;
    const l1 = statementMean[mean + 1];
    const l2 = statementMean[mean + 2];
    const l3 = statementMean[mean + 3];
    const logit = x0 + statementMean[mean] + x1 * l1 + x2 * l2 + x3 * l3;
    const agrees = y > 0 ? 1 : 0;
    const pull = agrees - 1 / (1 + Math.exp(-logit));
    const p = 1 / (1 + Math.exp(-(logit - (d0 + x1 * d1 + x2 * d2 + x3 * d3) * pull)));
    const w1 = l1 - d1 * pull;
    const w2 = l2 - d2 * pull;
    const w3 = l3 - d3 * pull;
    const residual = agrees - p;
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
  square.set([s00, s10, s11, s20, s21, s22, s30, s31, s32, s33]);
}

/** Writes the place to which one Newton step leads from the middle, under the priors. */
function step({ score, square }: Expansion, leniencyVariance: number, place: Float64Array): void {
  square[0] += 1 / leniencyVariance;
  square[2] += 1;
  square[5] += 1;
  square[9] += 1;
  invertPacked(square, 4);
  const c00 = square[0];
  const c10 = square[1];
  const c11 = square[2];
  const c20 = square[3];
  const c21 = square[4];
  const c22 = square[5];
  const c30 = square[6];
  const c31 = square[7];
  const c32 = square[8];
  const c33 = square[9];
  const g0 = score[0];
  const g1 = score[1];
  const g2 = score[2];
  const g3 = score[3];
  place[0] = c00 * g0 + c10 * g1 + c20 * g2 + c30 * g3;
  place[1] = c10 * g0 + c11 * g1 + c21 * g2 + c31 * g3;
  place[2] = c20 * g0 + c21 * g1 + c22 * g2 + c32 * g3;
  place[3] = c30 * g0 + c31 * g1 + c32 * g2 + c33 * g3;
}

/**
 * Moves the origin of the expansion from the place to zero, integrates leniency, the third axis and, with
 * one axis, the second out under their priors, and writes what is left for person i.
 */
function writeMarginal(
  { score, square }: Expansion,
  place: Float64Array,
  leniencyVariance: number,
  axes: 1 | 2,
  i: number,
  precision: Float64Array,
  information: Float64Array,
): void {
  const s00 = square[0];
  const s10 = square[1];
  const s11 = square[2];
  const s20 = square[3];
  const s21 = square[4];
  const s22 = square[5];
  const s30 = square[6];
  const s31 = square[7];
  const s32 = square[8];
  const s33 = square[9];
  const x0 = place[0];
  const x1 = place[1];
  const x2 = place[2];
  const x3 = place[3];
  const h0 = score[0] + s00 * x0 + s10 * x1 + s20 * x2 + s30 * x3;
  const h1 = score[1] + s10 * x0 + s11 * x1 + s21 * x2 + s31 * x3;
  const h2 = score[2] + s20 * x0 + s21 * x1 + s22 * x2 + s32 * x3;
  const h3 = score[3] + s30 * x0 + s31 * x1 + s32 * x2 + s33 * x3;
  const a00 = s00 + 1 / leniencyVariance;
  const a33 = s33 + 1;
  const inverse = 1 / (a00 * a33 - s30 * s30);
  // Rows of the block between kept and integrated coordinates, times the inverse of the latter's.
  const b10 = (a33 * s10 - s30 * s31) * inverse;
  const b13 = (a00 * s31 - s30 * s10) * inverse;
  const b20 = (a33 * s20 - s30 * s32) * inverse;
  const b23 = (a00 * s32 - s30 * s20) * inverse;
  let p00 = s11 - b10 * s10 - b13 * s31;
  let p10 = s21 - b20 * s10 - b23 * s31;
  let p11 = s22 - b20 * s20 - b23 * s32;
  let i0 = h1 - b10 * h0 - b13 * h3;
  let i1 = h2 - b20 * h0 - b23 * h3;
  if (axes === 1) {
    const ratio = p10 / (p11 + 1);
    p00 -= ratio * p10;
    i0 -= ratio * i1;
    p10 = 0;
    p11 = 0;
    i1 = 0;
  }
  precision[i * 3] = Math.max(0, p00);
  precision[i * 3 + 1] = p10;
  precision[i * 3 + 2] = Math.max(0, p11);
  information[i * 2] = i0;
  information[i * 2 + 1] = i1;
}
