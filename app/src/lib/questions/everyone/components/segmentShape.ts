import type { ShapeName } from '#lib/components/shapeName.ts';

const shapes: Readonly<Record<string, ShapeName>> = {
  low: 'circle',
  high: 'square',
  A: 'circle',
  B: 'square',
  C: 'triangle',
  D: 'diamond',
  E: 'cross',
};

/** The mark of a segment, wherever it is shown; those between have the small open ring. */
export function segmentShape(segment: string): ShapeName {
  return shapes[segment] ?? 'ring';
}
