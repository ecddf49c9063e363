import { formatCount } from '#lib/answer/formatCount.ts';
import { quote } from '#lib/answer/quote.ts';
import { type ShownText, textIn } from '#lib/components/textIn.ts';
import type { Texts } from '#lib/questions/everyone/debate.ts';
import { m } from '#lib/words/messages.js';
import type { ForeseenSentence } from './foreseen.ts';

/** Stand in a message for the labels, which may be in another language; no text has them. */
const LISTS = '\uE000';
const VALUES = '\uE001';

/** A sentence about what could be shown, in pieces: a label that is not in the reader's language has its own. */
export function foreseenText(sentence: ForeseenSentence, lang: 'fr' | 'en'): readonly ShownText[] {
  const locale = { locale: lang };
  const plain = (text: string): ShownText => ({ text, lang: undefined });
  if ('lists' in sentence) {
    const { key, least, lists, values } = sentence;
    const text = m[key]({ least, lists: LISTS, values: VALUES }, locale);
    return text.split(/([\uE000\uE001])/).flatMap((piece) => {
      if (piece === LISTS) return listed(lists, lang);
      if (piece === VALUES) return listed(values, lang);
      return piece === '' ? [] : [plain(piece)];
    });
  }
  if ('people' in sentence) {
    const { key, least, people } = sentence;
    return [plain(m[key]({ least, count: people, shown: formatCount(people, lang) }, locale))];
  }
  return [
    plain(
      'least' in sentence ? m[sentence.key]({ least: sentence.least }, locale) : m[sentence.key]({}, locale),
    ),
  ];
}

/** « Métier » et « Horaires » */
function listed(texts: readonly Texts[], lang: 'fr' | 'en'): ShownText[] {
  const shown = texts.map((text) => textIn(text, lang));
  const parts = new Intl.ListFormat(lang, { type: 'conjunction' }).formatToParts(
    texts.map((_, at) => String(at)),
  );
  return parts.map(({ type, value }) => {
    if (type !== 'element') return { text: value, lang: undefined };
    const { text, lang: own } = shown[Number(value)]!;
    return { text: quote(text, lang), lang: own };
  });
}
