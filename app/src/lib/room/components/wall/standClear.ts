/** From left to right and from the bottom up, as fractions of a drawing. */
type Point = readonly [number, number];

/**
 * Moves marks up or down, as little as it takes, so that none covers another and all can be counted; from
 * left to right they stay where they are. Pure; O(n³) at worst, for some sixty marks.
 *
 * `radius` is that of a mark, in units of the drawing's width and height.
 *
 * @example standClear([[0.5, 0.5], [0.5, 0.5]], { width: 100, height: 100, radius: 5 }) // [[0.5, 0.5], [0.5, 0.62]]
 */
export function standClear(
  marks: readonly Point[],
  { width, height, radius }: { readonly width: number; readonly height: number; readonly radius: number },
): Point[] {
  const apart = 2.4 * radius;
  const placed: Point[] = [];
  const free = ([x, y]: Point) =>
    placed.every(([a, b]) => Math.hypot((x - a) * width, (y - b) * height) >= apart - 1e-9);
  for (const [x, y] of marks) {
    for (let step = 0; ; step++) {
      // 0, 1 up, 1 down, 2 up, 2 down…
      const rows = Math.ceil(step / 2) * (step % 2 ? 1 : -1);
      const here: Point = [x, y + (rows * apart) / height];
      if (!free(here)) continue;
      placed.push(here);
      break;
    }
  }
  return placed;
}
