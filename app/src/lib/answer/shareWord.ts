/** A way of saying a share of people, decided by its interval alone. */
export type ShareWord =
  | 'almost_all'
  | 'tenths_9'
  | 'tenths_8'
  | 'tenths_7'
  | 'tenths_6'
  | 'four_in_five'
  | 'three_in_four'
  | 'two_in_three'
  | 'six_in_ten'
  | 'majority'
  | 'half'
  | 'minority'
  | 'four_in_ten'
  | 'one_in_three'
  | 'one_in_four'
  | 'one_in_five'
  | 'almost_none'
  | 'open';

interface Share {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The whole interval must lie on the far side of the bound (rules W1 to W12). */
const atLeast: readonly (readonly [number, ShareWord])[] = [
  [0.9, 'almost_all'],
  [0.8, 'four_in_five'],
  [0.75, 'three_in_four'],
  [0.67, 'two_in_three'],
  [0.6, 'six_in_ten'],
];
const atMost: readonly (readonly [number, ShareWord])[] = [
  [0.1, 'almost_none'],
  [0.2, 'one_in_five'],
  [0.25, 'one_in_four'],
  [0.33, 'one_in_three'],
  [0.4, 'four_in_ten'],
];

/**
 * Says a share by its bound: « au moins deux personnes sur trois », « moins de la moitié », or `open` when
 * the interval holds the half and is wide. Always conservative: the interval, never the value, decides.
 * Rules W1 to W13.
 *
 * @example boundWord({ value: 0.92, low: 0.86, high: 0.95 }); // 'four_in_five'
 */
export function boundWord({ low, high }: Share): ShareWord {
  for (const [bound, word] of atLeast) if (low >= bound) return word;
  for (const [bound, word] of atMost) if (high <= bound) return word;
  if (low > 0.5) return 'majority';
  if (high < 0.5) return 'minority';
  return low >= 0.4 && high <= 0.6 ? 'half' : 'open';
}

/**
 * Says a share by its size when the interval is narrow enough: « neuf personnes sur dix » when all of it
 * lies within five points of nine tenths, and by its bound otherwise. Rule W14.
 *
 * @example shareWord({ value: 0.92, low: 0.86, high: 0.95 }); // 'tenths_9'
 * @example shareWord({ value: 0.92, low: 0.91, high: 0.93 }); // 'almost_all'
 */
export function shareWord(share: Share): ShareWord {
  const bound = boundWord(share);
  if (bound === 'almost_all') return bound;
  for (const tenths of [9, 8, 7, 6] as const) {
    // Hundredths, so that 0.85 and 0.95 count as five points away whatever their binary form.
    const low = Math.round(share.low * 100);
    const high = Math.round(share.high * 100);
    if (low >= tenths * 10 - 5 && high <= tenths * 10 + 5) return `tenths_${tenths}`;
  }
  return bound;
}
