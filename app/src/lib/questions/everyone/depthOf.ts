import { contours } from 'd3-contour';

/** Depth of the debate: how many people stand near a place, as a share of the deepest place. */
export type Depth = {
  /** Standard deviation of the kernel put on each mark, in units of the map. */
  readonly smoothing: number;
  /** On a line: points [x, depth] from left to right. */
  readonly profile?: readonly (readonly [number, number])[];
  /** On two axes: closed lines at a share of the deepest place, each ring a list of points [x, y]. */
  readonly lines?: readonly {
    readonly level: number;
    readonly rings: readonly (readonly (readonly [number, number])[])[];
  }[];
};

interface Mark {
  readonly x: number;
  readonly y: number;
  readonly people: number;
}

const levels = [0.16, 0.42, 0.7];
const smoothing = 0.4;
const step = 0.1;
const margin = 3 * smoothing;

/**
 * Draws the depth of the map from its marks alone, so that it shows nothing that the marks do not:
 * a Gaussian kernel on each mark, weighted by its people.
 *
 * Levels are 16, 42 and 70 % of the deepest place. Coordinates are hundredths. Time: marks × grid.
 */
export function depthOf(marks: readonly Mark[], line: boolean): Depth {
  const xs = ticks(marks.map((mark) => mark.x));
  if (line) {
    const depths = xs.map((x) => marks.reduce((sum, mark) => sum + mark.people * kernel(x - mark.x), 0));
    const deepest = Math.max(...depths);
    return { smoothing, profile: xs.map((x, i) => [x, hundredth(depths[i] / deepest)] as const) };
  }
  const ys = ticks(marks.map((mark) => mark.y));
  const depths = ys.flatMap((y) =>
    xs.map((x) =>
      marks.reduce((sum, mark) => sum + mark.people * kernel(x - mark.x) * kernel(y - mark.y), 0),
    ),
  );
  const deepest = Math.max(...depths);
  const drawn = contours()
    .size([xs.length, ys.length])
    .thresholds(levels.map((level) => level * deepest))(depths);
  const place = (column: number, row: number) =>
    [hundredth(xs[0] + (column - 0.5) * step), hundredth(ys[0] + (row - 0.5) * step)] as const;
  return {
    smoothing,
    lines: drawn.map((line, index) => ({
      level: levels[index],
      rings: line.coordinates.flatMap((polygon) =>
        polygon.map((ring) => ring.map(([column, row]) => place(column!, row!))),
      ),
    })),
  };
}

function ticks(places: readonly number[]): number[] {
  const first = Math.floor((Math.min(...places) - margin) / step);
  const last = Math.ceil((Math.max(...places) + margin) / step);
  return Array.from({ length: last - first + 1 }, (_, i) => hundredth((first + i) * step));
}

const kernel = (distance: number): number => Math.exp(-((distance / smoothing) ** 2) / 2);

const hundredth = (value: number): number => Math.round(value * 100) / 100;
