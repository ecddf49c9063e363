/** A text as a reader gets it: `lang` is absent when it is in her own language or in an unknown one. */
export interface ShownText {
  readonly text: string;
  readonly lang: string | undefined;
}

/**
 * Of a text in one or more languages, the one for this reader: hers, or else one whose language is not
 * known, or else the first. Never translated.
 *
 * @example textIn({ zh: '你好' }, 'fr') // { text: '你好', lang: 'zh' }
 */
export function textIn(texts: Readonly<Record<string, string>>, lang: 'fr' | 'en'): ShownText {
  const own = texts[lang] ?? texts.und;
  if (own !== undefined) return { text: own, lang: undefined };
  const [[tag, text] = ['und', '']] = Object.entries(texts);
  return { text, lang: tag };
}
