import * as v from 'valibot';

const texts = v.pipe(
  v.record(v.picklist(['fr', 'en']), v.pipe(v.string(), v.trim(), v.maxLength(300))),
  v.check((given) => Object.values(given).some((text) => text !== ''), 'empty'),
);
const minutes = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(240));
const statements = v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(100));

const moment = v.variant('kind', [
  v.object({
    kind: v.literal('watch'),
    title: texts,
    link: v.optional(v.pipe(v.string(), v.url(), v.startsWith('https://'), v.maxLength(500))),
    minutes,
  }),
  v.object({ kind: v.literal('vote'), statements }),
  v.object({ kind: v.literal('reveal'), statements, shape: v.boolean() }),
  v.object({ kind: v.literal('discuss'), minutes, prompt: v.optional(texts) }),
  v.object({ kind: v.literal('write'), minutes }),
  v.object({ kind: v.literal('close') }),
]);

/** What people may send as a script: at most sixty moments. */
export const scriptSchema = v.pipe(v.array(moment), v.minLength(1), v.maxLength(60));

/**
 * One moment of a séance: an episode to watch, statements to vote on one by one, what is revealed of them
 * (and the shape of the evening), talk with a timer, a round of free statements, the end. Statements are
 * ids, in the order in which they are shown.
 */
export type Moment = v.InferOutput<typeof moment>;

export type Script = readonly Moment[];
