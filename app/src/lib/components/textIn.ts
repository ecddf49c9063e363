import { typeset } from '#lib/answer/typeset.ts';

/** A text as a reader gets it: `lang` is absent when it is in her own language or in an unknown one. */
export interface ShownText {
  readonly text: string;
  readonly lang: string | undefined;
}

/**
 * Of a text in one or more languages, the one for this reader: hers, or else one whose language is not
 * known, or else the first. Never translated; set in the type of its own language.
 *
 * @example textIn({ zh: '你好' }, 'fr') // { text: '你好', lang: 'zh' }
 */
export function textIn(texts: Readonly<Record<string, string>>, lang: 'fr' | 'en'): ShownText {
  const own = texts[lang];
  if (own !== undefined) return { text: typeset(own, lang), lang: undefined };
  if (texts.und !== undefined) return { text: texts.und, lang: undefined };
  const [first] = Object.entries(texts);
  return first ? { text: typeset(first[1], first[0]), lang: first[0] } : { text: '', lang: undefined };
}
