/** A figure with the two ends of its interval; the level is said by whoever made it (95 % unless told). */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}
