import { expect } from 'vitest';

/** Within `relative` of the expected size. */
export function close(actual: number, expected: number, relative: number): void {
  expect(Math.abs(actual - expected), `${actual} for ${expected}`).toBeLessThanOrEqual(
    relative * Math.abs(expected),
  );
}
