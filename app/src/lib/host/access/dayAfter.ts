/**
 * The ISO date so many days later.
 *
 * @example dayAfter('2026-12-30', 3) // '2027-01-02'
 */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
