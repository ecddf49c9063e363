/** How often something may be tried, on the whole, by those who share a name. */
export interface Attempts {
  /** Says whether `name` may try now, and counts the try. `now` in milliseconds. */
  allow(name: string, now: number): boolean;
}

/**
 * At most `most` tries a name at once, which come back one by one, all of them in `span` milliseconds: one
 * number a name. A name is a room's or a ballot's, never an address but for what would stop the machine:
 * three hundred phones behind one address are one room. Kept in memory, forgotten after the span.
 */
export function attempts(most: number, span: number): Attempts {
  const step = span / most;
  /** When each name has all its tries again. */
  const whole = new Map<string, number>();
  let swept = 0;
  return {
    allow(name, now) {
      if (now - swept > span) {
        for (const [key, time] of whole) if (time <= now) whole.delete(key);
        swept = now;
      }
      const after = Math.max(whole.get(name) ?? 0, now) + step;
      // Half a step more, since sums of steps are rounded.
      if (after - now > span + step / 2) return false;
      whole.set(name, after);
      return true;
    },
  };
}
