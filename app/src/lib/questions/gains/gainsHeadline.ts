import type { RenderedAnswer, RenderedSentence } from '../../answer/answer.ts';

interface Read {
  readonly said?: { readonly answer: RenderedAnswer<'headline'> } | undefined;
  readonly trials: readonly {
    readonly result?: { readonly answer: RenderedAnswer<'headline'> } | undefined;
  }[];
}

/** What is said first: what was measured where something was, and then what people say. */
export function gainsHeadline({ said, trials }: Read): readonly RenderedSentence[] {
  const measured = trials.flatMap(({ result }) => result?.answer.sentences.headline ?? []);
  return [
    ...measured.filter(({ people }) => people !== 'too few').slice(0, 1),
    ...(said?.answer.sentences.headline ?? []),
  ];
}
