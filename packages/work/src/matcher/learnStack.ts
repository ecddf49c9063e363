import type { Reference } from '../reference.ts';
import { choicesOf } from './choicesOf.ts';
import { holdOut } from './holdOut.ts';
import { learn } from './learn.ts';
import { logit } from './logit.ts';
import type { ReadTexts } from './readTexts.ts';
import { ON_ROME } from './stacks.ts';

/** The weights that find titles again which were held out from all that the figures are made of (SPEC C2, C3). */
export function learnStack(
  reference: Reference,
  read: ReadTexts,
  options: { readonly passes: number; readonly seed: number; readonly onPass?: (passes: number) => void },
): Float64Array {
  const { asked, held } = holdOut(read, options.seed);
  return logit(choicesOf(learn(reference, read, held, options), read, asked), ON_ROME);
}
