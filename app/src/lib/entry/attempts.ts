/** How often something may be tried, on the whole, by those who share a name. */
export interface Attempts {
  /** Says whether `name` may try now, and counts the try. `now` in milliseconds. */
  allow(name: string, now: number): boolean;
}

/**
 * At most `most` tries a name in any `span` milliseconds. A name is a room's or a ballot's, never an
 * address: three hundred phones behind one address are one room. Kept in memory, forgotten after the span.
 */
export function attempts(most: number, span: number): Attempts {
  const tries = new Map<string, number[]>();
  let swept = 0;
  return {
    allow(name, now) {
      if (now - swept > span) {
        for (const [key, times] of tries) if (now - times[times.length - 1] >= span) tries.delete(key);
        swept = now;
      }
      const recent = (tries.get(name) ?? []).filter((time) => now - time < span);
      if (recent.length >= most) return false;
      recent.push(now);
      tries.set(name, recent);
      return true;
    },
  };
}
