import * as v from 'valibot';

/** A line that somebody typed: whatever breaks it, or cannot be seen, is a space; no longer than so many signs. */
export const oneLine = (longest: number) =>
  v.pipe(
    v.string('missing'),
    v.transform((text) =>
      text
        .normalize('NFC')
        .toWellFormed()
        .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
        .trim(),
    ),
    v.maxLength(longest, 'too-long'),
  );
