import { ownWords } from '#lib/entry/ownWords.ts';

/** Signs that a comment may have. */
export const COMMENT_SIGNS = 500;

/** A comment as somebody typed it, ready to be kept; or why it cannot be. */
export function readComment(typed: string): ReturnType<typeof ownWords> {
  return ownWords(typed, COMMENT_SIGNS);
}
