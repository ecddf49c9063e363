import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { englishFaults, frenchFaults } from '../answer/typographyFaults.ts';
import {
  folded,
  hasReferenceTexts,
  publishedScores,
  publishedSentences,
  unitGroups,
} from './referenceTexts.ts';

interface Job {
  readonly id: string;
  readonly isco: string;
  readonly title: Record<'fr' | 'en', { readonly m: string; readonly f: string }>;
  readonly names: Record<'fr' | 'en', readonly string[]>;
  readonly tasks: readonly { readonly id: string; readonly fr: string; readonly en: string }[];
}
type Notice = Record<string, string> & Record<'what' | 'changed', Record<'fr' | 'en', string>>;

const folder = new URL('../../../references/', import.meta.url);
const reference = (file: string) => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));

const sectors = ['tech', 'industry', 'health', 'office'];
const jobsOf = (sector: string): readonly Job[] => reference(`jobs/${sector}.json`);
const jobs = sectors.flatMap(jobsOf);
const tasks = jobs.flatMap((job) => job.tasks.map((task) => ({ job: job.id, ...task })));
const figures: { isco: string; mean: number; sd: number; gradient: string }[] =
  reference('exposure/ilo-2025.json').groups;
const anglicisms: { words: string; isco: string[] }[] = reference('anglicisms.json');
const notices: Notice[] = reference('notices.json');

const twice = (words: readonly string[]) => [
  ...new Set(words.filter((word, at) => words.indexOf(word) !== at)),
];
const wordsIn = (text: string) => text.split(' ').length;
const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** What two tasks share: the words of four letters and more, cut to their first five. */
const rootsOf = (text: string) =>
  new Set(
    folded(text)
      .match(/\p{L}{4,}/gu)
      ?.map((word) => word.slice(0, 5)),
  );
function likeness(one: string, other: string): number {
  const [a, b] = [rootsOf(one), rootsOf(other)];
  return a.intersection(b).size / Math.max(1, a.union(b).size);
}

describe('the built-in jobs', () => {
  test.each(sectors)('%s holds twenty jobs or more', (sector) => {
    expect(jobsOf(sector).length).toBeGreaterThanOrEqual(20);
  });

  test('a job has one short English name of its own over all sectors', () => {
    expect(twice(jobs.map((job) => job.id))).toEqual([]);
    expect(jobs.map((job) => job.id).filter((id) => !kebab.test(id))).toEqual([]);
  });

  test('a name leads to one job only', () => {
    for (const lang of ['fr', 'en'] as const) {
      const namesOf = (job: Job) =>
        new Set([job.title[lang].m, job.title[lang].f, ...job.names[lang]].map((name) => folded(name)));
      expect(twice(jobs.flatMap((job) => [...namesOf(job)]))).toEqual([]);
    }
  });

  test('a job has its titles, and other names people use, in both languages', () => {
    for (const { id, title, names } of jobs)
      for (const lang of ['fr', 'en'] as const) {
        expect([id, lang, title[lang].m, title[lang].f]).not.toContain('');
        expect(names[lang].length, id).toBeGreaterThanOrEqual(3);
        expect(twice(names[lang]), id).toEqual([]);
      }
  });

  test('a job has eight to twelve tasks, each with an id of its own and both languages', () => {
    for (const job of jobs) {
      expect(job.tasks.length, job.id).toBeGreaterThanOrEqual(8);
      expect(job.tasks.length, job.id).toBeLessThanOrEqual(12);
      expect(twice(job.tasks.map((task) => task.id)), job.id).toEqual([]);
      for (const task of job.tasks) {
        expect(Object.keys(task)).toEqual(['id', 'fr', 'en']);
        expect(task.id).toMatch(kebab);
      }
    }
  });

  test('a task is a verb and what follows, in four to fourteen words, without a full stop', () => {
    for (const { job, id, fr, en } of tasks) {
      for (const text of [fr, en]) {
        expect([job, id, text, wordsIn(text) >= 4 && wordsIn(text) <= 14]).toEqual([job, id, text, true]);
        expect(text).toMatch(/^\p{Lu}.*[\p{L}\p{N}]$/u);
      }
      expect(fr).toMatch(/^(Se |S’)?\p{L}+(er|ir|oir|re)(,| )/u);
    }
  });

  test('no task speaks of artificial intelligence', () => {
    for (const { fr, en } of tasks) {
      expect(fr).not.toMatch(/\bIA\b|intelligence artificielle|chatbot|robot conversationnel/i);
      expect(en).not.toMatch(/\bAI\b|artificial intelligence|chatbot/);
    }
  });

  test('no two tasks are alike', () => {
    expect(twice(tasks.map((task) => folded(task.fr)))).toEqual([]);
    const alike = jobs.flatMap((job) =>
      job.tasks.flatMap((one, at) =>
        job.tasks
          .slice(at + 1)
          .filter((other) => likeness(one.fr, other.fr) >= 0.5 || likeness(one.en, other.en) >= 0.5)
          .map((other) => `${job.id}: ${one.fr} / ${other.fr}`),
      ),
    );
    expect(alike).toEqual([]);
  });

  test('French and English are typeset', () => {
    const french = [
      ...jobs.flatMap((job) => [job.title.fr.m, job.title.fr.f, ...job.names.fr]),
      ...tasks.map((task) => task.fr),
      ...anglicisms.map(({ words }) => words),
      ...notices.flatMap(({ what, changed }) => [what.fr, changed.fr]),
    ];
    const english = [
      ...jobs.flatMap((job) => [job.title.en.m, job.title.en.f, ...job.names.en]),
      ...tasks.map((task) => task.en),
      ...notices.flatMap(({ what, changed }) => [what.en, changed.en]),
    ];
    expect(french.flatMap((text) => frenchFaults(text).map((fault) => `${text}: ${fault}`))).toEqual([]);
    expect(english.flatMap((text) => englishFaults(text).map((fault) => `${text}: ${fault}`))).toEqual([]);
  });
});

describe('what goes with them', () => {
  test('every unit group named has a figure, and every figure is needed', () => {
    const named = new Set([...jobs.map((job) => job.isco), ...anglicisms.flatMap(({ isco }) => isco)]);
    expect(figures.map(({ isco }) => isco)).toEqual([...named].sort());
    for (const { mean, sd, gradient } of figures) {
      expect(mean).toBeGreaterThan(0);
      expect(mean + sd).toBeLessThan(1);
      expect(gradient).toMatch(/^(not-exposed|minimal|gradient-[1-4])$/);
    }
  });

  test('a short form has one to three codes, among them that of the job it names', () => {
    expect(anglicisms.length).toBeGreaterThanOrEqual(100);
    expect(twice(anglicisms.map(({ words }) => words))).toEqual([]);
    for (const { words, isco } of anglicisms) {
      expect([1, 2, 3]).toContain(new Set(isco).size);
      const job = jobs.find(({ title, names }) => [title.fr.m, title.fr.f, ...names.fr].includes(words));
      if (job) expect([words, ...isco]).toContain(job.isco);
    }
  });

  test('what was used is named with its publisher, version, date, licence and address', () => {
    const keys = 'id lang name publisher version date licence address what changed'.split(' ');
    for (const notice of notices) {
      expect(Object.keys(notice)).toEqual(keys);
      expect(Object.values(notice)).not.toContain('');
      expect(notice.date).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(notice.address).toMatch(/^https:/);
    }
    const { source, version, date, licence, address } = reference('exposure/ilo-2025.json');
    expect([source, version, date, licence, address]).not.toContain(undefined);
    expect(notices.find(({ id }) => id === 'ilo-2025')).toMatchObject({ version, date, licence, address });
  });
});

describe.skipIf(!hasReferenceTexts)(
  'the built-in jobs beside the published classifications (skipped without ../shared/data)',
  () => {
    test('every code is one of the 436 unit groups of ISCO-08', () => {
      const groups = unitGroups();
      expect(groups.size).toBe(436);
      expect(figures.map(({ isco }) => isco).filter((isco) => !groups.has(isco))).toEqual([]);
    });

    test('every figure is the published one', () => {
      const gradients: Record<string, string> = {
        'Not Exposed': 'not-exposed',
        'Minimal Exposure': 'minimal',
      };
      const published = publishedScores();
      expect(published.size).toBe(427);
      for (const { isco, mean, sd, gradient } of figures) {
        const score = published.get(isco)!;
        expect(mean).toBeCloseTo(score.mean, 10);
        expect(sd).toBeCloseTo(score.sd, 10);
        expect(gradient).toBe(
          gradients[score.gradient] ?? score.gradient.replace('Exposed: Gradient ', 'gradient-'),
        );
      }
    });

    test('no task is a sentence of ROME, ESCO, O*NET or the ILO', () => {
      const published = publishedSentences();
      expect(published.size).toBeGreaterThan(50_000);
      // A title of each, so that a reader that finds nothing is noticed.
      for (const title of ['Techniques de soudage', 'technical director', 'Chief Executives', 'Legislators'])
        expect(published.has(folded(title)), title).toBe(true);
      expect(tasks.flatMap(({ fr, en }) => [fr, en]).filter((text) => published.has(folded(text)))).toEqual(
        [],
      );
    });
  },
);
