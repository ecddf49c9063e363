import type { CheckedCell } from './checkedCells.ts';
import { minimumBehind } from './minimumBehind.ts';
import { suppress } from './suppress.ts';

/** An inquiry before it opens: whom it invites, and what it asks of them. */
export interface Plan {
  /** People invited. */
  readonly headcount: number;
  /** May a reader be one of the people counted? */
  readonly reader: 'inside' | 'outside';
  /** People behind any figure, if the organisation asked for another number than the default. */
  readonly figureMinimum?: number;
  /** The closed lists, with the people invited of each value; none in a mode that may not show profiles. */
  readonly attributes: readonly {
    readonly key: string;
    readonly values: readonly { readonly key: string; readonly headcount: number }[];
  }[];
}

/** What could ever be shown of one thing, if everybody answered. */
export interface Foreseen {
  /** Everybody's answers, those by one attribute, by two crossed, opinion groups, comments. */
  readonly what: 'all' | 'attribute' | 'pair' | 'groups' | 'comments';
  /** The attributes. */
  readonly keys: readonly string[];
  /** People that must answer, at least, before anything of it is shown. */
  readonly least: number;
  /** `some`: only of the values that are not in `never`. */
  readonly standing: 'all' | 'some' | 'never';
  /** Values of which nothing will ever be shown, as `attribute/value`. */
  readonly never: readonly string[];
}

/**
 * What an inquiry of this size could show and what it never will, before anybody has answered: said to its host
 * and to its people at the opening, rather than found out from empty pages after.
 *
 * The gate is asked about the best case, in which everybody invited answers. Of two attributes crossed only the
 * sizes of each are known, so that a pair of values is possible where both are large enough. Throws a RangeError
 * for a headcount that is no whole number from 0. Values squared.
 *
 * @example
 * foresee({ headcount: 20, reader: 'inside', attributes: [] })[0]; // { what: 'all', standing: 'all', least: 9, … }
 */
export function foresee({ headcount, reader, figureMinimum, attributes }: Plan): Foreseen[] {
  const counts = [headcount, ...attributes.flatMap(({ values }) => values.map(({ headcount }) => headcount))];
  const odd = counts.find((count) => !Number.isSafeInteger(count) || count < 0);
  if (odd !== undefined) throw new RangeError(`a headcount is a whole number from 0, not ${odd}`);
  const figure = minimumBehind('figure', reader, figureMinimum);
  const heard = minimumBehind('heard', reader, figureMinimum);
  const crossed = minimumBehind('crossed', reader, figureMinimum);
  const group = minimumBehind('group', reader, figureMinimum);
  const comments = minimumBehind('comments', reader, figureMinimum);
  const simple = (what: Foreseen['what'], least: number): Foreseen => ({
    what,
    keys: [],
    least,
    standing: headcount >= least ? 'all' : 'never',
    never: [],
  });
  return [
    simple('all', figure),
    ...attributes.map((attribute) => byOne(attribute, headcount, heard)),
    ...attributes.flatMap((one, index) =>
      attributes.slice(index + 1).map((other) => byTwo(one, other, crossed)),
    ),
    // Two groups at least, or one and those in none.
    simple('groups', 2 * group),
    simple('comments', comments),
  ];
}

type Attribute = Plan['attributes'][number];

/** More people than this in a group change nothing of what can be shown: no more are imagined. */
const ENOUGH = 1_000;

function byOne({ key, values }: Attribute, headcount: number, least: number): Foreseen {
  const sizes = values.map((value) => Math.min(ENOUGH, value.headcount));
  const named = sizes.reduce((sum, size) => sum + size, 0);
  const unnamed = headcount - values.reduce((sum, value) => sum + value.headcount, 0);
  const rest = Math.min(ENOUGH, Math.max(0, unnamed));
  const everyone = Array.from({ length: named + rest }, (_, person) => person);
  const table = { key, kind: 'figure', cells: [], wholes: { everyone } } as const;
  let next = 0;
  const cells = values.map((value, index): CheckedCell => {
    const people = everyone.slice(next, next + sizes[index]);
    next += sizes[index];
    return { id: value.key, about: key, figures: {}, people, least, table, needs: [], wholes: ['everyone'] };
  });
  const hidden = suppress(cells);
  return foreseen(
    'attribute',
    [key],
    least,
    values.length,
    [...hidden.keys()].map(({ id }) => `${key}/${id}`),
  );
}

function byTwo(one: Attribute, other: Attribute, least: number): Foreseen {
  const small = ({ key, values }: Attribute) =>
    values.filter(({ headcount }) => headcount < least).map((value) => `${key}/${value.key}`);
  const never = [...small(one), ...small(other)];
  const lost = small(one).length === one.values.length || small(other).length === other.values.length;
  return {
    ...foreseen('pair', [one.key, other.key], least, one.values.length + other.values.length, never),
    ...(lost && { standing: 'never' }),
  };
}

function foreseen(
  what: Foreseen['what'],
  keys: readonly string[],
  least: number,
  values: number,
  never: readonly string[],
): Foreseen {
  const standing = never.length === 0 ? 'all' : never.length < values ? 'some' : 'never';
  return { what, keys, least, standing, never };
}
