import type { Filling, Rung, Sentence, SentenceKey } from './answer.ts';

/** Says how the sentences of one rung of evidence are put together: those of an answer mostly share one. */
export function sentenceOn(rung: Rung) {
  return (
    key: SentenceKey,
    rule: string,
    people: Sentence['people'],
    figures: readonly string[],
    fillings: Readonly<Record<string, Filling>> = {},
    doubt?: { readonly low: number; readonly high: number },
  ): Sentence => ({
    ...{ key, fillings, figures, rule, people },
    ...(doubt && { interval: { low: doubt.low, high: doubt.high } }),
    rung,
  });
}
