import { learn } from './matcher/learn.ts';
import { learnStack } from './matcher/learnStack.ts';
import type { Matcher } from './matcher/learnt.ts';
import { readTexts } from './matcher/readTexts.ts';
import { ready } from './matcher/ready.ts';
import type { Reference } from './reference.ts';

const PASSES = 4;
/** Passes of the fit that titles are held out from. */
const TRIAL = 3;

export interface TrainingOptions {
  /** What the order of examples and the titles held out are drawn from; 1 unless given. */
  readonly seed?: number;
  /** Told how much of the work is done, from 0 to 1; it must not change anything. */
  readonly onProgress?: (done: number) => void;
}

export function trainMatcher(
  reference: Reference,
  { seed = 1, onProgress = () => {} }: TrainingOptions = {},
): Matcher {
  const read = readTexts(reference);
  const step = (before: number) => (pass: number) => onProgress((before + pass) / (TRIAL + PASSES));
  const stack = learnStack(reference, read, { passes: TRIAL, seed, onPass: step(0) });
  return ready({
    ...learn(reference, read, new Set(), { passes: PASSES, seed, onPass: step(TRIAL) }),
    stack,
  });
}
