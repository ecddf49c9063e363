import { becomeText, gainerText } from '#lib/questions/gains/saidText.ts';
import { skillName } from '#lib/questions/work/skillName.ts';
import { m } from '#lib/words/messages.js';
import type { Answer, Filling, RenderedAnswer, RenderedSentence, Sentence, Texts } from './answer.ts';
import { familyName } from './familyName.ts';
import { formatChange } from './formatChange.ts';
import { formatCount } from './formatCount.ts';
import { formatDays } from './formatDays.ts';
import { formatIndex } from './formatIndex.ts';
import { formatP } from './formatP.ts';
import { formatInterval, formatPercent, formatPoints } from './formatPercent.ts';
import { formatShare } from './formatShare.ts';
import { quote } from './quote.ts';
import { segmentPlace } from './segmentName.ts';
import { typeset } from './typeset.ts';

type Lang = 'fr' | 'en';

/** Longer statements are named by their number in a sentence; the page shows their text beside it. */
const longestQuote = 90;

/**
 * Turns an answer into French or English: the one renderer, for page, wall, report, strip and file alike.
 * Words come from the catalogue, figures from the answer, and nothing is decided here. Linear.
 */
export function render<Place extends string>(answer: Answer<Place>, lang: Lang): RenderedAnswer<Place> {
  const sentences = {} as Record<Place, readonly RenderedSentence[]>;
  for (const place of Object.keys(answer.sentences) as Place[]) {
    sentences[place] = answer.sentences[place].map((sentence) => renderSentence(sentence, lang));
  }
  return { ...answer, lang, sentences };
}

/** Turns one sentence into French or English. */
export function renderSentence({ fillings, ...sentence }: Sentence, lang: Lang): RenderedSentence {
  const gaps: Record<string, string> = {};
  for (const [name, filling] of Object.entries(fillings)) gaps[name] = said(filling, lang);
  const message = m[sentence.key] as (gaps: Record<string, string>, options: { locale: Lang }) => string;
  return { ...sentence, text: capitalised(message(gaps, { locale: lang })) };
}

function said(filling: Filling, lang: Lang): string {
  const locale = { locale: lang };
  switch (filling.say) {
    case 'count':
      return formatCount(filling.value, lang);
    case 'few':
      return isLettered(filling.value)
        ? m[`answer_number_${filling.value}`]({}, locale)
        : String(filling.value);
    case 'code':
      return String(filling.value);
    case 'percent':
      return formatShare({ share: filling.value, nearly: filling.nearly }, lang);
    case 'interval':
      return formatInterval(filling.low, filling.high, lang);
    case 'agreement': {
      const bounds = { low: String(Math.round(filling.low * 100)), high: formatPercent(filling.high, lang) };
      return m[`answer_agree_${filling.word}`](bounds, locale);
    }
    case 'bound':
      return m[`answer_bound_${filling.word}`]({}, locale);
    case 'statement': {
      const text = inLanguage(filling.texts, lang);
      return text !== undefined && text.length <= longestQuote
        ? quote(text, lang)
        : m.answer_statement({ number: String(filling.number) }, locale);
    }
    case 'name':
      return nameIn(filling.texts, lang);
    case 'names':
      return filling.list.map((texts) => nameIn(texts, lang)).join(lang === 'fr' ? '\u202F; ' : '; ');
    case 'family':
      return familyName(filling, lang);
    case 'skills':
      return filling.keys.map((key) => skillName(key, lang)).join(lang === 'fr' ? '\u202F; ' : '; ');
    case 'index':
      return formatIndex(filling, lang);
    case 'segment':
      return segmentPlace(filling.segment, lang);
    case 'points':
      return formatPoints(filling.value);
    case 'change':
      return formatChange(filling, lang);
    case 'became':
      return quoted(
        filling.keys.map((key) => becomeText(key, lang)),
        lang,
      );
    case 'gainers':
      return quoted(
        filling.keys.map((key) => gainerText(key, lang)),
        lang,
      );
    case 'p':
      return formatP(filling.value, lang);
    case 'days':
      return formatDays(filling.from, filling.to, lang);
  }
}

const lettered = [2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

function isLettered(value: number): value is (typeof lettered)[number] {
  return lettered.some((number) => number === value);
}

function quoted(words: readonly string[], lang: Lang): string {
  return new Intl.ListFormat(lang, { type: 'conjunction' }).format(words.map((word) => quote(word, lang)));
}

function nameIn(texts: Texts, lang: Lang): string {
  return typeset(inLanguage(texts, lang) ?? Object.values(texts)[0] ?? '', lang);
}

function inLanguage(texts: Texts, lang: Lang): string | undefined {
  const tag = Object.keys(texts).find((key) => key === lang || key.startsWith(`${lang}-`));
  return tag === undefined ? undefined : texts[tag];
}

/** A sentence begins with a capital, also where a gap begins it. */
function capitalised(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
