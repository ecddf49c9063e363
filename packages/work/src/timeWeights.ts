import type { TimeShare } from './reported.ts';

/** What “much”, “some” and “little” of one's time count for: each word twice the next (SPEC R3). */
export const timeWeights: Readonly<Record<TimeShare, number>> = { much: 4, some: 2, little: 1 };
