import type { Released } from '@abord/release';
import type { ShapeName } from '#lib/components/shapeName.ts';
import type { EveryoneRelease } from '../release.ts';
import { segmentShape } from './segmentShape.ts';

/** From left to right and from the bottom up, as fractions of the drawing. */
type Point = readonly [number, number];

/**
 * Where everything stands in the drawing of a debate in camps: its frame is the outermost depth line with a
 * little water around it; a camp's letter stands above its topmost mark. Linear in the cells.
 */
export function campsPlaces(release: Released<EveryoneRelease>): {
  /** Height by width. */
  readonly ratio: number;
  /** Depth lines, the shallowest first. */
  readonly outlines: readonly { readonly rings: readonly (readonly Point[])[] }[];
  readonly marks: readonly { readonly place: Point; readonly shape: ShapeName }[];
  readonly letters: readonly { readonly letter: string; readonly place: Point }[];
} {
  const cells = release.tables.marks.cells;
  const lines = release.tables.depth.cells[0]?.lines ?? [];
  const points = [
    ...lines.flatMap(({ rings }) => rings.flat()),
    ...cells.map(({ x, y = 0 }) => [x, y] as const),
  ];
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  // Without depth lines the marks may stand on one line, or be one.
  const [across, up] = [right - left || 1, high - low || 1];
  const place = (x: number, y: number): Point => [
    0.02 + (0.96 * (x - left)) / across,
    0.02 + (0.96 * (y - low)) / up,
  ];
  return {
    ratio: up / across,
    outlines: lines.map(({ rings }) => ({ rings: rings.map((ring) => ring.map(([x, y]) => place(x, y))) })),
    marks: cells.map(({ x, y = 0, segment }) => ({ place: place(x, y), shape: segmentShape(segment) })),
    letters: release.tables.segments.cells
      .filter(({ segment }) => segment !== 'between' && cells.some((cell) => cell.segment === segment))
      .map(({ segment }) => {
        const own = cells.filter((cell) => cell.segment === segment);
        const top = own.reduce((best, cell) => ((cell.y ?? 0) > (best.y ?? 0) ? cell : best));
        const [x, y] = place(top.x, top.y ?? 0);
        return { letter: segment, place: [x, y + 0.05] as const };
      }),
  };
}
