const narrow = '\u202F';
const full = '\u00A0';

/**
 * Typesets a text that people wrote, for display, in its own language: curly apostrophes and quotation
 * marks, and in French the spaces that its signs ask for. What is stored stays as it was written.
 *
 * A text in another language than French or English comes back as it is. Linear.
 *
 * @example typeset("L'IA decide-t-elle? \"Non\"", 'fr'); // 'L’IA decide-t-elle ? « Non »'
 */
export function typeset(text: string, lang: string): string {
  const language = lang.split('-')[0];
  if (language !== 'fr' && language !== 'en') return text;
  const curly = text
    .trim()
    .replace(/\s+/gu, ' ')
    .replace(/(?<=[\p{L}\p{N}])'(?=\p{L})/gu, '’')
    .replace(/(?<=[\p{L}])'/gu, '’')
    .replace(/\.\.\./g, '…');
  if (language === 'en') {
    return curly.replace(/"([^"]*)"/g, '“$1”').replace(/(^|[\s([“])'/g, '$1‘');
  }
  return curly
    .replace(/"([^"]*)"/g, '« $1 »')
    .replace(/«\s*/g, `«${full}`)
    .replace(/\s*»/g, `${full}»`)
    .replace(/\s*([;!?])(?=[\s»)]|$)/g, `${narrow}$1`)
    .replace(/\s*:(?=\s|$)/g, `${full}:`)
    .replace(/(\d)\s*%/g, `$1${full}%`);
}
