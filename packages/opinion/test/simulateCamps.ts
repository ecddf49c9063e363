import { random, randomNormal } from '@abord/numbers';
import type { VoteRow } from '../src/votes.ts';

/**
 * Votes of `people` people in camps (person i in camp i mod `camps`; none: 0) on `statements` statements,
 * of which each person answers about half. Camp effects N(0, strength²) and leniency N(0, 0.5²) in logits.
 */
export function simulateCamps(
  people: number,
  statements: number,
  camps: number,
  strength: number,
  seed: number,
): VoteRow[] {
  const source = random(seed);
  const effect = Array.from(
    { length: Math.max(1, camps) * statements },
    () => strength * randomNormal(source),
  );
  const level = Array.from({ length: statements }, () => randomNormal(source));
  const rows: VoteRow[] = [];
  for (let i = 0; i < people; i++) {
    const leniency = 0.5 * randomNormal(source);
    for (let j = 0; j < statements; j++) {
      if (source() < 0.5) continue;
      const logit = level[j] + leniency + (camps > 0 ? effect[(i % camps) * statements + j] : 0);
      const vote = source() < 1 / (1 + Math.exp(-logit)) ? 1 : -1;
      rows.push({ participant: `p${i}`, statement: `s${j}`, vote });
    }
  }
  return rows;
}
