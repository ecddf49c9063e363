import type { Occupation, Reference, ReferenceText, Scheme } from '@abord/work';
import anglicisms from '../../../../references/anglicisms.json' with { type: 'json' };
import { builtInJobs } from './builtInJobs.ts';
import { iscoOfCodes } from './iscoOfCodes.ts';
import { iscoPassages } from './iscoPassages.ts';
import { labelsOf } from './labelsOf.ts';
import { namedSkills } from './namedSkills.ts';
import type { Kept } from './tables.ts';

/**
 * What the matcher of one scheme learns from: the texts that are kept, and for ISCO-08 the built-in jobs. Lists are
 * joined by identifier, never by text (decision 028): a title of ROME has the occupation of ESCO that the official
 * table gives it and its ISCO-08 group; what speaks of that occupation or of a code of ROME without being of the
 * scheme has no codes but its concepts, so that the matcher gives it the codes of the titles it may know.
 *
 * Pure: the same tables give the same reference.
 */
export function referenceOf(scheme: Scheme, kept: Kept): Reference {
  return { scheme, ...{ rome, esco, isco, onet }[scheme](kept) };
}

type Learnt = Omit<Reference, 'scheme'>;

function rome(kept: Kept): Learnt {
  const { titles = [], links = [], texts = [] } = kept.rome ?? {};
  const conceptsOf = conceptsOfTitles(kept);
  const label = new Map(namedSkills(kept.rome ?? {}).map(({ ogr, label }) => [ogr, label]));
  const codesOf = new Map<string, string[]>();
  for (const { rome, ogr } of links) if (label.has(ogr)) listIn(codesOf, ogr).push(rome);
  return {
    occupations: occupationsOf('rome', kept),
    texts: [
      ...titles.map(({ ogr, rome, label }) => french('title', label, [[rome, 1]], conceptsOf(ogr))),
      ...(kept.rome?.codes ?? []).map(({ code, label }) => french('name', label, [[code, 1]])),
      ...escoLabels(kept).map(({ text, concepts }) => french('label', text, [], concepts)),
      ...texts.flatMap(({ rome, kind, text }) =>
        kind === 'definition' ? [french('definition', text, [[rome, 1]])] : [],
      ),
      ...[...codesOf].map(([ogr, codes]) => french('skill', label.get(ogr)!, evenly(codes))),
    ],
  };
}

function onet(kept: Kept): Learnt {
  const { occupations = [], titles = [], tasks = [] } = kept.onet ?? {};
  const codesOf = new Map<string, string[]>();
  for (const { code, title } of titles) listIn(codesOf, title).push(code);
  const codesOfTask = new Map<string, string[]>();
  for (const { code, task } of tasks) listIn(codesOfTask, task).push(code);
  return {
    occupations: occupationsOf('onet', kept),
    texts: [
      ...[...codesOf].map(([title, codes]) => english('title', title, evenly(codes))),
      ...occupations.map(({ code, label }) => english('name', label, [[code, 1]])),
      ...occupations.map(({ code, description }) => english('definition', description, [[code, 1]])),
      ...[...codesOfTask].map(([task, codes]) => english('task', task, evenly(codes))),
    ],
  };
}

function isco(kept: Kept): Learnt {
  const { titles = [], links = [], texts = [] } = kept.rome ?? {};
  const iscoOf = iscoOfCodes('esco', kept);
  const conceptsOf = conceptsOfTitles(kept);
  const groups = [...(kept.isco?.en ?? [])].filter(({ code }) => code.length === 4);
  const passages = groups.map(({ code, description }) => ({ code, ...iscoPassages(description) }));
  const label = new Map(namedSkills(kept.rome ?? {}).map(({ ogr, label }) => [ogr, label]));
  const codesOf = new Map<string, string[]>();
  for (const { rome, ogr } of links) if (label.has(ogr)) listIn(codesOf, ogr).push(`rome:${rome}`);
  const escoTexts = (language: 'fr' | 'en') =>
    (kept.esco?.[language] ?? []).flatMap(({ code, label, others, description }): ReferenceText[] => {
      const group = iscoOf.get(code);
      if (group === undefined) return [];
      const codes = [[group, 1]] as const;
      return [
        ...[label, ...others].map((text) => ({ text, language, kind: 'title' as const, codes })),
        ...(description === '' ? [] : [{ text: description, language, kind: 'definition' as const, codes }]),
      ];
    });
  const learnt: readonly ReferenceText[] = [
    ...titles.flatMap(({ ogr, rome, label }) => {
      const [esco] = conceptsOf(ogr);
      const group = esco === undefined ? undefined : iscoOf.get(esco.slice('esco:'.length));
      return group === undefined ? [] : [french('title', label, [[group, 1]], [`rome:${rome}`])];
    }),
    ...texts.flatMap(({ rome, kind, text }) =>
      kind === 'definition' ? [french('definition', text, [], [`rome:${rome}`])] : [],
    ),
    ...[...codesOf].flatMap(([ogr, [code, ...more]]) =>
      // A skill of several codes belongs to none of them more than to the others.
      more.length === 0 ? [french('skill', label.get(ogr)!, [], [code!])] : [],
    ),
    ...escoTexts('fr'),
    ...escoTexts('en'),
    ...(kept.isco?.fr ?? []).flatMap(({ code, label }) =>
      code.length === 4 ? [french('name', label, [[code, 1]])] : [],
    ),
    ...groups.map(({ code, label }) => english('name', label, [[code, 1]])),
    ...passages.flatMap(({ code, definition, tasks, examples }) => [
      ...(definition === '' ? [] : [english('definition', definition, [[code, 1]])]),
      ...tasks.map((task) => english('task', task, [[code, 1]])),
      ...examples.map((example) => english('title', example, [[code, 1]])),
    ]),
    ...builtInTexts(),
  ];
  // Unit groups that a text speaks of, whether or not they have a name.
  const labels = labelsOf('isco', kept);
  const codes = new Set(learnt.flatMap(({ codes }) => codes.map(([code]) => code)));
  return {
    occupations: [...codes].sort().map((code) => ({ code, label: labels.get(code) ?? {} })),
    texts: learnt,
  };
}

function esco(kept: Kept): Learnt {
  const iscoOf = iscoOfCodes('esco', kept);
  const labels = labelsOf('esco', kept);
  const texts = (language: 'fr' | 'en') =>
    (kept.esco?.[language] ?? []).flatMap(({ code, label, others, description }): ReferenceText[] => {
      const codes = [[code, 1]] as const;
      return [
        { text: label, language, kind: 'name', codes },
        ...others.map((text) => ({ text, language, kind: 'title' as const, codes })),
        ...(description === '' ? [] : [{ text: description, language, kind: 'definition' as const, codes }]),
      ];
    });
  const escoOf = new Map((kept['rome-esco']?.links ?? []).map(({ ogr, esco }) => [ogr, esco]));
  return {
    occupations: [...labels].map(([code, label]) => {
      const within = iscoOf.get(code);
      return { code, label, ...(within !== undefined && { within }) };
    }),
    texts: [
      ...texts('fr'),
      ...texts('en'),
      ...(kept.rome?.titles ?? []).flatMap(({ ogr, label }) => {
        const code = escoOf.get(ogr);
        return code !== undefined && labels.has(code) ? [french('title', label, [[code, 1]])] : [];
      }),
    ],
  };
}

function builtInTexts(): readonly ReferenceText[] {
  const jobs = [...builtInJobs.values()].flatMap(({ isco, title, names, tasks }) =>
    (['fr', 'en'] as const).flatMap((language): ReferenceText[] => {
      const codes = [[isco, 1]] as const;
      const own = new Set([title[language].m, title[language].f, ...names[language]]);
      return [
        ...[...own].map((text) => ({ text, language, kind: 'title' as const, codes })),
        ...tasks.map((task) => ({ text: task[language], language, kind: 'task' as const, codes })),
      ];
    }),
  );
  // Said in both languages.
  const loan = anglicisms.flatMap(({ words, isco }) =>
    (['fr', 'en'] as const).map((language) => ({
      text: words,
      language,
      kind: 'title' as const,
      codes: evenly(isco),
    })),
  );
  return [...jobs, ...loan];
}

function occupationsOf(scheme: Scheme, kept: Kept): readonly Occupation[] {
  return [...labelsOf(scheme, kept)].map(([code, label]) => ({ code, label }));
}

/** The concepts of a title of ROME: its occupation of ESCO, then the ISCO-08 group of that. */
function conceptsOfTitles(kept: Kept): (ogr: string) => readonly string[] {
  const escoOf = new Map((kept['rome-esco']?.links ?? []).map(({ ogr, esco }) => [ogr, esco]));
  const iscoOf = iscoOfCodes('esco', kept);
  return (ogr) => {
    const esco = escoOf.get(ogr);
    return esco === undefined ? [] : conceptsOfEsco(esco, iscoOf.get(esco));
  };
}

function conceptsOfEsco(esco: string, isco: string | undefined): readonly string[] {
  return [`esco:${esco}`, ...(isco === undefined ? [] : [`isco:${isco}`])];
}

/** Those in French, with the group that either language gives. */
function escoLabels(kept: Kept) {
  const iscoOf = iscoOfCodes('esco', kept);
  return (kept.esco?.fr ?? []).flatMap(({ code, label, others }) =>
    [label, ...others].map((text) => ({ text, concepts: conceptsOfEsco(code, iscoOf.get(code)) })),
  );
}

type Codes = ReferenceText['codes'];

const french = (kind: ReferenceText['kind'], text: string, codes: Codes, concepts: readonly string[] = []) =>
  textOf('fr', kind, text, codes, concepts);

const english = (kind: ReferenceText['kind'], text: string, codes: Codes) =>
  textOf('en', kind, text, codes, []);

function textOf(
  language: 'fr' | 'en',
  kind: ReferenceText['kind'],
  text: string,
  codes: Codes,
  concepts: readonly string[],
): ReferenceText {
  return { text, language, kind, codes, ...(concepts.length > 0 && { concepts }) };
}

function evenly(codes: readonly string[]): Codes {
  const different = [...new Set(codes)];
  return different.map((code) => [code, 1 / different.length] as const);
}

function listIn<Key>(lists: Map<Key, string[]>, key: Key): string[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
