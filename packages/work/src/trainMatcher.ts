import { learn } from './matcher/learn.ts';
import type { Matcher } from './matcher/learnt.ts';
import { readTexts } from './matcher/readTexts.ts';
import { ready } from './matcher/ready.ts';
import type { Reference } from './reference.ts';

const PASSES = 4;

export interface TrainingOptions {
  /** What the order of examples is drawn from; 1 unless given. */
  readonly seed?: number;
  /** Told how much of the work is done, from 0 to 1; it must not change anything. */
  readonly onProgress?: (done: number) => void;
}

export function trainMatcher(
  reference: Reference,
  { seed = 1, onProgress = () => {} }: TrainingOptions = {},
): Matcher {
  const read = readTexts(reference);
  onProgress(0.1);
  const onPass = (pass: number) => onProgress(0.1 + (0.9 * pass) / PASSES);
  return ready(learn(reference, read, new Set(), { passes: PASSES, seed, onPass }));
}
