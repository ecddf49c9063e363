import type { Reference } from '../reference.ts';
import { candidatesOf, WIDTH } from './candidatesOf.ts';
import { holdOut } from './holdOut.ts';
import { learn } from './learn.ts';
import { type Choice, logit } from './logit.ts';
import { logProbabilities } from './logProbabilities.ts';
import { readQuery } from './readQuery.ts';
import type { ReadTexts } from './readTexts.ts';
import { ready } from './ready.ts';

/** The weights that find titles again which were held out from all that the figures are made of (SPEC C2, C3). */
export function learnStack(
  reference: Reference,
  read: ReadTexts,
  options: { readonly passes: number; readonly seed: number; readonly onPass?: (passes: number) => void },
): Float64Array {
  const start = new Float64Array(WIDTH);
  start[0] = 1;
  const { asked, held } = holdOut(read, options.seed);
  const matcher = ready({ ...learn(reference, read, held, options), stack: start });
  const choices = asked.map((text): Choice => {
    const { text: words, language, codes } = read.texts[text];
    const query = readQuery(matcher, words, language);
    const candidates = candidatesOf(matcher, query, logProbabilities(matcher, query.features));
    const right = Uint8Array.from(candidates.codes, (c) =>
      codes.some(([code]) => code === matcher.codes[c]) ? 1 : 0,
    );
    return { rows: candidates.rows, right: Uint8Array.from([...right, right.includes(1) ? 0 : 1]) };
  });
  return logit(choices, start);
}
