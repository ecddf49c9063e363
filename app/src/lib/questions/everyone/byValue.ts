import { type DraftCell, type DraftTable, unheard } from '@abord/release';
import type { Debate } from './debate.ts';

/** Who voted on a statement, and how. */
export interface VotersOf {
  readonly statement: number;
  /** Strictly rising. */
  readonly people: ArrayLike<number>;
  /** Their votes: 1 agree, -1 disagree, 0 pass. */
  readonly values: ArrayLike<number>;
}

/** Boxes of two lists crossed, at most: more would be empty or hidden, and take long to check. */
export const MOST_BOXES = 144;

/** Key of the table of the votes by the values of one list, or of two crossed. */
export const byKey = (...attributes: readonly string[]): `by:${string}` => `by:${attributes.join(':')}`;

/** Pairs of lists that are crossed, in the order of the lists. */
export function crossedLists<List extends Pick<Debate['attributes'][number], 'values'>>(
  lists: readonly List[],
): (readonly [List, List])[] {
  return lists.flatMap((one, index) =>
    lists
      .slice(index + 1)
      .filter((other) => one.values.length * other.values.length <= MOST_BOXES)
      .map((other) => [one, other] as const),
  );
}

/**
 * Declares the votes on each statement by the values of each closed list, and by those of each two lists
 * crossed. Whoever gave no value is in no cell; every combination of values has its cell, also where nobody is
 * in it, so that an empty one is as hidden as a small one. Whatever says
 * how many of a group voted says how many of it did not: a value of which that may not be said has no figures here.
 * Linear in votes and cells, but for `unheard`. Rule E28.
 */
export function byValueTables(
  { attributes, figureMinimum }: Pick<Debate, 'attributes' | 'figureMinimum'>,
  profiles: readonly Readonly<Record<string, string>>[],
  voters: readonly VotersOf[],
): DraftTable[] {
  const places = attributes.map(({ key, values }) => {
    const place = new Map(values.map((value, index) => [value.key, index]));
    return Int32Array.from(profiles, (profile) => place.get(profile[key]) ?? -1);
  });
  const { hearings } = unheard(
    attributes.map(({ key, values }, list) => ({
      key,
      values: values.map((value, place) => ({
        ...value,
        people: profiles.flatMap((_, person) => (places[list][person] === place ? [person] : [])),
      })),
    })),
    { reader: 'inside', ...(figureMinimum !== undefined && { figureMinimum }) },
  );
  const listed = attributes.map((attribute, index) => ({
    ...attribute,
    places: places[index],
    said: new Set(
      attribute.values.flatMap(({ key }) =>
        hearings.get(`${attribute.key}/${key}`)?.standing === 'heard' ? [key] : [],
      ),
    ),
  }));
  const one = listed.map((list) => tableOf([list], voters));
  const two = crossedLists(listed).map((lists) => tableOf(lists, voters));
  return [...one, ...two];
}

type List = Debate['attributes'][number] & {
  readonly places: Int32Array;
  /** Values of which it may be said how many voted. */
  readonly said: ReadonlySet<string>;
};

function tableOf(lists: readonly List[], voters: readonly VotersOf[]): DraftTable {
  const key = byKey(...lists.map((list) => list.key));
  return {
    key,
    kind: lists.length === 1 ? 'heard' : 'crossed',
    cells: voters.flatMap((of) => cellsOf(lists, of)),
  };
}

function cellsOf(lists: readonly List[], { statement, people, values }: VotersOf): DraftCell[] {
  const boxes = lists.reduce((product, list) => product * list.values.length, 1);
  const cells = Array.from({ length: boxes }, () => ({
    people: [] as number[],
    answers: { agree: 0, disagree: 0, pass: 0 },
  }));
  for (let vote = 0; vote < people.length; vote++) {
    const box = boxOf(lists, people[vote]);
    if (box < 0) continue;
    const { people: members, answers } = cells[box];
    members.push(people[vote]);
    answers[values[vote] === 1 ? 'agree' : values[vote] === -1 ? 'disagree' : 'pass']++;
  }
  return cells.map((cell, box) => {
    const keys = keysOf(lists, box);
    return {
      id: [statement, ...keys].join('/'),
      about: `statement ${statement}`,
      people: Int32Array.from(cell.people),
      answers: cell.answers,
      withheld: lists.some(({ said }, index) => !said.has(keys[index])),
      within:
        lists.length === 1
          ? `statements/${statement}`
          : lists.map((list, index) => `${byKey(list.key)}/${statement}/${keys[index]}`),
      needs: [`statements/${statement}`],
      figures: { statement, values: keys },
    };
  });
}

/** The box of a person, the last list running fastest; -1 where she has not given one of the values. */
function boxOf(lists: readonly List[], person: number): number {
  let box = 0;
  for (const { places, values } of lists) {
    if (places[person] < 0) return -1;
    box = box * values.length + places[person];
  }
  return box;
}

function keysOf(lists: readonly List[], box: number): string[] {
  let rest = box;
  return lists
    .toReversed()
    .map(({ values }) => {
      const place = rest % values.length;
      rest = (rest - place) / values.length;
      return values[place].key;
    })
    .reverse();
}
