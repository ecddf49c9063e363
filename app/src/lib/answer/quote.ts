import { typeset } from './typeset.ts';

/**
 * Puts a typeset text between the quotation marks of the reader's language: « … » outside and “…” inside
 * in French, “…” and ‘…’ in English. A final full stop goes, since the sentence around it goes on.
 *
 * @example quote('Je veux savoir.', 'fr'); // '« Je veux savoir »'
 */
export function quote(text: string, lang: 'fr' | 'en'): string {
  const set = typeset(text, lang).replace(/(?<!\.)\.$/, '');
  return lang === 'fr'
    ? `«\u00A0${set.replace(/«\s*/g, '“').replace(/\s*»/g, '”')}\u00A0»`
    : `“${set.replace(/“/g, '‘').replace(/”/g, '’')}”`;
}
