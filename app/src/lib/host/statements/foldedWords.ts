/** Words of a text without case, accents and punctuation, in order: « L’été » gives `l`, `ete`. */
export function foldedWords(text: string): string[] {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae');
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}
