import { random, shuffle } from '@abord/numbers';

/** Examples as rows of features, each with its weight and the classes that it should get. */
export interface Examples {
  readonly start: Uint32Array;
  readonly feature: Uint32Array;
  readonly value: Float32Array;
  readonly weight: Float32Array;
  readonly targetStart: Uint32Array;
  readonly target: Uint16Array;
  readonly share: Float32Array;
}

export interface SoftmaxShape {
  readonly features: number;
  readonly classes: number;
  /** The family of each class, from 0; a family's weights are common to its classes. */
  readonly family: Uint32Array;
  readonly families: number;
}

const STEP = 6;
const NEGLIGIBLE = 0.0005;
const FAMILY = 0.5;
/** A class this far below the best, in logits, has no probability worth an exponential. */
const FAR = -10;

/**
 * Weights of a multinomial logistic regression by plain gradient descent, one example at a time, in an order
 * drawn from the seed; a row a feature: first its classes, then its families (SPEC M5).
 */
export function softmax(
  examples: Examples,
  { features, classes, family, families }: SoftmaxShape,
  {
    passes,
    seed,
    step = STEP,
    onPass,
  }: { passes: number; seed: number; step?: number; onPass?: (passes: number) => void },
): Float32Array {
  const width = classes + families;
  const weights = new Float32Array(features * width);
  const scores = new Float64Array(width);
  const moved = new Uint16Array(width);
  const by = new Float64Array(width);
  const familyGradient = new Float64Array(families);
  const { feature, value } = examples;
  const count = examples.weight.length;
  const source = random(seed);
  const order = Array.from({ length: count }, (_, k) => k);
  let done = 0;
  for (let pass = 0; pass < passes; pass++) {
    for (const example of shuffle(source, order)) {
      const rate = step * (1 - done / (count * passes)) * examples.weight[example];
      done++;
      const from = examples.start[example];
      const to = examples.start[example + 1];
      if (from === to) continue;
      scores.fill(0);
      let at = from;
      // Four rows at once: a third of the time of one by one.
      for (; at + 3 < to; at += 4) {
        const [x0, x1, x2, x3] = [value[at], value[at + 1], value[at + 2], value[at + 3]];
        const [r0, r1, r2, r3] = [
          feature[at] * width,
          feature[at + 1] * width,
          feature[at + 2] * width,
          feature[at + 3] * width,
        ];
        for (let c = 0; c < width; c++) {
          scores[c] +=
            x0 * weights[r0 + c] + x1 * weights[r1 + c] + x2 * weights[r2 + c] + x3 * weights[r3 + c];
        }
      }
      for (; at < to; at++) {
        const x = value[at];
        const row = feature[at] * width;
        for (let c = 0; c < width; c++) scores[c] += x * weights[row + c];
      }
      let largest = -Infinity;
      for (let c = 0; c < classes; c++) {
        scores[c] += scores[classes + family[c]];
        if (scores[c] > largest) largest = scores[c];
      }
      let total = 0;
      for (let c = 0; c < classes; c++) {
        const below = scores[c] - largest;
        scores[c] = below < FAR ? 0 : Math.exp(below);
        total += scores[c];
      }
      for (let c = 0; c < classes; c++) scores[c] /= total;
      for (let t = examples.targetStart[example]; t < examples.targetStart[example + 1]; t++) {
        scores[examples.target[t]] -= examples.share[t];
      }
      familyGradient.fill(0);
      let moves = 0;
      for (let c = 0; c < classes; c++) {
        const gradient = scores[c];
        if (gradient < NEGLIGIBLE && gradient > -NEGLIGIBLE) continue;
        moved[moves] = c;
        by[moves++] = rate * gradient;
        familyGradient[family[c]] += gradient;
      }
      for (let g = 0; g < families; g++) {
        const gradient = familyGradient[g];
        if (gradient < NEGLIGIBLE && gradient > -NEGLIGIBLE) continue;
        moved[moves] = classes + g;
        by[moves++] = rate * FAMILY * gradient;
      }
      at = from;
      for (; at + 3 < to; at += 4) {
        const [x0, x1, x2, x3] = [value[at], value[at + 1], value[at + 2], value[at + 3]];
        const r0 = feature[at] * width;
        const r1 = feature[at + 1] * width;
        const r2 = feature[at + 2] * width;
        const r3 = feature[at + 3] * width;
        for (let m = 0; m < moves; m++) {
          const c = moved[m];
          const g = by[m];
          weights[r0 + c] -= x0 * g;
          weights[r1 + c] -= x1 * g;
          weights[r2 + c] -= x2 * g;
          weights[r3 + c] -= x3 * g;
        }
      }
      for (; at < to; at++) {
        const x = value[at];
        const row = feature[at] * width;
        for (let m = 0; m < moves; m++) weights[row + moved[m]] -= x * by[m];
      }
    }
    onPass?.(pass + 1);
  }
  return weights;
}
