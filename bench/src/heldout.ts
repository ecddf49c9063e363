import { fit, predict, type Votes } from '@abord/opinion';
import { groupRate, type Predictor, pointEstimates, statementRate } from './baselines.ts';
import { CONVERSATIONS, conversation } from './conversations.ts';
import { hide, type Split } from './hide.ts';
import { sparser } from './sparser.ts';

const SEEDS = 10;
const PREDICTORS: readonly (readonly [string, (votes: Votes) => Predictor])[] = [
  ['statement', statementRate],
  ['group', groupRate],
  ['person', (votes) => pointEstimates(votes, 0)],
  ['2 factors', (votes) => pointEstimates(votes, 2)],
  ['Abord', fitted],
];

/**
 * Held-out votes: one in ten of the agree and disagree votes hidden, log loss of the predictions, mean of
 * ten seeds; beside it four baselines fitted without the hidden votes. Then the same on smaller and
 * sparser cuts of these debates, and the calibration of the pooled predictions.
 */
export function main(): void {
  console.log(`Held-out log loss, mean of ${SEEDS} seeds. Baselines: baselines.ts.\n`);
  const tenths = new Float64Array(30);
  table(
    CONVERSATIONS.map((name) => [name, conversation(name)]),
    tenths,
  );
  console.log('\nSmaller and sparser cuts (sparser.ts):\n');
  table(sparser(), undefined);
  console.log('\nCalibration, pooled over the debates and seeds of the first table:\n');
  console.log('said   ', ...tenth(tenths, (at) => tenths[at] / tenths[at + 2]));
  console.log('seen   ', ...tenth(tenths, (at) => tenths[at + 1] / tenths[at + 2]));
}

function table(debates: readonly (readonly [string, Votes])[], tenths: Float64Array | undefined): void {
  console.log('debate'.padEnd(32), ...PREDICTORS.map(([name]) => name.padStart(9)), ' vs best  vs group');
  let product = 1;
  for (const [name, votes] of debates) {
    const losses = new Float64Array(PREDICTORS.length);
    for (let seed = 1; seed <= SEEDS; seed++) {
      const split = hide(votes, 0.1, seed);
      PREDICTORS.forEach(([, make], k) => {
        losses[k] += logLoss(split, make(split.kept), k === 4 ? tenths : undefined) / SEEDS;
      });
    }
    const best = losses[4] / Math.min(...losses.subarray(0, 4));
    product *= best;
    console.log(
      name.padEnd(32),
      ...Array.from(losses, (loss) => loss.toFixed(4).padStart(9)),
      percent(best),
      percent(losses[4] / losses[1]),
    );
  }
  console.log(`geometric mean against the best: ${percent(product ** (1 / debates.length))}`);
}

function fitted(votes: Votes): Predictor {
  const model = fit(votes, { seed: 1 });
  return (person, statement) => predict(model, person, statement);
}

/** Mean log loss; adds probability said, agreement seen and count to the tenths. */
function logLoss({ hidden }: Split, predictor: Predictor, tenths: Float64Array | undefined): number {
  let loss = 0;
  for (const { person, statement, agree } of hidden) {
    const p = predictor(person, statement);
    loss -= Math.log(agree ? p : 1 - p);
    if (tenths === undefined) continue;
    const at = 3 * Math.min(9, Math.floor(p * 10));
    tenths[at] += p;
    tenths[at + 1] += agree ? 1 : 0;
    tenths[at + 2]++;
  }
  return loss / hidden.length;
}

function tenth(tenths: Float64Array, figure: (at: number) => number): string[] {
  return Array.from({ length: tenths.length / 3 }, (_, k) => figure(3 * k).toFixed(3));
}

function percent(ratio: number): string {
  return `${((ratio - 1) * 100).toFixed(1)} %`.padStart(8);
}
