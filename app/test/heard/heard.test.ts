import { type Frozen, type Released, reopen } from '@abord/release';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { figureAt } from '#lib/answer/figureAt.ts';
import { render } from '#lib/answer/render.ts';
import { answerHeard } from '#lib/inquiry/heard/answer.ts';
import { freezeHeard } from '#lib/inquiry/heard/freezeHeard.ts';
import type { HeardBox, HeardRelease } from '#lib/inquiry/heard/release.ts';
import { solver } from '#lib/questions/solver.ts';

const solve = await solver();

/** Groups as `[answered, invited]`; everybody votes on twenty of forty statements unless told otherwise. */
interface Sketch {
  readonly lists: Readonly<Record<string, readonly (readonly [number, number?])[]>>;
  readonly entry?: HeardBox['inquiry']['entry'];
  readonly votes?: (person: number) => number;
  readonly doors?: HeardBox['doors'];
}

function boxOf({ lists, entry = 'codes', votes = () => 20, doors = {} }: Sketch): HeardBox {
  const people = Math.max(
    ...Object.values(lists).map((groups) => groups.reduce((sum, [answered]) => sum + answered, 0)),
  );
  return {
    inquiry: {
      entry,
      headcount: 1_000,
      attributes: Object.entries(lists).map(([key, groups]) => ({
        key,
        label: { fr: `Liste ${key}`, en: `List ${key}` },
        values: groups.map(([, headcount], index) => ({
          key: String(index),
          label: { fr: `Équipe ${index}`, en: `Team ${index}` },
          ...(headcount !== undefined && { headcount }),
        })),
      })),
    },
    people,
    profiles: Object.fromEntries(
      Object.entries(lists).map(([key, groups]) => {
        const places = groups.flatMap(([answered], place) => Array<number>(answered).fill(place));
        return [key, Array.from({ length: people }, (_, person) => places[person] ?? -1)];
      }),
    ),
    votes: Array.from({ length: people }, (_, person) => votes(person)),
    statements: 40,
    doors,
  };
}

const opened = ({ bytes, hash }: Frozen): Released<HeardRelease> => reopen(bytes, hash);
const said = (box: HeardBox, lang: 'fr' | 'en' = 'en') => {
  const { sentences } = render(answerHeard(opened(freezeHeard(box, solve).frozen)), lang);
  return Object.values(sentences)
    .flat()
    .map(({ text }) => text);
};
const night = (answered: number) =>
  ({
    shift: [
      [115, 150],
      [answered, 140],
      [60, 100],
    ],
  }) as const;

describe('who was heard', () => {
  test('H4: twelve of a night shift of 140 are said, and their results are unknown', () => {
    expect(said(boxOf({ lists: night(12) }))[0]).toBe(
      'Team 1: 12 of 140 heard. Treat these results as unknown.',
    );
    expect(said(boxOf({ lists: night(12) }), 'fr')[0]).toBe(
      'Équipe 1\u00A0: 12 personnes entendues sur 140. Tenez ces résultats pour inconnus.',
    );
  });

  test('H3, H9: nine are few, never how few, and a session is proposed', () => {
    const lines = said(
      boxOf({
        lists: {
          shift: [
            [115, 150],
            [9, 140],
            [60, 100],
            [20, 60],
          ],
        },
      }),
    );
    expect(lines[0]).toBe('Team 1: fewer than ten of 140 heard. Treat these results as unknown.');
    expect(lines.join(' ')).not.toMatch(/\b9\b/);
    expect(lines.at(-1)).toBe('Hold a session on site, in working hours: Team 1.');
  });

  test('H3, H10: where the organisation asked for more than ten, groups and doors need as many', () => {
    const box = boxOf({
      lists: {
        shift: [
          [115, 150],
          [12, 140],
          [60, 100],
          [20, 60],
        ],
      },
      doors: { own: 190, room: 15, paper: 12 },
    });
    // R2: fifteen behind any figure, and the reader, who may be one of them.
    const asked = { ...box, inquiry: { ...box.inquiry, figureMinimum: 15 } };
    const { facts, tables } = opened(freezeHeard(asked, solve).frozen);
    expect(facts.fewest).toBe(16);
    expect(tables.all.cells[0].few).toEqual(['shift/1']);
    expect(tables.all.cells[0].doors).toEqual({ own: 190 });
    expect(said(asked)[0]).toMatch(/^Team 1: fewer than (16|sixteen) of 140 heard\./);
  });

  test('H5: where all are heard alike, that is the finding', () => {
    expect(
      said(
        boxOf({
          lists: {
            shift: [
              [70, 100],
              [72, 100],
              [68, 100],
            ],
          },
        }),
      )[0],
    ).toBe('Of the groups that are shown, none is heard clearly less than the others.');
  });

  test('H2: of an open room it says that nobody knows who did not come, and shows no group', () => {
    const box = boxOf({ lists: night(12), entry: 'open' });
    const { tables } = opened(freezeHeard(box, solve).frozen);
    expect(tables.groups).toMatchObject({ cells: [], hidden: [] });
    expect(said(box)[0]).toBe('Anyone can come in: nobody knows who did not.');
  });

  test('H7: without a headcount nobody is said to be missing', () => {
    const lines = said(boxOf({ lists: { shift: [[115], [12]] } }));
    expect(lines).toContain('How many people each group has is not known: nobody can say who is missing.');
    expect(lines).toContain('Nothing is weighted: that would take the headcount of every group of a list.');
  });

  test('H10: doors are said in steps of five from ten on, and no ballot knows of them', () => {
    const { frozen } = freezeHeard(
      boxOf({ lists: night(12), doors: { own: 164, shared: 9, room: 10 } }),
      solve,
    );
    expect(opened(frozen).tables.all.cells[0].doors).toEqual({ own: 160, room: 10 });
  });

  test('H10: of forty who came in and gave up, the table of steps says so', () => {
    const { frozen } = freezeHeard(
      boxOf({ lists: night(12), votes: (person) => (person < 40 ? 0 : person < 60 ? 3 : 20) }),
      solve,
    );
    const steps = opened(frozen).tables.steps.cells.map(({ id, people }) => [id, people]);
    expect(steps).toEqual([
      ['none', 40],
      ['under5', 20],
      ['most', 127],
    ]);
    expect(opened(frozen).tables.all.cells[0].people).toBe(147);
  });

  test('every sentence names figures that the release holds', () => {
    for (const box of [
      boxOf({ lists: night(12) }),
      boxOf({ lists: night(9) }),
      boxOf({ lists: night(139) }),
    ]) {
      const released = opened(freezeHeard(box, solve).frozen);
      for (const sentence of Object.values(answerHeard(released).sentences).flat()) {
        for (const path of sentence.figures) expect(figureAt(released, path), path).toBeDefined();
      }
    }
  });

  test('the same people in another order give the same bytes', () => {
    const box = boxOf({
      lists: {
        shift: [
          [115, 150],
          [12, 140],
          [60, 100],
        ],
        site: [
          [90, 200],
          [97, 190],
        ],
      },
    });
    const turned = (values: ArrayLike<number>) => Array.from(values).reverse();
    const other = {
      ...box,
      votes: turned(box.votes),
      profiles: Object.fromEntries(
        Object.entries(box.profiles).map(([key, places]) => [key, turned(places)]),
      ),
    };
    expect(freezeHeard(other, solve).frozen.hash).toBe(freezeHeard(box, solve).frozen.hash);
  });

  test('no coverage that is released tells fewer than nine who answered, or fewer than six who did not', () => {
    const group = fc
      .integer({ min: 1, max: 60 })
      .chain((invited) => fc.tuple(fc.integer({ min: 0, max: invited }), fc.constant(invited)));
    const list = fc.array(group, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(list, list, (shift, site) => {
        const { tables, facts } = opened(freezeHeard(boxOf({ lists: { shift, site } }), solve).frozen);
        for (const { people, list, value } of tables.groups.cells) {
          const { headcount = 0 } = facts.lists
            .find(({ key }) => key === list)!
            .values.find(({ key }) => key === value)!;
          expect(people).toBeGreaterThanOrEqual(10);
          expect(headcount - people).toBeGreaterThan(5);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('attack 17: the weights of nobody are released, and nobody is shown for being weighted up', () => {
    // One of the night stands for sixty: weighted, she would count like many.
    const lone = boxOf({
      lists: {
        shift: [
          [115, 150],
          [1, 60],
          [60, 100],
          [12, 140],
        ],
      },
    });
    const { frozen } = freezeHeard(lone, solve);
    const released = opened(frozen);
    expect(released.tables.groups.cells.map(({ id }) => id)).not.toContain('shift/1');
    const text = new TextDecoder().decode(frozen.bytes);
    expect(text).not.toMatch(/"weights?"/);
    const { weighing } = released.tables.all.cells[0];
    expect(Object.keys(weighing).sort()).toEqual(['designEffect', 'effective', 'weighed']);
    expect(weighing.effective! % 5).toBe(0);
    expect(Math.round(weighing.designEffect! * 10)).toBe(weighing.designEffect! * 10);
    // In whichever group she is that was not heard, nothing that is said of the weights moves.
    const groups = (one: number, other: number) =>
      [
        [115, 150],
        [one, 60],
        [60, 100],
        [other, 90],
        [12, 140],
      ] as const;
    const [here, there] = [groups(1, 8), groups(8, 1)].map(
      (shift) => opened(freezeHeard(boxOf({ lists: { shift } }), solve).frozen).tables.all.cells[0].weighing,
    );
    expect(here).toEqual(there);
  });
});
