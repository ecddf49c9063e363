import * as v from 'valibot';

const word = v.pipe(v.string(), v.regex(/^[\w.~-]{1,64}$/));

/**
 * A vote as a phone sends it: see `Cast`. By `next` it asks what comes after it, in her language, beyond the
 * statements that she has before her already.
 */
export const voteSchema = v.object({
  code: v.pipe(v.string(), v.maxLength(64)),
  statement: word,
  value: v.picklist([1, -1, 0]),
  key: word,
  shown: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1))),
  next: v.optional(
    v.object({ lang: v.picklist(['fr', 'en']), ahead: v.pipe(v.array(word), v.maxLength(20)) }),
  ),
  replaces: v.optional(v.pipe(v.array(word), v.maxLength(20))),
});
