import { type Interval, rIndicator, wilson } from '@abord/numbers';
import { minimum } from './minimum.ts';
import { minimumBehind } from './minimumBehind.ts';

/** A closed list, and who answered of each of its values. */
export interface ListedPeople {
  readonly key: string;
  readonly values: readonly {
    readonly key: string;
    /** People invited; absent where nobody knows. */
    readonly headcount?: number;
    /** Indices of those who answered, strictly rising. */
    readonly people: ArrayLike<number>;
  }[];
}

/**
 * How a group of a closed list was heard. `heard`: its figures may be said. `few`: so few answered that its
 * results are unknown, and it is never weighted up. `most`: nearly all answered, all but five at most. `hidden`:
 * nothing may be said of it.
 */
export type Hearing =
  | {
      readonly standing: 'heard';
      /** Answered of invited; absent without a headcount, or where more answered than were invited. */
      readonly coverage?: Interval;
      /** Its share of those who answered over its share of those invited, where the whole list is counted. */
      readonly ratio?: number;
    }
  | { readonly standing: 'few' | 'most' | 'hidden' };

export interface Unheard {
  /** By list and value, as `list/value`. */
  readonly hearings: ReadonlyMap<string, Hearing>;
  /** How evenly each counted list answered, from what is said of it alone: 1 is the most even. */
  readonly evenness: ReadonlyMap<string, number>;
}

/** Who asks, and what is not to be said anyway. */
export interface Asker {
  readonly reader: 'inside' | 'outside';
  readonly figureMinimum?: number;
  /** Groups that the gate hides, as `list/value`. */
  readonly withheld?: ReadonlySet<string>;
}

/**
 * Who was heard and who was not, of each group of the closed lists, so that it tells neither of too few people
 * who answered nor of too few who did not.
 *
 * Said of a group is how many of those invited answered. From that everybody knows how many did not. So of a
 * group with fewer answers than `minimum.heard` it is said that they are few, and of one of which no more than
 * `minimum.floor` did not answer that nearly all did, never how many. One that is too small for both to be
 * possible is hidden, whatever it did. Then as many more are hidden, the smallest first, as it takes that no group
 * of which no number is said can be placed much more closely by adding up, and that taking the groups of one list
 * out of a group of another that holds them leaves `minimum.floor` who did not answer, where it leaves anybody.
 *
 * Cost: groups squared times the people. Source: rules R19 to R23 of SPEC.md; E.B. Wilson 1927 for coverage.
 *
 * @example
 * const people = (from: number, count: number) => Array.from({ length: count }, (_, k) => from + k);
 * unheard([{ key: 'shift', values: [
 *   { key: 'day', headcount: 150, people: people(0, 115) },
 *   { key: 'night', headcount: 140, people: people(115, 12) },
 * ] }], { reader: 'inside' }).hearings.get('shift/night');
 * // { standing: 'heard', coverage: { value: 0.086, low: 0.05, high: 0.144 }, ratio: 0.196 } (rounded)
 */
export function unheard(lists: readonly ListedPeople[], asker: Asker): Unheard {
  const least = minimumBehind('figure', asker.reader, asker.figureMinimum);
  const few = Math.max(minimum.heard, least);
  const groups = lists.map(({ key, values }) =>
    values.map((value): Group => {
      const count = value.people.length;
      const known = value.headcount !== undefined && value.headcount >= count ? value.headcount : undefined;
      return {
        id: `${key}/${value.key}`,
        people: value.people,
        ...(known !== undefined && { headcount: known }),
        standing: asker.withheld?.has(`${key}/${value.key}`) ? 'hidden' : standingOf(count, known, few),
      };
    }),
  );
  for (let found = true; found; ) {
    found = groups.some((list) => hideNarrow(list, { least, few })) || hideNested(groups);
  }
  return {
    hearings: new Map(
      groups.flatMap((list) => list.map((group) => [group.id, hearingOf(group, list)] as const)),
    ),
    evenness: new Map(
      lists.flatMap(({ key }, index) => {
        const even = evennessOf(groups[index]);
        return even === undefined ? [] : [[key, even] as const];
      }),
    ),
  };
}

interface Group {
  readonly id: string;
  readonly people: ArrayLike<number>;
  /** People invited, where that can be true. */
  readonly headcount?: number;
  standing: Hearing['standing'];
  /** Even that it is not `few` is not known. */
  silent?: boolean;
}

/** Too small for ten who answer and five who do not: whatever is said of it would tell of one or the other. */
const isSmall = (headcount: number | undefined, few: number) =>
  headcount !== undefined && headcount < few + minimum.floor;

function standingOf(count: number, headcount: number | undefined, few: number): Hearing['standing'] {
  if (isSmall(headcount, few)) return 'hidden';
  if (count < few) return 'few';
  return headcount !== undefined && headcount - count <= minimum.floor ? 'most' : 'heard';
}

/** How few and how many answered, as far as a reader knows from the standing of a group alone. */
function boundsOf({ headcount = Number.POSITIVE_INFINITY, standing, silent }: Group, few: number) {
  if (standing === 'few') return { low: 0, high: Math.min(few - 1, headcount) };
  if (standing === 'most') return { low: headcount - minimum.floor, high: headcount };
  if (silent || isSmall(headcount, few)) return { low: 0, high: headcount };
  return { low: few, high: headcount - minimum.floor - 1 };
}

/**
 * Rule R21: a reader adds up what is said of a list and takes it from how many of it answered. Where that
 * places a group too closely, the smallest that is said goes too; where none is left, not even which are few
 * is said. Says whether anything was hidden.
 */
function hideNarrow(list: readonly Group[], { least, few }: { least: number; few: number }): boolean {
  const said = list.filter(({ standing }) => standing === 'heard');
  const unsaid = list.filter(({ standing }) => standing !== 'heard');
  const rest = unsaid.reduce((sum, { people }) => sum + people.length, 0);
  const bounds = unsaid.map((group) => boundsOf(group, few));
  const narrow = bounds.some(({ low, high }, index) => {
    const others = bounds.filter((_, other) => other !== index);
    const most = others.reduce((sum, other) => sum + other.high, 0);
    const fewest = others.reduce((sum, other) => sum + other.low, 0);
    const from = Math.max(low, rest - most);
    const to = Math.min(high, rest - fewest);
    const { headcount = Number.POSITIVE_INFINITY } = unsaid[index];
    const quiet = headcount - from < Math.min(minimum.floor, headcount - low);
    return quiet || to - from + 1 < Math.min(least, high - low + 1);
  });
  if (!narrow) return false;
  const [smallest] = said.sort(smallestFirst);
  if (smallest) {
    smallest.standing = 'hidden';
    return true;
  }
  const named = unsaid.filter(({ silent }) => !silent);
  for (const group of named) Object.assign(group, { standing: 'hidden', silent: true });
  return named.length > 0;
}

/** Rule R22. Says whether anything was hidden. */
function hideNested(groups: readonly (readonly Group[])[]): boolean {
  for (const [place, list] of groups.entries()) {
    for (const whole of list) {
      if (whole.standing !== 'heard' || whole.headcount === undefined) continue;
      const inside = new Set(Array.from(whole.people));
      for (const [other, parts] of groups.entries()) {
        if (other === place) continue;
        const nested = parts.filter(
          ({ standing, headcount, people }) =>
            standing === 'heard' &&
            headcount !== undefined &&
            Array.from(people).every((person) => inside.has(person)),
        );
        if (nested.length === 0) continue;
        const invited = whole.headcount - nested.reduce((sum, part) => sum + part.headcount!, 0);
        const answered = whole.people.length - nested.reduce((sum, part) => sum + part.people.length, 0);
        if (invited <= 0 || invited - answered >= minimum.floor) continue;
        [whole, ...nested].sort(smallestFirst)[0].standing = 'hidden';
        return true;
      }
    }
  }
  return false;
}

function smallestFirst(a: Group, b: Group): number {
  return a.people.length - b.people.length || (a.id < b.id ? -1 : 1);
}

function hearingOf({ standing, people, headcount }: Group, list: readonly Group[]): Hearing {
  if (standing !== 'heard') return { standing };
  if (headcount === undefined) return { standing };
  const invited = list.reduce((sum, group) => sum + (group.headcount ?? Number.NaN), 0);
  const answered = list.reduce((sum, group) => sum + group.people.length, 0);
  return {
    standing,
    coverage: wilson(people.length, headcount),
    ...(Number.isFinite(invited) && { ratio: people.length / answered / (headcount / invited) }),
  };
}

/** Rule R23: those of whom nothing is said count as one group, so that the figure tells nothing more of them. */
function evennessOf(list: readonly Group[]): number | undefined {
  if (list.some(({ headcount }) => headcount === undefined)) return undefined;
  const said = list.filter(({ standing }) => standing === 'heard');
  const unsaid = list.filter(({ standing }) => standing !== 'heard');
  const sum = (groups: readonly Group[]) => ({
    invited: groups.reduce((total, { headcount }) => total + headcount!, 0),
    answered: groups.reduce((total, { people }) => total + people.length, 0),
  });
  const parts = [...said.map((group) => sum([group])), sum(unsaid)].filter(({ invited }) => invited > 0);
  if (said.length === 0 || parts.length < 2) return undefined;
  return rIndicator(
    parts.flatMap(({ invited, answered }) => Array<number>(invited).fill(answered / invited)),
  );
}
