import { ownWords } from '#lib/entry/ownWords.ts';
import type { Texts } from '#lib/questions/everyone/debate.ts';

export type TextFault = 'empty' | 'too-long';

/** The texts of a statement as a form or a file gives them, ready to be kept; or what is wrong, by language. */
export type TextsRead =
  | { readonly texts: Texts }
  | { readonly faults: Readonly<Partial<Record<'fr' | 'en', TextFault>>> };

/** A statement in French, in English or in both: at least one of them. */
export function readTexts(given: { readonly fr: string; readonly en: string }): TextsRead {
  const texts: Partial<Record<'fr' | 'en', string>> = {};
  const faults: Partial<Record<'fr' | 'en', TextFault>> = {};
  for (const lang of ['fr', 'en'] as const) {
    if (given[lang].trim() === '') continue;
    const words = ownWords(given[lang]);
    if ('text' in words) texts[lang] = words.text;
    else faults[lang] = words.fault;
  }
  if (Object.keys(faults).length > 0) return { faults };
  return Object.keys(texts).length > 0 ? { texts: texts as Texts } : { faults: { fr: 'empty' } };
}
