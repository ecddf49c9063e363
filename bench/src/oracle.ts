import type { GeneratedDebate } from './generate.ts';

const NODES = 41;
const REACH = 5;

/**
 * The best guess anybody could make of each person's camp: the most probable one when levels, camp
 * effects, shares and the law of leniency are known, leniency integrated out on a grid of 41 points
 * over ±5 standard deviations. O(votes × camps × 41).
 */
export function oracle(debate: GeneratedDebate): Int8Array {
  const { votes, shares, level, campEffect, leniencySd } = debate;
  const statements = votes.statements.length;
  const logWeight = new Float64Array(NODES);
  const node = new Float64Array(NODES);
  for (let n = 0; n < NODES; n++) {
    const z = (n / (NODES - 1)) * 2 * REACH - REACH;
    node[n] = leniencySd * z;
    logWeight[n] = -0.5 * z * z;
  }
  const best = new Int8Array(votes.participants.length);
  const sum = new Float64Array(NODES);
  for (let i = 0; i < best.length; i++) {
    let highest = -Infinity;
    for (let g = 0; g < shares.length; g++) {
      sum.set(logWeight);
      for (let v = votes.offsets[i]; v < votes.offsets[i + 1]; v++) {
        const j = votes.statement[v];
        const base = level[j] + campEffect[g * statements + j];
        for (let n = 0; n < NODES; n++) sum[n] -= Math.log1p(Math.exp(-votes.value[v] * (base + node[n])));
      }
      let top = -Infinity;
      for (const s of sum) if (s > top) top = s;
      let mass = 0;
      for (const s of sum) mass += Math.exp(s - top);
      const score = Math.log(shares[g]) + top + Math.log(mass);
      if (score > highest) {
        highest = score;
        best[i] = g;
      }
    }
  }
  return best;
}
