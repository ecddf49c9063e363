import { formatCount } from '#lib/answer/formatCount.ts';
import { quote } from '#lib/answer/quote.ts';
import { textIn } from '#lib/components/textIn.ts';
import type { Texts } from '#lib/questions/everyone/debate.ts';
import { m } from '#lib/words/messages.js';
import type { ForeseenSentence } from './foreseen.ts';

/** A sentence about what could be shown, in the reader's language. */
export function foreseenText(sentence: ForeseenSentence, lang: 'fr' | 'en'): string {
  const locale = { locale: lang };
  if ('lists' in sentence) {
    const { key, least, lists, values } = sentence;
    return m[key]({ least, lists: listed(lists, lang), values: listed(values, lang) }, locale);
  }
  if ('people' in sentence) {
    const { key, least, people } = sentence;
    return m[key]({ least, count: people, shown: formatCount(people, lang) }, locale);
  }
  return 'least' in sentence
    ? m[sentence.key]({ least: sentence.least }, locale)
    : m[sentence.key]({}, locale);
}

/** « Métier » et « Horaires » */
function listed(texts: readonly Texts[], lang: 'fr' | 'en'): string {
  const quoted = texts.map((text) => quote(textIn(text, lang).text, lang));
  return new Intl.ListFormat(lang, { type: 'conjunction' }).format(quoted);
}
