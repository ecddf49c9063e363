import { type MinimumKind, minimum } from './minimum.ts';

/**
 * How many people must stand behind a cell of this kind.
 *
 * `reader` says whether whoever reads may be one of the people counted (an organisation reading itself)
 * or not (an imported public debate). `figure` is what the organisation asked for instead of the default;
 * it may be more than the default or less, never under the floor.
 *
 * Throws a RangeError when `figure` is not an integer or lies under the floor. Constant time.
 *
 * @example minimumBehind('figure', 'inside'); // 9: eight, and the reader
 * @example minimumBehind('group', 'inside'); // 10
 */
export function minimumBehind(
  kind: MinimumKind,
  reader: 'inside' | 'outside',
  figure: number = minimum.figure,
): number {
  if (!Number.isInteger(figure) || figure < minimum.floor) {
    throw new RangeError(`a figure needs at least ${minimum.floor} people behind it, not ${figure}`);
  }
  if (kind === 'mark') return minimum.mark;
  const least = figure + (reader === 'inside' ? minimum.insider : 0);
  return kind === 'figure' ? least : Math.max(minimum[kind], least);
}
