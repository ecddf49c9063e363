import type { Analysis } from '@abord/opinion';
import { type DraftCell, minimum } from '@abord/release';

/** Places on the map carry no more than this. */
const grid = 0.05;
/** More marks than this do not say more. */
const mostMarks = 60;
/** What one mark may stand for: numbers that a caption can say. */
const sizes = [
  minimum.mark,
  10,
  20,
  25,
  50,
  100,
  200,
  250,
  500,
  1000,
  2000,
  2500,
  5000,
  10000,
  25000,
  50000,
  100000,
];

/**
 * Divides the people of each segment among marks for the map: each mark stands for people of one segment
 * who are near one another, never fewer than five, and shows their mean place on a coarse grid.
 *
 * The size of a mark is the first of 5, 10, 20, 25, 50… that gives at most 60 marks in all; a segment of
 * n people gets n / size marks, rounded down, and at least one. Segments under `least` people get none.
 * On a line people are cut into runs along the axis; on two axes each cut is made across the wider side.
 * Time n log² n.
 */
export function marksOf(analysis: Analysis, members: readonly Int32Array[], least: number): DraftCell[] {
  const flat = analysis.shape === 'line' || analysis.axes.length < 2;
  const drawn = members.map((people) => (people.length >= least ? people.length : 0));
  const size = sizes.find((candidate) => countOf(drawn, candidate) <= mostMarks) ?? sizes.at(-1)!;
  return analysis.segments.flatMap(({ id }, segment) => {
    if (drawn[segment] === 0) return [];
    const runs = cut(Array.from(members[segment]), marksIn(drawn[segment], size), analysis.position, flat);
    return runs.map((run, index) => ({
      id: `${id}/${index + 1}`,
      about: 'place',
      people: Int32Array.from(run).sort(),
      within: id,
      needs: [`segments/${id}`],
      figures: {
        segment: id,
        x: placeOf(run, analysis.position, 0),
        ...(!flat && { y: placeOf(run, analysis.position, 1) }),
      },
    }));
  });
}

const marksIn = (people: number, size: number): number => Math.max(1, Math.floor(people / size));

function countOf(drawn: readonly number[], size: number): number {
  return drawn.reduce((sum, people) => sum + (people === 0 ? 0 : marksIn(people, size)), 0);
}

/** Cuts people into `count` runs of nearly equal size, none under `minimum.mark` if there are enough. */
function cut(people: number[], count: number, position: Float64Array, flat: boolean): number[][] {
  if (count === 1) return [people];
  const axis = flat || width(people, position, 0) >= width(people, position, 1) ? 0 : 1;
  const sorted = people.sort((a, b) => position[2 * a + axis] - position[2 * b + axis] || a - b);
  const left = Math.floor(count / 2);
  const border = Math.floor((sorted.length * left) / count);
  return [
    ...cut(sorted.slice(0, border), left, position, flat),
    ...cut(sorted.slice(border), count - left, position, flat),
  ];
}

function width(people: readonly number[], position: Float64Array, axis: number): number {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const person of people) {
    const at = position[2 * person + axis];
    if (at < least) least = at;
    if (at > most) most = at;
  }
  return most - least;
}

function placeOf(people: readonly number[], position: Float64Array, axis: number): number {
  const sum = people.reduce((total, person) => total + position[2 * person + axis], 0);
  return Math.round(Math.round(sum / people.length / grid) * grid * 100) / 100;
}
