import published from '../../../../../references/exposure/ilo-2025.json' with { type: 'json' };

const { groups, scores: _, ...source } = published;

/** Where the figures of exposure come from. */
export const exposureSource = source;

/** How exposed to generative AI the tasks of an occupation are, or of several: 0 to 1, published. */
export type Exposure = {
  /** Smallest and largest mean of the unit groups. */
  readonly from: number;
  readonly to: number;
  /** The largest sum of mean and deviation. */
  readonly most: number;
  /** Of one unit group. */
  readonly sd?: number;
};

/**
 * The published exposure of a unit group of ISCO-08, or of all those that are inside a larger group, whoever of them
 * is asked here; nothing where none of them is published here. Rounded to hundredths, as published.
 *
 * @example exposureOf('2221') // { from: 0.25, to: 0.25, most: 0.38, sd: 0.13 }
 */
export function exposureOf(code: string): Exposure | undefined {
  const inside = groups.filter(({ isco }) => isco.startsWith(code));
  if (inside.length === 0) return undefined;
  const means = inside.map(({ mean }) => mean);
  return {
    from: Math.min(...means),
    to: Math.max(...means),
    most: Math.round(Math.max(...inside.map(({ mean, sd }) => mean + sd)) * 100) / 100,
    ...(code.length === 4 && { sd: inside[0].sd }),
  };
}
