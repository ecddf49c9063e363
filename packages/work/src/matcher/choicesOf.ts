import { candidatesOf } from './candidatesOf.ts';
import type { Learnt } from './learnt.ts';
import type { Choice } from './logit.ts';
import { logProbabilities } from './logProbabilities.ts';
import { readQuery } from './readQuery.ts';
import type { ReadTexts } from './readTexts.ts';
import { ready } from './ready.ts';

/** What is learnt from titles that were held out: their candidates, and which of them are right (SPEC C2). */
export function choicesOf(
  learnt: Omit<Learnt, 'stack'>,
  read: ReadTexts,
  asked: readonly number[],
): Choice[] {
  const matcher = ready({ ...learnt, stack: new Float64Array() });
  return asked.map((text) => {
    const { text: words, language, codes } = read.texts[text];
    const query = readQuery(matcher, words, language);
    const candidates = candidatesOf(matcher, query, logProbabilities(matcher, query.features));
    const right = Uint8Array.from(candidates.codes, (c) =>
      codes.some(([code]) => code === matcher.codes[c]) ? 1 : 0,
    );
    return { rows: candidates.rows, right: Uint8Array.from([...right, right.includes(1) ? 0 : 1]) };
  });
}
