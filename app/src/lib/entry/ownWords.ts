/** Signs that a statement may have. */
export const OWN_WORDS = 280;

/**
 * A statement (or a comment, of `most` signs) as a participant wrote it, ready to be kept: one line, without signs that nobody sees (what
 * turns the order of writing around, what only computers read); emoji and every script stay as they are.
 * Or why it cannot be one: no letter in it, or too long, and then how long it is.
 *
 * Linear in the length of the text.
 *
 * @example ownWords('  Je veux\n savoir. ') // { text: 'Je veux savoir.' }
 */
export function ownWords(
  typed: string,
  most = OWN_WORDS,
): { readonly text: string } | { readonly fault: 'empty' | 'too-long'; readonly signs: number } {
  const text = typed
    .normalize('NFC')
    .toWellFormed()
    .replace(/[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069\uFEFF\uFFF9-\uFFFD]/g, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  const signs = [...text].length;
  if (signs > most) return { fault: 'too-long', signs };
  // Hangul fillers are letters to Unicode and blanks to a reader.
  if (!/\p{L}/u.test(text.replace(/[\u115F\u1160\u3164\uFFA0]/g, ''))) return { fault: 'empty', signs };
  return { text };
}
