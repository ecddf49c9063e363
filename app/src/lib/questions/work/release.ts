import {
  type Draft,
  type DraftCell,
  type DraftTable,
  minimum,
  minimumBehind,
  type Release,
  type RoundedShare,
  unheard,
} from '@abord/release';
import {
  type Portrait,
  portrait,
  type SkillChange,
  type TaskPortrait,
  type Told,
  timeWeights,
  type Use,
} from '@abord/work';
import type { Inquiry } from '#lib/inquiry/data.server.ts';
import { builtInJobs, builtInTasks, type Job, type Sector } from '#lib/references/builtInJobs.ts';
import type { Texts } from '../everyone/debate.ts';
import { type Exposure, exposureOf, exposureSource } from './exposureOf.ts';
import { type Family, familiesOf } from './familiesOf.ts';
import { groupNames } from './groupNames.ts';
import { jobTitle } from './jobTitle.ts';
import { skillKeys, type WorkSaid } from './schema.ts';

/** What is said of those who use AI. */
export const userAspects = ['time', 'mode', 'since', 'quality', 'duration'] as const;
export type UserAspect = (typeof userAspects)[number];
export type Aspect = 'use' | UserAspect;

/** How people answered, as the gate says it. Of what is said of users, `without` are those who use none, or did not say. */
export type Answers = Readonly<Record<string, RoundedShare>>;

/** A family of jobs, and what is known of it whoever is in it. */
export type FamilyFacts = {
  readonly key: string;
  readonly kind: Family['kind'];
  /** Absent of those who did not say their job. */
  readonly texts?: Texts;
  /** Other families lie inside its group. */
  readonly others?: true;
  /** ISCO-08, of one to four digits. */
  readonly isco?: string;
  readonly exposure?: Exposure;
  /** Tasks of the job, in its own order, and others that enough of its people do. */
  readonly tasks: readonly string[];
};

/** Sectors of which the answer shows an example. */
export const exampleSectors = ['tech', 'industry', 'health'] as const satisfies readonly Sector[];
export type ExampleSector = (typeof exampleSectors)[number];

export type PublishedJob = { readonly texts: Texts; readonly exposure: Exposure };

/** What is said of nobody: texts, closed lists, exposure, method. */
export type WorkFacts = {
  readonly title: Texts;
  readonly organisation: Texts;
  readonly simulated: boolean;
  readonly entry: Inquiry['entry'];
  readonly days?: { readonly from: string; readonly to: string };
  readonly headcount?: number;
  /** In entry modes that may show profiles; empty otherwise. */
  readonly lists: readonly {
    readonly key: string;
    readonly label: Texts;
    readonly values: readonly { readonly key: string; readonly label: Texts; readonly headcount?: number }[];
  }[];
  readonly families: readonly FamilyFacts[];
  readonly tasks: readonly { readonly id: string; readonly texts: Texts }[];
  readonly skills: readonly string[];
  /** Answers under which a group is not heard. */
  readonly fewest: number;
  /** The built-in jobs of each sector that are most and least exposed. */
  readonly sectors: readonly {
    readonly sector: ExampleSector;
    readonly most: PublishedJob;
    readonly least: PublishedJob;
  }[];
  readonly exposure: {
    readonly source: string;
    readonly version: string;
    readonly date: string;
    readonly licence: string;
    readonly address: string;
  };
  readonly method: {
    readonly engine: 'work';
    readonly version: string;
    readonly seed: 0;
    readonly timeWeights: Readonly<Record<'much' | 'some' | 'little', number>>;
  };
};

/** The figures of each released table; a cell also carries `id` and `people`. */
export type WorkTables = {
  /** One cell: everybody who said of a task whether AI is used in it; groups that were not heard, or nearly all. */
  readonly all: { readonly few: readonly string[]; readonly most: readonly string[] };
  readonly families: { readonly family: string };
  /** Everybody's answers, by what was asked. */
  readonly whole: { readonly aspect: Aspect; readonly answers: Answers };
  readonly byFamily: { readonly family: string; readonly aspect: Aspect; readonly answers: Answers };
  /** Use by value of a closed list. */
  readonly teams: { readonly list: string; readonly value: string; readonly answers: Answers };
  /** Use in a task, of those of a family who do it. */
  readonly tasks: { readonly family: string; readonly task: string; readonly answers: Answers };
  /** Of those who answered about skills: who named this one, `yes` or `no`. */
  readonly skills: { readonly change: SkillChange; readonly skill: string; readonly answers: Answers };
  readonly skillsByFamily: {
    readonly family: string;
    readonly change: SkillChange;
    readonly skill: string;
    readonly answers: Answers;
  };
};

/** The released figures of the question « Comment l’IA transforme-t-elle déjà le quotidien de nos métiers ? ». */
export type WorkRelease = Release<WorkFacts, WorkTables>;

export const skillChanges = ['gain', 'lose', 'need', 'trained'] as const satisfies readonly SkillChange[];

/** What people said of their work, as numbers: each of them counts (SPEC J1). */
export interface WorkPeople {
  readonly inquiry: Pick<
    Inquiry,
    'title' | 'organisation' | 'simulated' | 'entry' | 'days' | 'headcount' | 'figureMinimum' | 'attributes'
  >;
  readonly said: readonly WorkSaid[];
  /** Attribute key → for each of them, the place of her value in the list, -1 where unknown. */
  readonly profiles: Readonly<Record<string, ArrayLike<number>>>;
}

/** Half a point of fewer people than this is less than one person. */
const FINE = 200;

/**
 * Declares to the gate everything that the answer would like to show. Pure: the same people give the same draft.
 * Linear in what they said, but for `familiesOf` and `unheard`. Rules J1 to J9 of SPEC.md.
 */
export function declareWork({ inquiry, said, profiles }: WorkPeople): Draft {
  const reader = 'inside';
  const { figureMinimum } = inquiry;
  const rules = { reader, ...(figureMinimum !== undefined && { figureMinimum }) } as const;
  const least = minimumBehind('heard', reader, figureMinimum);
  const byProfile = inquiry.entry === 'codes' || inquiry.entry === 'token';
  const lists = byProfile ? listsOf(inquiry.attributes, profiles, said.length) : [];
  const { hearings } = unheard(lists, rules);
  const named = (standing: string) =>
    [...hearings].flatMap(([id, hearing]) => (hearing.standing === standing ? [id] : []));

  const whole = portrait(said);
  // Whoever may come in twice could be nine of ten people of a job.
  const families = (byProfile ? familiesOf(said, least) : []).map((family) => {
    const told = portrait(said, family.people);
    return { ...family, told, tasks: tasksOf(family, told, least) };
  });

  const small = [...families, ...lists.flatMap(({ values }) => values)].some(
    ({ people }) => people.length < minimum.softened,
  );
  const isCoarse = (people: ArrayLike<number>) => small && people.length < FINE;

  const tables: DraftTable[] = [
    {
      key: 'all',
      kind: 'figure',
      cells: [
        {
          id: 'all',
          about: 'work',
          people: whole.people,
          figures: { few: named('few'), most: named('most') },
        },
      ],
    },
    {
      key: 'families',
      kind: 'heard',
      cells: families.map(({ key, people }) => ({
        id: key,
        about: 'work',
        people,
        within: 'all/all',
        figures: { family: key },
      })),
    },
    usersTable(
      'users',
      'figure',
      userAspects.map((aspect) => ({ id: aspect, about: aspect, told: whole[aspect], of: whole.use })),
    ),
    {
      key: 'whole',
      kind: 'figure',
      cells: aspectCells({ told: whole, needs: ['all/all'], users: 'users', coarse: isCoarse(whole.people) }),
    },
    usersTable(
      'usersByFamily',
      'heard',
      families.flatMap(({ key, told }) =>
        userAspects.map((aspect) => ({
          ...{ id: `${key}/${aspect}`, about: aspect, told: told[aspect], of: told.use },
        })),
      ),
    ),
    {
      key: 'byFamily',
      kind: 'heard',
      cells: families.flatMap(({ key, told }) =>
        aspectCells({
          ...{ family: key, told, needs: [`families/${key}`], users: 'usersByFamily' },
          coarse: isCoarse(told.people),
        }),
      ),
    },
    {
      key: 'teams',
      kind: 'heard',
      cells: lists.flatMap(({ key, values }) =>
        values.map((value) => {
          const id = `${key}/${value.key}`;
          return {
            id,
            about: 'use',
            people: value.people,
            answers: portrait(said, value.people).use.counts,
            coarse: isCoarse(value.people),
            withheld: hearings.get(id)?.standing !== 'heard',
            within: key,
            needs: ['all/all'],
            figures: { list: key, value: value.key },
          };
        }),
      ),
      wholes: Object.fromEntries(
        lists.map(({ key, values }) => [
          key,
          Int32Array.from(values.flatMap(({ people }) => Array.from(people))).sort(),
        ]),
      ),
    },
    {
      key: 'usersOf',
      kind: 'figure',
      unseen: true,
      cells: families.map(({ key, told }) => ({
        ...{ id: key, about: 'users', people: told.time.people, figures: {} },
      })),
    },
    {
      key: 'tasks',
      kind: 'heard',
      cells: families.flatMap(({ key, tasks }) =>
        tasks.map(({ id, told }) => ({
          id: `${key}/${id}`,
          about: `task ${id}`,
          people: told?.use.people ?? [],
          ...(told && { answers: told.use.counts }),
          needs: [`families/${key}`, `usersOf/${key}`],
          figures: { family: key, task: id },
        })),
      ),
    },
    {
      key: 'skills',
      kind: 'figure',
      cells: skillCells(whole, { needs: ['all/all'] }),
    },
    {
      key: 'skillsByFamily',
      kind: 'heard',
      cells: families.flatMap(({ key, told }) =>
        skillCells(told, { family: key, needs: [`families/${key}`] }),
      ),
    },
  ];

  return {
    question: 'work',
    population: said.length,
    ...rules,
    facts: factsOf(inquiry, byProfile, families, least),
    tables,
  };
}

type ToldFamily = Family & {
  readonly told: Portrait;
  readonly tasks: readonly { readonly id: string; readonly told?: TaskPortrait }[];
};

function listsOf(attributes: Inquiry['attributes'], profiles: WorkPeople['profiles'], count: number) {
  const everyone = Int32Array.from({ length: count }, (_, person) => person);
  return attributes.map(({ key, values }) => ({
    key,
    values: values.map((value, place) => ({
      key: value.key,
      ...(value.headcount !== undefined && { headcount: value.headcount }),
      people: everyone.filter((person) => profiles[key][person] === place),
    })),
  }));
}

/**
 * Tasks of a family: those of its job, whoever does them, then others that enough of its people do. One that few
 * people added is not even named.
 */
function tasksOf({ kind, of }: Family, { tasks }: Portrait, least: number): ToldFamily['tasks'] {
  const own = kind === 'job' ? builtInJobs.get(of!)!.tasks.map(({ id }) => id) : [];
  const told = new Map(tasks.map((task) => [task.task, task]));
  const added = tasks.filter(({ task, use }) => !own.includes(task) && use.people.length >= least);
  return [...own, ...added.map(({ task }) => task)].map((id) => {
    const known = told.get(id);
    return { id, ...(known && { told: known }) };
  });
}

/** Users of a group, as far as they answered one thing. */
interface Users {
  readonly id: string;
  readonly about: string;
  readonly told: Told<string>;
  /** The group's use. */
  readonly of: Told<Use>;
}

/** Those who use AI and answered what was asked of users: they must be enough, and are counted nowhere. */
function usersTable(key: string, kind: DraftTable['kind'], asked: readonly Users[]): DraftTable {
  return {
    key,
    kind,
    unseen: true,
    cells: asked.map((users) => ({
      id: users.id,
      about: users.about,
      people: users.told.people,
      answers: users.told.counts,
      withheld: tellsAll(users),
      figures: {},
    })),
  };
}

/** Would it say that all or all but one of few users answered the same, or that so many of a small group are users? */
function tellsAll({ told: { people, counts }, of }: Users): boolean {
  const alike =
    people.length < minimum.softened && Object.values(counts).some((count) => count >= people.length - 1);
  return alike || (isSoftened(of) && people.length >= of.people.length - 1);
}

/** Is it only said that nearly all of a group use AI? */
function isSoftened({ people, counts }: Told<Use>): boolean {
  return people.length < minimum.softened && counts.yes >= people.length - 1;
}

/** What was asked, of everybody or of a family: always of the same people, whoever answered. */
function aspectCells({
  family,
  told,
  needs,
  users,
  coarse,
}: {
  readonly family?: string;
  readonly told: Portrait;
  readonly needs: readonly string[];
  readonly users: string;
  readonly coarse: boolean;
}): DraftCell[] {
  const idOf = (aspect: Aspect) => (family === undefined ? aspect : `${family}/${aspect}`);
  const figures = (aspect: Aspect) => ({ aspect, ...(family !== undefined && { family }) });
  const within = (aspect: Aspect) => (family === undefined ? {} : { within: `whole/${aspect}` });
  return [
    {
      ...{ id: idOf('use'), about: 'use', people: told.people, answers: told.use.counts, needs, coarse },
      ...within('use'),
      figures: figures('use'),
    },
    ...userAspects.map((aspect) => ({
      ...{ id: idOf(aspect), about: `${aspect} of all`, people: told.people },
      answers: withOthers(told[aspect], told.people.length),
      ...{ needs: [...needs, `${users}/${idOf(aspect)}`], coarse },
      ...within(aspect),
      figures: figures(aspect),
    })),
  ];
}

function withOthers({ people, counts }: Told<string>, all: number): Readonly<Record<string, number>> {
  return { ...counts, without: all - people.length };
}

function skillCells(
  { skills }: Portrait,
  { family, needs }: { readonly family?: string; readonly needs: readonly string[] },
): DraftCell[] {
  return skillChanges.flatMap((change) =>
    skillKeys.map((skill) => {
      const yes = skills.named[change].get(skill) ?? 0;
      const id = `${change}/${skill}`;
      return {
        id: family === undefined ? id : `${family}/${id}`,
        about: `skill ${id}`,
        people: skills.people,
        answers: { yes, no: skills.people.length - yes },
        ...(family !== undefined && { within: `skills/${id}` }),
        needs,
        figures: { change, skill, ...(family !== undefined && { family }) },
      };
    }),
  );
}

function factsOf(
  inquiry: WorkPeople['inquiry'],
  byProfile: boolean,
  families: readonly ToldFamily[],
  fewest: number,
): WorkFacts {
  const tasks = [...new Set(families.flatMap(({ tasks }) => tasks.map(({ id }) => id)))].sort();
  return {
    title: inquiry.title,
    organisation: inquiry.organisation,
    simulated: inquiry.simulated,
    entry: inquiry.entry,
    ...(inquiry.days && { days: inquiry.days }),
    ...(inquiry.headcount !== undefined && { headcount: inquiry.headcount }),
    lists: byProfile
      ? inquiry.attributes.map(({ key, label, values }) => ({
          key,
          label,
          values: values.map((value) => ({ ...value })),
        }))
      : [],
    families: families.map(familyFacts),
    tasks: tasks.map((id) => {
      const { fr, en } = builtInTasks.get(id)!;
      return { id, texts: { fr, en } };
    }),
    skills: skillKeys,
    fewest,
    sectors: exampleSectors.map(publishedOf),
    exposure: exposureSource,
    method: { engine: 'work', version: '0.1.0', seed: 0, timeWeights },
  };
}

function familyFacts({ key, kind, of, others, tasks }: ToldFamily): FamilyFacts {
  const isco = kind === 'job' ? builtInJobs.get(of!)!.isco : of;
  const exposure = isco === undefined ? undefined : exposureOf(isco);
  const texts =
    kind === 'job' ? jobTexts(builtInJobs.get(of!)!) : isco === undefined ? undefined : groupTexts(isco);
  return {
    key,
    kind,
    ...(texts && { texts }),
    ...(others && { others }),
    ...(isco !== undefined && { isco }),
    ...(exposure && { exposure }),
    tasks: tasks.map(({ id }) => id),
  };
}

function publishedOf(sector: ExampleSector): WorkFacts['sectors'][number] {
  const exposed = [...builtInJobs.values()]
    .filter((job) => job.sector === sector)
    .map((job) => ({ id: job.id, texts: jobTexts(job), exposure: exposureOf(job.isco)! }))
    .sort((a, b) => b.exposure.from - a.exposure.from || (a.id < b.id ? -1 : 1))
    .map(({ texts, exposure }) => ({ texts, exposure }));
  return { sector, most: exposed[0], least: exposed[exposed.length - 1] };
}

function jobTexts({ title }: Job): { readonly fr: string; readonly en: string } {
  return { fr: jobTitle(title.fr, 'fr'), en: jobTitle(title.en, 'en') };
}

/** A unit group goes by the built-in jobs in it; a larger one has a name. */
function groupTexts(isco: string): Texts {
  if (isco.length < 4) return groupNames.get(isco)!;
  const jobs = [...builtInJobs.values()].filter((job) => job.isco === isco).map(jobTexts);
  if (jobs.length === 0) return groupNames.get(isco.slice(0, 3))!;
  return { fr: jobs.map(({ fr }) => fr).join(', '), en: jobs.map(({ en }) => en).join(', ') };
}
