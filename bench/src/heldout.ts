import { fit, predict } from '@abord/opinion';
import { groupRate, type Predictor, pointEstimates, statementRate } from './baselines.ts';
import { CONVERSATIONS, conversation } from './conversations.ts';
import { hide, type Split } from './hide.ts';
import type { Votes } from '@abord/opinion';

const SEEDS = 10;

/** Held-out votes: one in ten of the agree and disagree votes hidden, mean log loss over ten seeds. */
export function main(): void {
  console.log('conversation                        statement   group  person  2 factors   Abord  vs best  vs group');
  let product = 1;
  for (const name of CONVERSATIONS) {
    const votes = conversation(name);
    const losses = new Float64Array(5);
    for (let seed = 1; seed <= SEEDS; seed++) {
      const split = hide(votes, 0.1, seed);
      [statementRate, groupRate, (v: Votes) => pointEstimates(v, 0), (v: Votes) => pointEstimates(v, 2), abord].forEach((make, k) => {
        losses[k] += logLoss(split, make(split.kept)) / SEEDS;
      });
    }
    const best = Math.min(...losses.subarray(0, 4));
    product *= losses[4] / best;
    console.log(name.padEnd(36), ...Array.from(losses, (l) => l.toFixed(4).padStart(8)), percent(losses[4] / best), percent(losses[4] / losses[1]));
  }
  console.log('geometric mean', percent(product ** (1 / CONVERSATIONS.length)));
}

function abord(votes: Votes): Predictor {
  const model = fit(votes, { factors: 4, sweeps: 8, hyperprior: 100, seed: 1 });
  return (person, statement) => predict(model, person, statement);
}

function logLoss({ hidden }: Split, predictor: Predictor): number {
  let loss = 0;
  for (const { person, statement, agree } of hidden) {
    const p = predictor(person, statement);
    loss -= Math.log(agree ? p : 1 - p);
  }
  return loss / hidden.length;
}

function percent(ratio: number): string {
  return `${((ratio - 1) * 100).toFixed(1)} %`.padStart(8);
}
