/** The ISO date of now, in universal time: the day at most is kept of anything. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
