import { foresee, minimum, minimumBehind, type Plan } from '@abord/release';
import type { Texts } from '#lib/questions/everyone/debate.ts';
import type { Attribute, Inquiry } from './data.server.ts';

/** One sentence, as the key of its message and what stands in its gaps. */
export type ForeseenSentence =
  | {
      readonly key:
        | 'foreseen_open_room'
        | 'foreseen_open_room_work'
        | 'foreseen_one_person'
        | 'foreseen_rounded'
        | 'foreseen_wall'
        | 'foreseen_words';
    }
  | {
      readonly key:
        | 'foreseen_all'
        | 'foreseen_groups'
        | 'foreseen_comments'
        | 'foreseen_work'
        | 'foreseen_trial'
        | 'foreseen_under'
        | 'foreseen_pair_under'
        | 'foreseen_mark';
      readonly least: number;
    }
  | {
      readonly key: 'foreseen_all_never' | 'foreseen_groups_never' | 'foreseen_comments_never';
      readonly least: number;
      readonly people: number;
    }
  | {
      readonly key: 'foreseen_by' | 'foreseen_by_some' | 'foreseen_by_never' | 'foreseen_values_never';
      readonly least: number;
      /** The closed list, or the two that are crossed. */
      readonly lists: readonly Texts[];
      /** Their values of which nothing is ever shown. */
      readonly values: readonly Texts[];
    };

/** What an inquiry of this size could show in the best case, and what it never will. */
export interface ForeseenSentences {
  /** People concerned, where the organisation has said how many. */
  readonly people?: number;
  readonly shown: readonly ForeseenSentence[];
  readonly never: readonly ForeseenSentence[];
  /** In which form the rest is shown. */
  readonly form: readonly ForeseenSentence[];
}

/**
 * Says of an inquiry held here, to its host before it opens and to its people after, what could be shown if
 * everybody answered and what never will be. From the set-up alone: nobody's answer is looked at.
 *
 * Without a headcount only what everybody's answers need is said, not that it is out of reach; so it is of a
 * closed list of which a value has no headcount. An open room asks nobody for a profile: its lists are left out.
 * Which jobs people have is not known before they say it: of work only what a job needs is said.
 *
 * @example
 * foreseen({ entry: 'open', headcount: 8, attributes: [], questions: ['everyone'] }).never[0];
 * // { key: 'foreseen_all_never', least: 9, people: 8 }
 */
export function foreseen({
  entry,
  headcount,
  figureMinimum,
  attributes,
  questions,
}: Pick<Inquiry, 'entry' | 'headcount' | 'figureMinimum' | 'attributes' | 'questions'>): ForeseenSentences {
  const work = questions.includes('work');
  const asked = entry === 'open' ? [] : attributes;
  const counted = asked.flatMap((attribute) => planned(attribute) ?? []);
  const shown: ForeseenSentence[] = [];
  const never: ForeseenSentence[] = [];
  const rules = { reader: 'inside', ...(figureMinimum !== undefined && { figureMinimum }) } as const;
  for (const thing of foresee({ headcount: headcount ?? 0, ...rules, attributes: counted })) {
    const { what, least, standing } = thing;
    if (what === 'attribute' || what === 'pair') {
      const by = {
        least,
        lists: thing.keys.map((key) => asked.find((attribute) => attribute.key === key)!.label),
        values: labelsOf(asked, thing.never),
      };
      if (standing !== 'never')
        shown.push({ key: standing === 'all' ? 'foreseen_by' : 'foreseen_by_some', ...by });
      if (standing !== 'all') {
        never.push({ key: standing === 'never' ? 'foreseen_by_never' : 'foreseen_values_never', ...by });
      }
    } else if (headcount !== undefined && standing === 'never') {
      never.push({ key: `foreseen_${what}_never`, least, people: headcount });
    } else {
      shown.push({ key: `foreseen_${what}`, least });
    }
  }
  const figure = minimumBehind('figure', 'inside', figureMinimum);
  for (const { key, label } of asked) {
    if (counted.some((attribute) => attribute.key === key)) continue;
    shown.push({
      key: 'foreseen_by_some',
      least: minimumBehind('heard', 'inside', figureMinimum),
      lists: [label],
      values: [],
    });
  }
  const job = minimumBehind('heard', 'inside', figureMinimum);
  if (work && entry !== 'open' && (headcount ?? job) >= job) shown.push({ key: 'foreseen_work', least: job });
  if (questions.includes('gains') && (headcount ?? figure) >= figure)
    shown.push({ key: 'foreseen_trial', least: figure });
  never.push({ key: 'foreseen_under', least: figure });
  if (asked.length > 1)
    never.push({ key: 'foreseen_pair_under', least: minimumBehind('crossed', 'inside', figureMinimum) });
  if (entry === 'open') never.push({ key: work ? 'foreseen_open_room_work' : 'foreseen_open_room' });
  never.push({ key: 'foreseen_one_person' });
  const could = (key: ForeseenSentence['key']) => shown.some((sentence) => sentence.key === key);
  return {
    ...(headcount !== undefined && { people: headcount }),
    shown,
    never,
    form: [
      ...(could('foreseen_all')
        ? [{ key: 'foreseen_rounded' } as const, { key: 'foreseen_wall' } as const]
        : []),
      ...(could('foreseen_groups') ? [{ key: 'foreseen_mark', least: minimum.mark } as const] : []),
      { key: 'foreseen_words' },
    ],
  };
}

/** The list as the gate takes it; nothing where a value has no headcount. */
function planned({ key, values }: Attribute): Plan['attributes'][number] | undefined {
  const counted = values.flatMap(({ key, headcount }) =>
    headcount === undefined ? [] : [{ key, headcount }],
  );
  return counted.length === values.length ? { key, values: counted } : undefined;
}

/** Labels of values that go by the name of `attribute/value`. */
function labelsOf(attributes: readonly Attribute[], names: readonly string[]): readonly Texts[] {
  return attributes.flatMap(({ key, values }) =>
    values.filter((value) => names.includes(`${key}/${value.key}`)).map(({ label }) => label),
  );
}
