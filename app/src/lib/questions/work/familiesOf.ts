/** A job as people are sorted by it: its id where it is a built-in one, and its ISCO-08 unit group. */
export interface JobOf {
  readonly job?: string | undefined;
  readonly isco?: string | undefined;
}

/** People of one job, or of jobs that are near one another. */
export interface Family {
  /** `job:nurse`, `isco:222`, or `unsaid`. */
  readonly key: string;
  readonly kind: 'job' | 'group' | 'unsaid';
  /** Of a job its id; of a group its ISCO-08 code, one to four digits. */
  readonly of?: string;
  /** Of a group: are there families inside it that it does not hold? */
  readonly others?: true;
  /** Indices of people, strictly rising. */
  readonly people: Int32Array;
}

/**
 * Sorts people into families of jobs of at least `least` people each, so small a step up as suffices.
 *
 * A job with enough people is a family. Those of too few are taken together in their unit group of ISCO-08, what is
 * still too few there in its minor group, then in the sub-major and the major one. Where those who remain are
 * together too few, so that they could be told from the whole, each of their jobs joins the smallest family of the
 * smallest group that holds one. Who did not say her job is in a family of her own kind. People who are in no family
 * are in the whole alone; where these are still too few, the gate hides a family.
 *
 * The same jobs give the same families in any order of people. By rising key. O(people + jobs²).
 *
 * @example
 * familiesOf([...Array(12).fill({ job: 'nurse', isco: '2221' }), ...Array(3).fill({ job: 'midwife', isco: '2222' })], 10)
 *   .map(({ key, people }) => `${key} ${people.length}`); // ['isco:222 15']
 */
export function familiesOf(jobs: readonly JobOf[], least: number): Family[] {
  const { leaves, unsaid } = sorted(jobs);
  const families: Held[] = leaves.filter(({ job, people }) => job !== undefined && people.length >= least);
  let few = leaves.filter((leaf) => !families.includes(leaf));
  for (const digits of [4, 3, 2, 1]) {
    const groups = Map.groupBy(few, ({ isco }) => isco.slice(0, digits));
    few = [];
    for (const [isco, members] of groups) {
      const people = members.flatMap(({ people }) => people);
      if (people.length >= least) families.push({ isco, people });
      else few.push(...members);
    }
  }
  const rest = few.reduce((sum, { people }) => sum + people.length, 0);
  const silent = unsaid.length < least ? unsaid.length : 0;
  if (rest + silent < least) joinNearest(families, few);
  return [
    ...families.map((family) => familyOf(family, families)),
    ...(unsaid.length >= least
      ? [{ key: 'unsaid', kind: 'unsaid', people: Int32Array.from(unsaid) } as const]
      : []),
  ].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** People of one job, or of one group: `job` is absent of a group, `isco` is its code. */
interface Held {
  readonly job?: string;
  readonly isco: string;
  readonly people: readonly number[];
}

/** People by job, those of unknown jobs by unit group; by rising code, then by id. */
function sorted(jobs: readonly JobOf[]): { leaves: Held[]; unsaid: number[] } {
  const leaves = new Map<string, { job?: string; isco: string; people: number[] }>();
  const unsaid: number[] = [];
  for (const [person, { job, isco }] of jobs.entries()) {
    if (isco === undefined) {
      unsaid.push(person);
      continue;
    }
    const key = `${isco} ${job ?? ''}`;
    const leaf = leaves.get(key) ?? { ...(job !== undefined && { job }), isco, people: [] };
    leaf.people.push(person);
    leaves.set(key, leaf);
  }
  return {
    leaves: [...leaves.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, leaf]) => leaf),
    unsaid,
  };
}

/** Each job of too few people joins the smallest family of the smallest group that holds one. */
function joinNearest(families: Held[], few: readonly Held[]): void {
  for (const leaf of few) {
    for (const digits of [4, 3, 2, 1]) {
      const group = leaf.isco.slice(0, digits);
      const near = families
        .filter(({ isco }) => isco.startsWith(group))
        .sort((a, b) => a.people.length - b.people.length || (nameOf(a) < nameOf(b) ? -1 : 1));
      if (near.length === 0) continue;
      const [joined] = near;
      // A family that is this very group takes in the leaf; another becomes the group, and takes in one of that name.
      const same = families.filter((family) => family === joined || nameOf(family) === `isco:${group}`);
      for (const family of same) families.splice(families.indexOf(family), 1);
      families.push({
        isco: group,
        people: [...same.flatMap(({ people }) => people), ...leaf.people],
      });
      break;
    }
  }
}

const nameOf = ({ job, isco }: Held): string => (job === undefined ? `isco:${isco}` : `job:${job}`);

function familyOf(family: Held, families: readonly Held[]): Family {
  const { job, isco } = family;
  const others = families.some((other) => other !== family && other.isco.startsWith(isco));
  return {
    key: nameOf(family),
    kind: job === undefined ? 'group' : 'job',
    of: job ?? isco,
    ...(job === undefined && others && { others }),
    people: Int32Array.from(family.people).sort(),
  };
}
