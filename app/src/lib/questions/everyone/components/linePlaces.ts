import type { Released } from '@abord/release';
import type { EveryoneRelease } from '../release.ts';
import { segmentShape } from './segmentShape.ts';
import type { LineMark } from './stackMarks.ts';

/**
 * Marks and depth of a debate on a line, from bank to bank: where the water is too shallow to be seen, the
 * drawing ends. Linear in the cells.
 */
export function linePlaces(release: Released<EveryoneRelease>): {
  readonly marks: readonly LineMark[];
  /** Density at evenly spaced places from the low end to the high end, 1 at the deepest. */
  readonly profile: readonly number[];
} {
  const sounded = release.tables.depth.cells[0]?.profile ?? [];
  const bed = sounded.slice(
    Math.max(0, sounded.findIndex(([, depth]) => depth > 0.02) - 1),
    sounded.findLastIndex(([, depth]) => depth > 0.02) + 2,
  );
  const left = bed[0]?.[0] ?? 0;
  const right = bed.at(-1)?.[0] ?? 1;
  return {
    marks: release.tables.marks.cells.map(({ x, segment }) => ({
      at: (x - left) / (right - left || 1),
      shape: segmentShape(segment),
    })),
    profile: bed.map(([, depth]) => depth),
  };
}
