import type { NotWeighed } from '@abord/release';
import type { SentenceKey } from '#lib/answer/answer.ts';

/** Why answers are not weighted, as a sentence. */
export const notWeighed = {
  'no-headcounts': 'heard_not_weighed_no_headcounts',
  'one-group': 'heard_not_weighed_one_group',
  unmet: 'heard_not_weighed_unmet',
  few: 'heard_not_weighed_few',
  uneven: 'heard_not_weighed_uneven',
} as const satisfies Readonly<Record<NotWeighed, SentenceKey>>;
