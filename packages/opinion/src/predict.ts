import type { Model } from './model.ts';

export function predict(model: Model, person: number, statement: number): number {
  const { factors } = model;
  const size = factors + 1;
  const packed = (size * (size + 1)) / 2;
  const known = person >= 0;
  const seen = statement >= 0;
  const p = person * packed;
  const s = statement * packed;
  let mean =
    (known ? model.personMean[person * size] : 0) +
    (seen ? model.statementMean[statement * size] : model.levelMean);
  let variance =
    (known ? model.personCov[p] : model.leniencyVariance) +
    (seen ? model.statementCov[s] : model.levelVariance);
  for (let r = 1; r < size; r++) {
    const u = known ? model.personMean[person * size + r] : 0;
    const w = seen ? model.statementMean[statement * size + r] : 0;
    mean += u * w;
    const row = (r * (r + 1)) / 2;
    if (known) variance += 2 * w * model.personCov[p + row];
    if (seen) variance += 2 * u * model.statementCov[s + row];
    for (let c = 1; c < size; c++) {
      const at = r > c ? row + c : (c * (c + 1)) / 2 + r;
      const uu = known ? model.personCov[p + at] : r === c ? 1 : 0;
      const ww = seen ? model.statementCov[s + at] : r === c ? model.strength[r - 1] : 0;
      const ud = known ? model.personMean[person * size + c] : 0;
      const wd = seen ? model.statementMean[statement * size + c] : 0;
      variance += uu * (ww + w * wd) + ww * u * ud;
    }
  }
  return 1 / (1 + Math.exp(-mean / Math.sqrt(1 + (Math.PI * variance) / 8)));
}
