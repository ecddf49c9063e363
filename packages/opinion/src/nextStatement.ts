import { choice } from '@abord/numbers';
import type { Model } from './model.ts';

/** Share of the draws that go to any unseen statement, whatever is known: the floor of every statement. */
const FLOOR = 0.2;
/** How sharply the rest goes to the statements that would teach most. */
const SHARPNESS = 3;

/**
 * Chooses the statement to show next to one person, and says with what probability each could have been.
 *
 * A vote teaches about the person and about the statement; both are in the variance of the logit. The gain is
 * the information that the answer carries about that logit (in nats), times the chance that it is answered at
 * all. One draw in five is uniform over the unseen statements; the others go in proportion to gain cubed.
 * The probability belongs with the vote: it is the design weight of `weighStatements`. SPEC N1 to N4.
 *
 * `person` is the posterior from `locate` (for somebody without a vote, of no votes); `unseen` the indices of
 * the statements not yet answered; `answered` the share of each statement's votes that were no passes, where
 * known; `uniform` one uniform number. Without a model every unseen statement is as likely. Throws a
 * RangeError when nothing is left to show. O(unseen · factors²).
 *
 * @example
 * nextStatement({ unseen: [3, 7], uniform: 0.6 }) // { statement: 7, probability: 0.5 }
 */
export function nextStatement(choiceOf: {
  readonly model?: Model;
  readonly person?: { readonly mean: ArrayLike<number>; readonly cov: ArrayLike<number> };
  readonly unseen: ArrayLike<number>;
  readonly answered?: ArrayLike<number>;
  readonly uniform: number;
}): { readonly statement: number; readonly probability: number } {
  const { model, person, unseen, answered, uniform } = choiceOf;
  if (unseen.length === 0) throw new RangeError('nextStatement: every statement has been seen');
  const gains = Float64Array.from(unseen, (j) =>
    model === undefined || person === undefined
      ? 1
      : (informationOf(model, person, j) * (answered?.[j] ?? 1)) ** SHARPNESS,
  );
  let total = 0;
  for (const gain of gains) total += gain;
  const probabilities = gains.map(
    (gain) => FLOOR / gains.length + (1 - FLOOR) * (total > 0 ? gain / total : 1 / gains.length),
  );
  const chosen = choice(uniform, probabilities);
  return { statement: unseen[chosen], probability: probabilities[chosen] };
}

/** Mutual information between the answer and its logit, whose posterior is about normal. SPEC N2. */
function informationOf(
  model: Model,
  person: { readonly mean: ArrayLike<number>; readonly cov: ArrayLike<number> },
  statement: number,
): number {
  const size = model.factors + 1;
  const at = statement * size;
  const packed = (at * (size + 1)) / 2;
  let mean = person.mean[0] + model.statementMean[at];
  let variance = person.cov[0] + model.statementCov[packed];
  for (let r = 1, k = 1; r < size; r++) {
    const u = person.mean[r];
    const w = model.statementMean[at + r];
    mean += u * w;
    variance += 2 * (w * person.cov[k] + u * model.statementCov[packed + k]);
    k++;
    for (let c = 1; c <= r; c++, k++) {
      const ww = w * model.statementMean[at + c];
      const uu = u * person.mean[c];
      const both =
        person.cov[k] * (ww + model.statementCov[packed + k]) + uu * model.statementCov[packed + k];
      variance += c === r ? both : 2 * both;
    }
  }
  return information(mean, variance);
}

/**
 * H(E p) - E H(p) for p = logistic(z), z normal: the entropy of the answer less the entropy left when z is
 * known. The first by MacKay's approximation of E p; the second with H(logistic(z)) close to
 * log 2 · exp(-z² / 2 WIDTH), WIDTH the least-squares fit over |z| ≤ 6. After Houlsby et al., "Bayesian active
 * learning for classification and preference learning" (2011), who do it for the probit.
 */
function information(mean: number, variance: number): number {
  const p = 1 / (1 + Math.exp(-mean / Math.sqrt(1 + (Math.PI * variance) / 8)));
  const entropy = p <= 0 || p >= 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log1p(-p);
  const width = WIDTH / (WIDTH + variance);
  const left = Math.LN2 * Math.sqrt(width) * Math.exp((-mean * mean) / (2 * (WIDTH + variance)));
  return Math.max(0, entropy - left);
}

const WIDTH = 3.43;
