import type { Model } from './model.ts';

/**
 * Probability that a person agrees with a statement, given that she agrees or disagrees.
 *
 * `person` and `statement` are indices of the model; -1 stands for somebody, or a statement, without a
 * vote: an unknown person gets the statement's rate, an unknown statement the person's, and the two
 * together the base rate, each averaged over the prior. Throws a RangeError for another index.
 *
 * The logit's posterior is taken as normal with mean m and variance v, and σ averaged over it as
 * σ(m / √(1 + πv/8)) (MacKay 1992). SPEC.md, section P. O(factors²).
 *
 * @example
 * predict(model, 0, 12) // 0.83
 * predict(model, -1, 12) // 0.61: what is known of statement 12 alone
 */
export function predict(model: Model, person: number, statement: number): number {
  const size = model.factors + 1;
  const people = model.personMean.length / size;
  const statements = model.statementMean.length / size;
  if (!(Number.isInteger(person) && person >= -1 && person < people)) {
    throw new RangeError(`predict: there is no person ${person} among ${people}`);
  }
  if (!(Number.isInteger(statement) && statement >= -1 && statement < statements)) {
    throw new RangeError(`predict: there is no statement ${statement} among ${statements}`);
  }
  const known = person >= 0;
  const seen = statement >= 0;
  const packed = (size * (size + 1)) / 2;
  const p = person * packed;
  const s = statement * packed;
  const position = (r: number) => (known ? model.personMean[person * size + r] : 0);
  const loading = (r: number) => (seen ? model.statementMean[statement * size + r] : 0);
  let mean = position(0) + (seen ? loading(0) : model.levelMean);
  let variance =
    (known ? model.personCov[p] : model.leniencyVariance) +
    (seen ? model.statementCov[s] : model.levelVariance);
  for (let r = 1; r < size; r++) {
    const u = position(r);
    const w = loading(r);
    const row = (r * (r + 1)) / 2;
    mean += u * w;
    if (known) variance += 2 * w * model.personCov[p + row];
    if (seen) variance += 2 * u * model.statementCov[s + row];
    for (let c = 1; c < size; c++) {
      const at = r > c ? row + c : (c * (c + 1)) / 2 + r;
      const uu = known ? model.personCov[p + at] : r === c ? 1 : 0;
      const ww = seen ? model.statementCov[s + at] : r === c ? model.strength[r - 1] : 0;
      variance += uu * (ww + w * loading(c)) + ww * u * position(c);
    }
  }
  return 1 / (1 + Math.exp(-mean / Math.sqrt(1 + (Math.PI * variance) / 8)));
}
