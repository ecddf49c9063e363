const english = /\b(the|and|of|to|is|are|that|should|be|not|have|we|for|with)\b/giu;
const french = /(?<![\p{L}])(le|la|les|des|du|et|est|une|que|pas|nous|pour|dans|sont|il)(?![\p{L}])/giu;

/**
 * The language of one text, as a BCP 47 tag, when it can honestly be told: by its script, or for Latin
 * letters by what all texts of the debate together leave no doubt about; `und` otherwise.
 *
 * @param latin the language of the debate's texts in Latin letters, from `latinLanguageOf`
 */
export function languageOf(text: string, latin: 'en' | 'fr' | 'und'): string {
  const letters = count(text, /\p{L}/gu);
  if (count(text, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu) > 0) return 'ja';
  if (2 * count(text, /\p{Script=Hangul}/gu) > letters) return 'ko';
  // A Han character says as much as several letters: borrowed Latin words do not outweigh it.
  const han = count(text, /\p{Script=Han}/gu);
  if (han > 0 && 4 * han >= letters - han) return 'zh';
  return 2 * count(text, /\p{Script=Latin}/gu) > letters ? latin : 'und';
}

/** English or French, if the small words of one outnumber the other's five to one in texts long enough. */
export function latinLanguageOf(texts: readonly string[]): 'en' | 'fr' | 'und' {
  let words = 0;
  let en = 0;
  let fr = 0;
  for (const text of texts) {
    words += count(text, /\p{Script=Latin}+/gu);
    en += count(text, english);
    fr += count(text, french);
  }
  if (words < 50) return 'und';
  if (en > 5 * fr && 10 * en > words) return 'en';
  if (fr > 5 * en && 10 * fr > words) return 'fr';
  return 'und';
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
