import { ownWords } from '#lib/entry/ownWords.ts';

/** The usual reasons of a refusal: everybody reads them in her own language. */
export const usualReasons = ['subject', 'person', 'insult', 'several', 'unclear'] as const;

/** Why a statement was refused: a usual reason, or the moderator's own words and their language. */
export type Reason =
  | { readonly usual: (typeof usualReasons)[number] }
  | { readonly text: string; readonly lang: 'fr' | 'en' };

/**
 * The reason of a refusal, as it is said to the room: the usual one that was chosen, or else the
 * moderator's words, in the language of her console. Nothing where neither says anything.
 */
export function readReason(chosen: string, other: string, lang: 'fr' | 'en'): Reason | undefined {
  const usual = usualReasons.find((reason) => reason === chosen);
  if (usual) return { usual };
  const words = ownWords(other);
  return 'text' in words ? { text: words.text, lang } : undefined;
}
