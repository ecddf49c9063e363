import type { Released, ReleasedCell } from '@abord/release';
import type { Answer, Filling, Sentence, SentenceKey, Texts } from '../../answer/answer.ts';
import { sentenceOn } from '../../answer/sentenceOn.ts';
import { notWeighed } from './notWeighed.ts';
import type { HeardRelease, HeardTables } from './release.ts';

const sentence = sentenceOn(3);

/** Where a sentence stands in the panel. */
export type HeardPlace = 'finding' | 'also' | 'doubt' | 'next';

export type HeardAnswer = Answer<HeardPlace>;

type Figures = Released<HeardRelease>;
type Group = {
  readonly id: string;
  readonly label: Texts;
  readonly headcount?: number;
  readonly cell?: ReleasedCell<HeardTables['groups']>;
};

/** A share of the answers under this part of the share of those invited is short. */
const SHORT = 0.8;
/** Of those who are short, a group of which surely fewer than this have answered is unknown. */
const HALF = 0.5;
/** Groups that a session is proposed for. */
const PROPOSED = 3;

/**
 * Who was heard and who was not: released figures in, sentences as data out, by rules H1 to H9 of SPEC.md. Pure;
 * linear in the cells.
 */
export function answerHeard(released: Figures): HeardAnswer {
  const { facts, tables } = released;
  const all = tables.all.cells[0];
  return {
    question: released.question,
    method: facts.method,
    sentences:
      all === undefined
        ? { finding: [sentence('heard_too_few', 'H1', 'too few', [])], also: [], doubt: [], next: [] }
        : facts.entry === 'open'
          ? {
              finding: [sentence('heard_open', 'H2', all.people, ['facts/entry'])],
              also: [total(released, all)],
              doubt: [],
              next: [],
            }
          : sentencesOf(released, all),
  };
}

function sentencesOf(released: Figures, all: ReleasedCell<HeardTables['all']>): HeardAnswer['sentences'] {
  const { facts } = released;
  const groups = groupsOf(released);
  const few = groups.filter(({ id }) => all.few.includes(id));
  const short = groups
    .filter(({ cell }) => cell?.ratio !== undefined && cell.ratio < SHORT)
    .sort((a, b) => a.cell!.ratio! - b.cell!.ratio!);
  const missing = [...few.map((group) => fewOf(group, facts.fewest)), ...short.map(shortOf)];
  const counted = groups.some(({ cell }) => cell?.ratio !== undefined);
  return {
    finding:
      missing.length > 0
        ? missing.slice(0, 1)
        : [counted ? sentence('heard_even', 'H5', all.people, ['all/all/few']) : total(released, all)],
    also: [
      ...missing.slice(1),
      ...(missing.length > 0 || counted ? [total(released, all)] : []),
      ...named(released, all.most, 'heard_most', 'H4'),
      ...named(
        released,
        groups.flatMap(({ id, cell }) => (cell || all.few.includes(id) || all.most.includes(id) ? [] : [id])),
        'heard_hidden',
        'H6',
      ),
      ...(facts.lists.length > 0 && groups.every(({ headcount }) => headcount === undefined)
        ? [sentence('heard_no_headcounts', 'H7', all.people, ['facts/lists'])]
        : []),
    ],
    doubt: doubt(all),
    next: nextSession(all.people, [...few, ...short].slice(0, PROPOSED)),
  };
}

function nextSession(people: number, groups: readonly Group[]): Sentence[] {
  if (groups.length === 0) return [];
  return [
    sentence(
      'heard_next_session',
      'H9',
      people,
      groups.map(({ id, cell }) => (cell ? `groups/${id}/ratio` : 'all/all/few')),
      { names: { say: 'names', list: groups.map(({ label }) => label) } },
    ),
  ];
}

function groupsOf({ facts, tables }: Figures): Group[] {
  return facts.lists.flatMap(({ key, values }) =>
    values.map(({ key: value, label, headcount }) => {
      const id = `${key}/${value}`;
      const cell = tables.groups.cells.find((candidate) => candidate.id === id);
      return { id, label, ...(headcount !== undefined && { headcount }), ...(cell && { cell }) };
    }),
  );
}

function total({ facts }: Figures, { people }: { readonly people: number }): Sentence {
  return facts.headcount === undefined || facts.headcount < people
    ? sentence('heard_all', 'H1', people, ['all/all/people'], { people: count(people) })
    : sentence('heard_all_of', 'H1', people, ['all/all/people', 'facts/headcount'], {
        people: count(people),
        headcount: count(facts.headcount),
      });
}

function fewOf({ label, headcount }: Group, fewest: number): Sentence {
  const gaps = { name: { say: 'name', texts: label }, minimum: { say: 'few', value: fewest } } as const;
  return headcount === undefined
    ? sentence('heard_few', 'H3', 'too few', ['all/all/few'], gaps)
    : sentence('heard_few_of', 'H3', 'too few', ['all/all/few', 'facts/lists'], {
        ...gaps,
        headcount: count(headcount),
      });
}

function shortOf({ id, label, headcount, cell }: Group): Sentence {
  const { coverage, people } = cell!;
  const key = coverage!.high < HALF ? 'heard_unknown' : 'heard_short';
  return sentence(
    key,
    'H4',
    people,
    [`groups/${id}/people`, `groups/${id}/ratio`, `groups/${id}/coverage`, 'facts/lists'],
    { name: { say: 'name', texts: label }, people: count(people), headcount: count(headcount!) },
    coverage,
  );
}

function named({ facts }: Figures, ids: readonly string[], key: SentenceKey, rule: string): Sentence[] {
  if (ids.length === 0) return [];
  const list = facts.lists.flatMap(({ key, values }) =>
    values.flatMap((value) => (ids.includes(`${key}/${value.key}`) ? [value.label] : [])),
  );
  return [sentence(key, rule, 'too few', ['groups#hidden'], { names: { say: 'names', list } })];
}

function doubt(all: ReleasedCell<HeardTables['all']>): Sentence[] {
  const { people, evenness, weighing } = all;
  const said: Sentence[] = [];
  if (evenness !== undefined) {
    said.push(
      sentence('heard_evenness', 'H8', people, ['all/all/evenness'], {
        percent: { say: 'percent', value: evenness },
      }),
    );
  }
  if (weighing.effective !== undefined) {
    said.push(
      sentence('heard_effective', 'H8', people, ['all/all/weighing/effective', 'all/all/people'], {
        people: count(people),
        effective: count(weighing.effective),
      }),
    );
  }
  if (weighing.reason !== undefined) {
    said.push(sentence(notWeighed[weighing.reason], 'H8', people, ['all/all/weighing/reason']));
  }
  return said;
}

const count = (value: number): Filling => ({ say: 'count', value });
